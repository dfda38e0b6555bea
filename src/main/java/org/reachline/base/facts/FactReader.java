package org.reachline.base.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

  /** What stands before the name of each field, as {@code nextSteps.0.} does. */
  private final String at;

  FactReader(FactSheet<F> sheet, Map<String, String> typed, String at, Problems problems) {
    this.sheet = sheet;
    this.typed = typed;
    this.at = at;
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

  /**
   * A field that holds several of a set of answers.
   *
   * @param find knows each by what is typed
   * @param expected names them for the message
   */
  public <T> FactReader<F> each(String name, Function<String, Optional<T>> find, String expected) {
    return given(
        name, several(sheet.fact(name), name, said -> problems.choice(name, said, find, expected)));
  }

  private Collection<?> several(Fact fact, String field, Function<String, ?> read) {
    Set<Object> all = new LinkedHashSet<>();
    FactSheet.several(typed, field).forEach(said -> all.add(read.apply(said)));
    all.remove(null);
    if (all.isEmpty() && fact.isRequired() && problems.of(field) == null) {
      fact.miss(field, problems);
    }
    return fact.type() == Set.class ? all : new ArrayList<>(all);
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
      String here = at + fact.name();
      values.put(
          fact.name(),
          !fact.isMany()
              ? fact.read(typed.get(here), here, problems)
              : fact.items() != null
                  ? items(fact.items(), here + ".")
                  : several(fact, here, said -> fact.read(said, here, problems)));
    }
    return sheet.make(values);
  }

  /** Several with fields of their own, but for those of which nothing is typed. */
  private <I extends Record> List<I> items(FactSheet<I> sheet, String at) {
    List<I> items = new ArrayList<>();
    for (int place : places(at)) {
      String here = at + place + ".";
      List<String> words = sheet.facts().stream().map(part -> here + part.name()).toList();
      if (words.stream().map(typed::get).anyMatch(word -> word != null && !word.isBlank())) {
        items.add(new FactReader<>(sheet, typed, here, problems).read());
      }
    }
    return items;
  }

  /** The places of several of which something is typed; one that could not be read has none. */
  private Set<Integer> places(String at) {
    Set<Integer> places = new TreeSet<>();
    for (String field : typed.keySet()) {
      String place = field.startsWith(at) ? field.substring(at.length()).split("\\.")[0] : "";
      if (place.matches("\\d{1,6}")) {
        places.add(Integer.valueOf(place));
      }
    }
    return places;
  }
}
