package org.reachline.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads a record's trail as people ask it: who changed what, from what, to what, and why. */
@ApplicationScoped
public class Trail {
  private static final TypeReference<LinkedHashMap<String, Object>> STATE =
      new TypeReference<>() {};

  @Inject ObjectMapper json;

  /**
   * One property that changed.
   *
   * @param property key in the trail
   * @param label the property in words
   * @param before words before; empty for a new record
   * @param after words after
   */
  public record Change(String property, String label, String before, String after) {}

  /**
   * One act.
   *
   * @param act as recorded, such as {@code activity.amended}
   * @param who mail address
   * @param reason why, or null where none was asked for
   * @param changes what changed; empty for the entry itself
   */
  public record Step(String act, String who, Instant when, String reason, List<Change> changes) {
    /** The last word of the act: {@code Amended}. */
    public String actLabel() {
      return Words.fromKey(act.substring(act.lastIndexOf('.') + 1));
    }
  }

  /** The trail of a record, newest first. */
  public List<Step> of(String subject) {
    List<Step> steps = new ArrayList<>();
    for (AuditEntry entry : AuditEntry.listForSubject(subject)) {
      steps.add(
          0,
          new Step(
              entry.act,
              entry.personEmail,
              entry.occurredAt,
              entry.reason,
              entry.before == null
                  ? List.of()
                  : changes(read(entry.before), read(entry.after == null ? "{}" : entry.after))));
    }
    return steps;
  }

  /** What differs between two states. */
  static List<Change> changes(Map<String, Object> before, Map<String, Object> after) {
    Set<String> properties = new LinkedHashSet<>(after.keySet());
    properties.addAll(before.keySet());
    List<Change> changes = new ArrayList<>();
    for (String property : properties) {
      Object was = before.get(property);
      Object is = after.get(property);
      if (!Objects.equals(was, is)) {
        changes.add(new Change(property, label(property), word(was), word(is)));
      }
    }
    return changes;
  }

  /** {@code heldOn} becomes {@code Held on}. */
  private static String label(String property) {
    return Words.fromKey(property.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
  }

  private static String word(Object value) {
    return value == null ? "" : value.toString();
  }

  private Map<String, Object> read(String state) {
    try {
      return json.readValue(state, STATE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record's trail cannot be read", e);
    }
  }
}
