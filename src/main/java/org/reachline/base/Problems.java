package org.reachline.base;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what a person typed and collects what is wrong with it, field by field, so that a form
 * comes back whole: every problem at once, every typed word kept. A reader answers {@code null}
 * when it noted a problem or the field was left empty.
 */
public final class Problems {
  /**
   * One thing that cannot be taken.
   *
   * @param field name of the form field or JSON property
   * @param message what is wrong and what to do, a sentence
   */
  public record Problem(String field, String message) {}

  /** What is said of a day in no year of a trial. */
  public static final String IMPLAUSIBLE_DAY = "A day from 1900 to 2100, please.";

  private final List<Problem> list = new ArrayList<>();

  /** Notes a problem. */
  public void add(String field, String message) {
    list.add(new Problem(field, message));
  }

  /** Whether anything is wrong. */
  public boolean any() {
    return !list.isEmpty();
  }

  /** All problems in the order they were met. */
  public List<Problem> list() {
    return List.copyOf(list);
  }

  /** The first message for a field, or null; what the form prints beside it. */
  public String of(String field) {
    return list.stream()
        .filter(p -> p.field().equals(field))
        .map(Problem::message)
        .findFirst()
        .orElse(null);
  }

  /** Stops here if anything is wrong. @throws Refusal.BadInput with all problems */
  public void throwIfAny() {
    if (any()) {
      throw new Refusal.BadInput(list);
    }
  }

  /** A text on one line that must be there, trimmed, of at most {@code most} characters. */
  public String line(String field, String typed, int most) {
    String line = optionalLine(field, typed, most);
    if (line == null && of(field) == null) {
      add(field, "Please fill this in.");
    }
    return line;
  }

  /** A text on one line that may be empty (then null), trimmed: a name, a title, a code. */
  public String optionalLine(String field, String typed, int most) {
    String text = optionalText(field, typed, most);
    Optional<String> complaint = text == null ? Optional.empty() : OneLine.complaint(text);
    complaint.ifPresent(wrong -> add(field, wrong));
    return complaint.isEmpty() ? text : null;
  }

  /**
   * A text of one or several lines that must be there, trimmed, of at most {@code most} characters.
   */
  public String text(String field, String typed, int most) {
    String text = optionalText(field, typed, most);
    if (text == null && of(field) == null) {
      add(field, "Please fill this in.");
    }
    return text;
  }

  /**
   * A text of one or several lines that may be empty (then null), trimmed, of at most {@code most}
   * characters.
   */
  public String optionalText(String field, String typed, int most) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    String text = typed.strip();
    if (text.length() > most) {
      add(field, "At most " + most + " characters, please; this has " + text.length() + ".");
      return null;
    }
    Optional<String> complaint = StorableText.complaint(text);
    complaint.ifPresent(wrong -> add(field, wrong));
    return complaint.isEmpty() ? text : null;
  }

  /** A whole number that must be there, within bounds. */
  public Integer integer(String field, String typed, int least, int most) {
    return isThere(field, typed) ? optionalInteger(field, typed, least, most) : null;
  }

  /** A whole number that may be empty (then null), within bounds. */
  public Integer optionalInteger(String field, String typed, int least, int most) {
    BigDecimal value =
        optionalDecimal(field, typed, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
    if (value == null) {
      return null;
    }
    try {
      return value.intValueExact();
    } catch (ArithmeticException e) {
      add(field, "A whole number, please, without decimals.");
      return null;
    }
  }

  /** A number that may be empty (then null), within bounds. */
  public BigDecimal optionalDecimal(String field, String typed, BigDecimal least, BigDecimal most) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    BigDecimal value;
    try {
      String plain = typed.strip();
      // An exponent could name a number of a billion digits; nobody types one into a form.
      value = plain.length() > 20 || plain.matches(".*[eE].*") ? null : new BigDecimal(plain);
    } catch (NumberFormatException e) {
      value = null;
    }
    if (value == null) {
      add(field, "“" + shortened(typed) + "” is not a number. Digits only, please.");
      return null;
    }
    if (least != null && value.compareTo(least) < 0) {
      add(field, "At least " + least.toPlainString() + ", please.");
      return null;
    }
    if (most != null && value.compareTo(most) > 0) {
      add(field, "At most " + most.toPlainString() + ", please.");
      return null;
    }
    return value;
  }

  /** A date that must be there, as {@code 2026-11-22}. */
  public LocalDate date(String field, String typed) {
    return isThere(field, typed) ? optionalDate(field, typed) : null;
  }

  /** A date that may be empty (then null), as {@code 2026-11-22}. */
  public LocalDate optionalDate(String field, String typed) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    LocalDate day = parse(field, typed, LocalDate::parse, "a date such as 2026-11-22");
    if (day != null && !isPlausible(day)) {
      add(field, IMPLAUSIBLE_DAY);
      return null;
    }
    return day;
  }

  /**
   * Whether a day can be one of a trial's. A slip in the year (0202, 20226) would otherwise be
   * kept, and everything that counts months from it would fail.
   */
  public static boolean isPlausible(LocalDate day) {
    return day.getYear() >= 1900 && day.getYear() <= 2100;
  }

  /** A time of day that must be there, as {@code 14:30}. */
  public LocalTime time(String field, String typed) {
    return isThere(field, typed)
        ? parse(field, typed, LocalTime::parse, "a time such as 14:30")
        : null;
  }

  /** A moment that must be there, as {@code 2026-11-22T15:00:00Z}. */
  public Instant instant(String field, String typed) {
    return isThere(field, typed)
        ? parse(field, typed, Instant::parse, "a time in UTC such as 2026-11-22T15:00:00Z")
        : null;
  }

  /**
   * A time zone that must be there, as {@code America/Chicago}: the name of a place, because an
   * offset such as {@code GMT+5} knows no summer time.
   */
  public ZoneId zone(String field, String typed) {
    return isThere(field, typed)
        ? parse(field, typed, Problems::region, "a time zone such as America/Chicago")
        : null;
  }

  private static ZoneId region(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw new DateTimeException("not a place's zone");
    }
    return ZoneId.of(name);
  }

  /**
   * One of a set of answers; {@code find} knows them, {@code expected} names them for the message.
   */
  public <T> T choice(
      String field, String typed, Function<String, Optional<T>> find, String expected) {
    if (!isThere(field, typed)) {
      return null;
    }
    Optional<T> found = find.apply(typed.strip());
    if (found.isEmpty()) {
      add(field, "“" + shortened(typed) + "” is not one of the answers: " + expected + ".");
    }
    return found.orElse(null);
  }

  /** One of an enum's constants, by name in any case. */
  public <E extends Enum<E>> E choice(String field, String typed, Class<E> type) {
    return choice(
        field,
        typed,
        s -> {
          for (E e : type.getEnumConstants()) {
            if (e.name().equalsIgnoreCase(s)) {
              return Optional.of(e);
            }
          }
          return Optional.empty();
        },
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList())
            .toLowerCase(Locale.ROOT));
  }

  /** Whether something was typed; if not, that is noted. */
  public boolean isThere(String field, String typed) {
    if (typed == null || typed.isBlank()) {
      add(field, "Please fill this in.");
      return false;
    }
    return true;
  }

  /** Notes a number that is not there or too small. */
  public void atLeast(String field, Integer number, int least) {
    if (number == null) {
      isThere(field, "");
    } else if (number < least) {
      add(field, "At least " + least + ", please.");
    }
  }

  private <T> T parse(String field, String typed, Function<String, T> how, String expected) {
    try {
      return how.apply(typed.strip());
    } catch (DateTimeException e) {
      add(field, "“" + shortened(typed) + "” is not " + expected + ".");
    }
    return null;
  }

  /** What was typed, short enough to be said again in a message. */
  public static String shortened(String typed) {
    String text = typed.strip();
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }
}
