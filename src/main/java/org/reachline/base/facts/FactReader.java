package org.reachline.base.facts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.reachline.base.Choice;
import org.reachline.base.Problems;

/**
 * Reads what was typed into facts and notes everything that is wrong at once. Numbers, days, texts
 * and enums are read by their declaration; what depends on the study is chosen or given by the
 * caller.
 *
 * @param <F> the record
 */
public final class FactReader<F extends Record> {
  private final FactSheet<F> sheet;
  private final Map<String, String> typed;
  private final Problems problems;
  private final Map<String, Object> values = new HashMap<>();
  private final Set<String> settled = new HashSet<>();

  FactReader(FactSheet<F> sheet, Map<String, String> typed, Problems problems) {
    this.sheet = sheet;
    this.typed = typed;
    this.problems = problems;
  }

  /** A field that the caller has read; null for none. */
  public FactReader<F> given(String name, Object value) {
    values.put(sheet.fact(name).name(), value);
    settled.add(name);
    return this;
  }

  /**
   * A field that is one of a set of answers.
   *
   * @param find knows them by what is typed
   * @param expected names them for the message
   */
  public <T> FactReader<F> choice(
      String name, Function<String, Optional<T>> find, String expected) {
    String said = typed.get(name);
    boolean mayBeEmpty = !sheet.fact(name).isRequired() && (said == null || said.isBlank());
    return given(name, mayBeEmpty ? null : problems.choice(name, said, find, expected));
  }

  /** A text that is the value of one of these answers. */
  public FactReader<F> choice(String name, List<Choice> answers, String expected) {
    return choice(
        name,
        said -> answers.stream().map(Choice::value).filter(said::equals).findFirst(),
        expected);
  }

  /** The facts; without what could not be read, of which {@code problems} tells. */
  public F read() {
    for (Fact fact : sheet.facts()) {
      if (settled.contains(fact.name())) {
        continue;
      }
      if (!fact.isReadable()) {
        throw new IllegalStateException(fact.name() + " must be given or chosen");
      }
      values.put(fact.name(), fact.read(typed.get(fact.name()), problems));
    }
    return sheet.make(values);
  }
}
