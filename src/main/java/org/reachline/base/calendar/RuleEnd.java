package org.reachline.base.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.jspecify.annotations.Nullable;

/**
 * Where a recurrence rule ends by itself.
 *
 * @param count after how many starts, or null
 * @param untilLocal last instant on the series' own clock, or null
 * @param untilAt last instant, or null
 */
public record RuleEnd(
    @Nullable Integer count, @Nullable LocalDateTime untilLocal, @Nullable Instant untilAt) {
  /** No end. */
  public static final RuleEnd NEVER = new RuleEnd(null, null, null);

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

  /** Whether there is no end. */
  public boolean isNever() {
    return equals(NEVER);
  }

  /** What stands for it in a rule, after the other parts. */
  String text() {
    if (count != null) {
      return ";COUNT=" + count;
    }
    if (untilAt != null) {
      return ";UNTIL=" + LOCAL.format(untilAt.atOffset(ZoneOffset.UTC)) + "Z";
    }
    if (untilLocal == null) {
      return "";
    }
    boolean day = untilLocal.toLocalTime().equals(LocalTime.MAX);
    return ";UNTIL=" + (day ? DAY : LOCAL).format(untilLocal);
  }

  /** Whether the series has ended before this start. */
  boolean isBefore(ZonedDateTime start) {
    return untilLocal != null && start.toLocalDateTime().isAfter(untilLocal)
        || untilAt != null && start.toInstant().isAfter(untilAt);
  }

  static RuleEnd count(String text) {
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw new IllegalArgumentException("COUNT is '" + text + "'; 1 to 999 is possible");
    }
    return new RuleEnd(Integer.parseInt(text), null, null);
  }

  static RuleEnd until(String text) {
    try {
      if (!text.contains("T")) {
        return new RuleEnd(null, LocalDate.parse(text, DAY).atTime(LocalTime.MAX), null);
      }
      LocalDateTime at = LocalDateTime.parse(text.replaceFirst("Z$", ""), LOCAL);
      return text.endsWith("Z")
          ? new RuleEnd(null, null, at.toInstant(ZoneOffset.UTC))
          : new RuleEnd(null, at, null);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "UNTIL is '" + text + "'; write a day such as 20271231, or 20271231T180000Z", e);
    }
  }
}
