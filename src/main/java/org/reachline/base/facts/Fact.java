package org.reachline.base.facts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.Column;
import jakarta.persistence.JoinColumn;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.UploadedTable;
import org.reachline.base.input.FreeText;
import org.reachline.base.trail.Audited;

/** One field of a record's facts, as its declaration says it. */
public final class Fact {
  private static final List<Class<?>> READABLE =
      List.of(
          Integer.class,
          BigDecimal.class,
          Boolean.class,
          LocalDate.class,
          LocalTime.class,
          Instant.class,
          ZoneId.class);

  private final RecordComponent component;

  /** Carries the annotations: most are not made for the component itself. */
  private final Field field;

  private final FactWords words;

  private final FactSheet<?> items;

  Fact(RecordComponent component, Field field, FactWords words) {
    this.component = component;
    this.field = field;
    this.words = words;
    component.getAccessor().setAccessible(true);
    items = isMany() && one().isRecord() ? FactSheet.of(one().asSubclass(Record.class)) : null;
  }

  /** The type of one of several. */
  private Class<?> one() {
    return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
  }

  /** Its name in forms, in JSON and in problems. */
  public String name() {
    return component.getName();
  }

  /** The type of its value, or of each where it holds several. */
  private Class<?> kind() {
    return isMany() ? one() : type();
  }

  /** Its Java type. */
  public Class<?> type() {
    return component.getType();
  }

  /** Whether it must be there. */
  public boolean isRequired() {
    return has(NotNull.class);
  }

  /** Whether it may hold several lines. */
  public boolean isProse() {
    return has(Prose.class);
  }

  /** Who may read it, if it is free text; empty for what is counted or chosen. */
  public Optional<FreeText.Readers> readers() {
    return said(Line.class, Line::value).or(() -> said(Prose.class, Prose::value));
  }

  /** Its name in words, as histories and lists tell it. */
  public String label() {
    return words.label(name());
  }

  /** Its meaning, its unit and what nothing means, as far as they are known; else its name. */
  String inWords() {
    String meaning = Optional.ofNullable(words("meaning")).orElse(label());
    String unit = words("unit") == null ? "" : " (" + words("unit") + ")";
    String missing = words("missing") == null ? "" : "; nothing: " + words("missing");
    return meaning + unit + missing;
  }

  /** Its words of one kind, such as {@code help}; null if it has none. */
  public String words(String kind) {
    return words.find(name() + "." + kind).orElse(null);
  }

  /** Its column in the database. */
  public String column() {
    return said(Column.class, Column::name)
        .or(() -> said(JoinColumn.class, JoinColumn::name))
        .filter(name -> !name.isEmpty())
        .orElse(name());
  }

  /** Whether lists that people upload can have a column for it. */
  boolean isListed() {
    return !isMany() || has(ListColumn.class);
  }

  /** Its column in lists that people upload. */
  public UploadedTable.Column listColumn() {
    String name =
        said(ListColumn.class, ListColumn::name)
            .filter(own -> !own.isEmpty())
            .orElse(FactWords.spaced(name(), '_').toLowerCase(Locale.ROOT));
    return new UploadedTable.Column(
        name,
        isRequired(),
        said(ListColumn.class, ListColumn::otherNames).map(Arrays::asList).orElse(List.of()));
  }

  /** Its name in JSON. */
  public String jsonName() {
    return said(JsonProperty.class, JsonProperty::value).orElse(name());
  }

  /** The key under which the trail keeps it. */
  String trailKey() {
    return said(TrailKey.class, TrailKey::value).orElse(name());
  }

  /** Whether it holds several. */
  boolean isMany() {
    return Collection.class.isAssignableFrom(type());
  }

  /** The fields of each of several; null where each is one word, as where it does not hold any. */
  FactSheet<?> items() {
    return items;
  }

  /** What the boxes of a form are called that hold a field of its items. */
  String box(Fact part) {
    String before = said(Boxes.class, Boxes::value).orElse(name());
    return before.isEmpty()
        ? part.name()
        : before + part.name().substring(0, 1).toUpperCase(Locale.ROOT) + part.name().substring(1);
  }

  /** What it is in these facts. */
  public Object in(Record facts) {
    try {
      return component.getAccessor().invoke(facts);
    } catch (ReflectiveOperationException cannotBe) {
      throw new IllegalStateException(cannotBe);
    }
  }

  /** Whether {@link #read} knows its type; otherwise the caller must give or choose it. */
  boolean isReadable() {
    return items != null
        ? items.facts().stream().allMatch(Fact::isReadable)
        : readers().isPresent() || kind().isEnum() || READABLE.contains(kind());
  }

  /** What is said where it must be there and is not. */
  void miss(String field, Problems problems) {
    String own = words("needed");
    problems.add(field, own == null ? "Please fill this in." : own);
  }

  /**
   * Makes sense of what was typed; null if it is empty or a problem was noted.
   *
   * @param field its name in problems
   */
  Object read(String typed, String field, Problems problems) {
    if (typed == null || typed.isBlank()) {
      if (isRequired()) {
        miss(field, problems);
      }
      return null;
    }
    if (kind() == Integer.class) {
      return problems.optionalInteger(
          field,
          typed,
          said(Min.class, Min::value).orElse((long) Integer.MIN_VALUE).intValue(),
          said(Max.class, Max::value).orElse((long) Integer.MAX_VALUE).intValue());
    } else if (kind() == BigDecimal.class) {
      return decimal(typed, field, problems);
    } else if (kind() == LocalDate.class) {
      return problems.optionalDate(field, typed);
    } else if (kind() == Boolean.class) {
      return problems.choice(field, typed, Fact::yesOrNo, "yes, no");
    } else if (kind() == Instant.class) {
      return problems.instant(field, typed);
    } else if (kind() == LocalTime.class) {
      return problems.time(field, typed);
    } else if (kind() == ZoneId.class) {
      return problems.zone(field, typed);
    } else if (kind().isEnum()) {
      return constant(typed, field, problems);
    }
    int most = said(Size.class, Size::max).orElseThrow();
    return isProse()
        ? problems.optionalText(field, typed, most)
        : problems.optionalLine(field, typed, most);
  }

  private static Optional<Boolean> yesOrNo(String typed) {
    return switch (typed.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> Optional.of(true);
      case "no", "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private Object constant(String typed, String field, Problems problems) {
    List<?> constants = List.of(kind().getEnumConstants());
    return problems.choice(
        field,
        typed,
        said -> constants.stream().filter(c -> c.toString().equalsIgnoreCase(said)).findFirst(),
        constants.stream()
            .map(c -> c.toString().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));
  }

  private BigDecimal decimal(String typed, String field, Problems problems) {
    BigDecimal value =
        problems.optionalDecimal(
            field,
            typed,
            said(DecimalMin.class, min -> new BigDecimal(min.value())).orElse(null),
            said(DecimalMax.class, max -> new BigDecimal(max.value())).orElse(null));
    int decimals = said(Digits.class, Digits::fraction).orElse(Integer.MAX_VALUE);
    if (value != null && value.scale() > decimals) {
      problems.add(
          field,
          decimals == 2
              ? "At most two decimals, please, such as 0.25."
              : "At most " + decimals + " decimals, please.");
    }
    return value;
  }

  /**
   * Types again what it is in these facts.
   *
   * @param at what stands before its name
   */
  void type(Record facts, String at, Map<String, String> typed) {
    if (!isMany()) {
      typed.put(at + name(), typed(in(facts)));
      return;
    }
    int place = 0;
    Collection<?> several = in(facts) == null ? List.of() : (Collection<?>) in(facts);
    for (Object item : several) {
      String here = at + name() + "." + place++;
      if (items == null) {
        typed.put(here, typed(item));
      } else {
        items.facts().forEach(part -> part.type((Record) item, here + ".", typed));
      }
    }
  }

  /** A value as it is typed; an empty text for none. */
  private static String typed(Object value) {
    if (value instanceof PanacheEntity entity) {
      return String.valueOf(entity.id);
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value == null ? "" : value.toString();
  }

  /** What the trail keeps of these facts: numbers as they are, everything else in words. */
  Object state(Record facts) {
    Object value = in(facts);
    Object words = value == null ? null : inWords(value);
    return words == null || words.equals("") ? words("none") : words;
  }

  /** A value as people read it. */
  static Object inWords(Object value) {
    if (value instanceof Collection<?> items) {
      return items.stream().map(item -> inWords(item).toString()).collect(Collectors.joining("; "));
    }
    if (value instanceof InWords thing) {
      return thing.inWords();
    }
    if (value instanceof Enum<?> answer) {
      return Formats.fromKey(answer.name().toLowerCase(Locale.ROOT));
    }
    return value instanceof Audited record
        ? record.subject()
        : value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  private boolean has(Class<? extends Annotation> kind) {
    return field.isAnnotationPresent(kind);
  }

  private <A extends Annotation, T> Optional<T> said(Class<A> kind, Function<A, T> what) {
    return Optional.ofNullable(field.getAnnotation(kind)).map(what);
  }

  /** What the codebook calls it: text, integer, number, date, datetime or code. */
  String codebookType() {
    if (type() == BigDecimal.class) {
      return "number";
    }
    if (type() == LocalDate.class) {
      return "date";
    }
    if (type() == Instant.class) {
      return "datetime";
    }
    if (type().isEnum()) {
      return "code";
    }
    return type() == Integer.class || PanacheEntity.class.isAssignableFrom(type())
        ? "integer"
        : "text";
  }
}
