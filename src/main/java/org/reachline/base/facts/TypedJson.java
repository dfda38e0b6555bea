package org.reachline.base.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;

/**
 * An object of JSON as if it had been typed into a form, so that call and page know the same rules
 * and everything that is wrong is said at once. Nothing is left out in silence: what is of another
 * kind, and what nobody has read in the end, is a problem.
 */
public final class TypedJson {
  private final JsonNode said;
  private final Problems problems;
  private final Set<String> read = new HashSet<>();

  /**
   * What was sent.
   *
   * @throws Refusal.BadInput if it is no object
   */
  public TypedJson(JsonNode said, Problems problems) {
    if (said == null || !said.isObject()) {
      throw new Refusal.BadInput("", "The request needs a JSON body.");
    }
    this.said = said;
    this.problems = problems;
  }

  /** Whether a property is there and not null. */
  public boolean has(String name) {
    return said.hasNonNull(name);
  }

  /** A property as it would be typed; null if it is not there. */
  public String text(String name) {
    read.add(name);
    return has(name) ? text(name, said.get(name)) : null;
  }

  private String text(String name, JsonNode value) {
    if (value.isTextual() || value.isNumber()) {
      return value.asText();
    }
    problems.add(name, "A text or a number, please.");
    return null;
  }

  /** A list of texts; empty if it is not there. */
  public List<String> texts(String name) {
    return items(name, value -> text(name, value));
  }

  /** A list of objects; empty if it is not there. */
  public List<TypedJson> objects(String name) {
    return items(
        name,
        value -> {
          if (value.isObject()) {
            return new TypedJson(value, problems);
          }
          problems.add(name, "A list of objects, please.");
          return null;
        });
  }

  private <T> List<T> items(String name, Function<JsonNode, T> item) {
    read.add(name);
    List<T> items = new ArrayList<>();
    if (has(name) && !said.get(name).isArray()) {
      problems.add(name, "A list, please.");
    }
    for (JsonNode value : said.path(name)) {
      T one = said.get(name).isArray() ? item.apply(value) : null;
      if (one != null) {
        items.add(one);
      }
    }
    return items;
  }

  /** Notes what was sent and not read. */
  public void close() {
    said.fieldNames()
        .forEachRemaining(
            name -> {
              if (!read.contains(name)) {
                problems.add(name, "There is no such property here.");
              }
            });
  }
}
