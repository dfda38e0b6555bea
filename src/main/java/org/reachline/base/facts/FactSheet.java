package org.reachline.base.facts;

import jakarta.persistence.Embeddable;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.base.Problems;
import org.reachline.base.UploadedTable;
import org.reachline.base.input.FreeText;

/**
 * Everything that follows from the fields of a record's facts, whose components it reads once: how
 * typed words become facts and facts typed words, the columns of a list, the state that the trail
 * keeps, what differs between two states, the lines of the codebook, and which texts are free.
 *
 * <p>Facts that were read from what somebody typed may lack what could not be read; whoever reads
 * them looks at the problems before keeping anything.
 *
 * @param <F> the record
 */
public final class FactSheet<F extends Record> {
  private final Map<String, Fact> facts = new LinkedHashMap<>();
  private final FactWords words;
  private final Constructor<F> constructor;

  /**
   * A field that differs.
   *
   * @param label its name in words
   * @param before what it was, or null
   * @param after what it is, or null
   */
  public record Difference(String label, Object before, Object after) {
    @Override
    public String toString() {
      return label + ": " + orNothing(before) + ", now " + orNothing(after);
    }

    private static String orNothing(Object value) {
      return value == null || value.toString().isEmpty()
          ? "nothing"
          : Problems.shortened(value.toString());
    }
  }

  /**
   * A free text.
   *
   * @param column where the database keeps it
   */
  public record Text(String column, FreeText.Readers readers) {}

  /**
   * A column of an exported file.
   *
   * @param path where a query finds it, seen from the facts
   * @param type text, integer, number, date, datetime or code
   * @param codes what the codes of a code mean, or empty
   * @param missing what an empty cell means, or empty
   */
  public record Exported(
      String column,
      String path,
      String meaning,
      String type,
      String unit,
      String codes,
      String missing) {}

  private FactSheet(Class<F> type) {
    words = new FactWords(type);
    RecordComponent[] components = type.getRecordComponents();
    try {
      for (RecordComponent c : components) {
        facts.put(c.getName(), new Fact(c, type.getDeclaredField(c.getName()), words));
      }
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (ReflectiveOperationException everyRecordHasThem) {
      throw new IllegalStateException(everyRecordHasThem);
    }
  }

  /** The sheet of a record. */
  public static <F extends Record> FactSheet<F> of(Class<F> type) {
    return new FactSheet<>(type);
  }

  /** The fields in the order of the record. */
  public List<Fact> facts() {
    return List.copyOf(facts.values());
  }

  /** A field by its name. */
  public Fact fact(String name) {
    return Objects.requireNonNull(facts.get(name), name);
  }

  /** Facts with these values by name, and null for all others. */
  public F make(Map<String, ?> values) {
    values.keySet().forEach(this::fact);
    try {
      return constructor.newInstance(facts.keySet().stream().map(values::get).toArray());
    } catch (ReflectiveOperationException wrongType) {
      throw new IllegalArgumentException("not values of this record: " + values, wrongType);
    }
  }

  /** The same facts but for one field. */
  public F with(F own, String name, Object value) {
    Map<String, Object> values = new LinkedHashMap<>();
    facts.forEach((n, fact) -> values.put(n, fact.in(own)));
    values.put(name, value);
    return make(values);
  }

  /**
   * Begins to read what was typed into a form, a row or JSON.
   *
   * @param typed words by name of the field; what is missing counts as empty
   * @param problems takes everything that is wrong
   */
  public FactReader<F> reader(Map<String, String> typed, Problems problems) {
    return new FactReader<>(this, typed, "", problems);
  }

  /**
   * Facts as somebody would type them, by name; of what holds several {@code coaches.0} or {@code
   * nextSteps.0.what}.
   */
  public Map<String, String> typed(F own) {
    Map<String, String> typed = new LinkedHashMap<>();
    facts.values().forEach(fact -> fact.type(own, "", typed));
    return typed;
  }

  /** What is typed of one field that holds several words, without those that are empty. */
  public static List<String> several(Map<String, String> typed, String name) {
    List<String> all = new ArrayList<>();
    for (int i = 0; typed.containsKey(name + "." + i); i++) {
      all.add(typed.get(name + "." + i));
    }
    all.removeIf(word -> word == null || word.isBlank());
    return all;
  }

  /** Puts these words in the place of those that are typed of one field. */
  public static void putSeveral(Map<String, String> typed, String name, List<String> words) {
    typed.keySet().removeIf(field -> field.startsWith(name + "."));
    for (int i = 0; i < words.size(); i++) {
      typed.put(name + "." + i, words.get(i));
    }
  }

  private Stream<Fact> single() {
    return facts.values().stream().filter(fact -> !fact.isMany());
  }

  /**
   * What a row says, by name. What its list has no column for stays as it is.
   *
   * @param known the facts on record, or null for a new record
   */
  public Map<String, String> typed(UploadedTable table, UploadedTable.Row row, F known) {
    Map<String, String> typed = known == null ? new LinkedHashMap<>() : typed(known);
    for (Fact fact : listed().toList()) {
      String column = fact.listColumn().name();
      if (!table.has(column)) {
        continue;
      }
      if (fact.isMany()) {
        putSeveral(typed, fact.name(), inCell(row.get(column)));
      } else {
        typed.put(fact.name(), row.get(column));
      }
    }
    return typed;
  }

  /** What one cell says of a field that holds several. */
  public static List<String> inCell(String cell) {
    return Arrays.stream(cell.split("[;\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  /**
   * What JSON says, by name.
   *
   * @param problems takes what is of another kind, and what there is no field for
   */
  public Map<String, String> typed(Sent<F> said, Problems problems) {
    return said.typed(List.of(this), problems);
  }

  /**
   * The same where a request has more to say than the facts.
   *
   * @param besides the fields of the request
   */
  public Map<String, String> typed(Sent<?> said, FactSheet<?> besides, Problems problems) {
    return said.typed(List.of(this, besides), problems);
  }

  /** The columns of a list of such records; what holds several has one if it is declared. */
  public List<UploadedTable.Column> columns() {
    return listed().map(Fact::listColumn).toList();
  }

  private Stream<Fact> listed() {
    return facts.values().stream().filter(Fact::isListed);
  }

  /** The column of a list that a field's problem is about; anything else is its own column. */
  public String columnOf(String field) {
    return facts.containsKey(field) ? fact(field).listColumn().name() : field;
  }

  /** Facts as the trail keeps them, by the key of the trail. */
  public Map<String, Object> state(F own) {
    Map<String, Object> state = new LinkedHashMap<>();
    facts.values().forEach(fact -> state.put(fact.trailKey(), fact.state(own)));
    return state;
  }

  /** Facts in words, by label; those that say nothing are left out. */
  public Map<String, Object> inWords(F own) {
    Map<String, Object> inWords = new LinkedHashMap<>();
    for (Fact fact : facts.values()) {
      if (fact.in(own) != null) {
        inWords.put(fact.label(), fact.state(own));
      }
    }
    return inWords;
  }

  /** What people call a key of the trail, one too that is no field's. */
  public String label(String trailKey) {
    return facts.values().stream()
        .filter(fact -> fact.trailKey().equals(trailKey))
        .findFirst()
        .map(Fact::label)
        .orElseGet(() -> words.label(trailKey));
  }

  /** What differs, in words, in the order of the fields. */
  public List<Difference> differences(F before, F after) {
    List<Difference> differences = new ArrayList<>();
    for (Fact fact : facts.values()) {
      Object was = fact.state(before);
      Object is = fact.state(after);
      boolean same =
          was instanceof BigDecimal one && is instanceof BigDecimal other
              ? one.compareTo(other) == 0
              : Objects.equals(was, is);
      if (!same) {
        differences.add(new Difference(fact.label(), was, is));
      }
    }
    return differences;
  }

  /** {@code People: 5, now 7; Resources: nothing, now 40 kits}; empty if nothing differs. */
  public String differencesInWords(F before, F after) {
    return differences(before, after).stream()
        .map(Difference::toString)
        .collect(Collectors.joining("; "));
  }

  /** The free texts among the fields. */
  public List<Text> texts() {
    return facts.values().stream()
        .flatMap(f -> f.readers().map(readers -> new Text(f.column(), readers)).stream())
        .toList();
  }

  /** The columns of an exported file: every single field that is no free text. */
  public List<Exported> exported() {
    return single().filter(fact -> fact.readers().isEmpty()).flatMap(this::exported).toList();
  }

  private Stream<Exported> exported(Fact fact) {
    if (fact.type().isAnnotationPresent(Embeddable.class)) {
      return parts(fact.type()).facts().stream()
          .map(part -> exported(part, fact.name() + "." + part.name()));
    }
    boolean isRecord = fact.type().isAnnotationPresent(jakarta.persistence.Entity.class);
    return Stream.of(exported(fact, isRecord ? fact.name() + ".id" : fact.name()));
  }

  private Exported exported(Fact fact, String path) {
    String key = path.replace(".id", "");
    String column =
        words.find(key + ".column").orElseGet(() -> fact.column().replaceFirst("_id$", ""));
    return new Exported(
        column,
        path,
        words.find(key + ".meaning").orElseGet(() -> words.label(key)),
        fact.codebookType(),
        words.find(key + ".unit").orElse(unit(fact)),
        words.find(key + ".codes").orElse(""),
        words.find(key + ".missing").orElse(""));
  }

  private static String unit(Fact fact) {
    return switch (fact.codebookType()) {
      case "date" -> "YYYY-MM-DD";
      case "datetime" -> "UTC";
      default -> "";
    };
  }

  private static FactSheet<?> parts(Class<?> embeddable) {
    return of(embeddable.asSubclass(Record.class));
  }
}
