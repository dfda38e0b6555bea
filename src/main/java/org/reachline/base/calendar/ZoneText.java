package org.reachline.base.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import org.jspecify.annotations.Nullable;
import org.reachline.base.calendar.LocalTimes.Verbatim;

/**
 * Writes a zone's rules (VTIMEZONE) as java.time knows them, for the stretch of time that a text
 * speaks of. Where the clocks change by the same two rules for ever, these two are written with
 * their recurrence, which is what every calendar program knows how to read; where the law named the
 * days one by one (Morocco's Ramadan, a change of law), each change stands for itself.
 */
final class ZoneText {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

  /** Weekdays fall on every day of every month within as many years. */
  private static final int CYCLE = 28;

  private final ZoneId zone;
  private final ZoneRules rules;

  private ZoneText(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
  }

  /**
   * The rules of a zone.
   *
   * @param first earliest instant that is spoken of
   * @param last latest instant that is spoken of
   */
  static VTimeZone of(ZoneId zone, Instant first, Instant last) {
    return new ZoneText(zone).between(first, last);
  }

  private VTimeZone between(Instant first, Instant last) {
    VTimeZone text = new VTimeZone();
    text.add(verbatim(Property.TZID, zone.getId()));
    ZoneOffsetTransition before = rules.previousTransition(first.plusNanos(1));
    if (before == null) {
      text.add(always(first));
    }
    List<ZoneOffsetTransition> changes = changes(before, first, last);
    Optional<List<Observance>> forEver = forEver(changes);
    forEver
        .orElseGet(() -> changes.stream().map(change -> change(change, null)).toList())
        .forEach(text::add);
    return text;
  }

  /** The change that holds at first, and those until last. */
  private List<ZoneOffsetTransition> changes(
      ZoneOffsetTransition before, Instant first, Instant last) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition change = before == null ? rules.nextTransition(first) : before;
    while (change != null && !change.getInstant().isAfter(last)) {
      changes.add(change);
      change = rules.nextTransition(change.getInstant());
    }
    return changes;
  }

  /** The zone's lasting rules, if they alone made all of these changes and each can be written. */
  private Optional<List<Observance>> forEver(List<ZoneOffsetTransition> changes) {
    List<ZoneOffsetTransitionRule> lasting = rules.getTransitionRules();
    if (lasting.isEmpty() || changes.isEmpty()) {
      return Optional.empty();
    }
    int from = changes.get(0).getDateTimeBefore().getYear();
    int to = changes.get(changes.size() - 1).getDateTimeBefore().getYear();
    Set<ZoneOffsetTransition> made = new HashSet<>();
    IntStream.rangeClosed(from, to)
        .forEach(year -> lasting.forEach(rule -> made.add(rule.createTransition(year))));
    if (!made.containsAll(changes)) {
      return Optional.empty();
    }
    List<Observance> observances = new ArrayList<>();
    for (ZoneOffsetTransitionRule rule : lasting) {
      ZoneOffsetTransition onset = rule.createTransition(from);
      if (onset.getInstant().isBefore(changes.get(0).getInstant())) {
        onset = rule.createTransition(from + 1);
      }
      String recurrence = recurrence(rule, onset.getDateTimeBefore().getYear());
      if (recurrence == null) {
        return Optional.empty();
      }
      observances.add(change(onset, recurrence));
    }
    return Optional.of(observances);
  }

  /**
   * A yearly rule that gives the same days as the zone's for as long as weekdays take to return.
   */
  private static @Nullable String recurrence(ZoneOffsetTransitionRule rule, int from) {
    List<LocalDateTime> days =
        IntStream.range(from, from + CYCLE)
            .mapToObj(year -> rule.createTransition(year).getDateTimeBefore())
            .toList();
    LocalDateTime one = days.get(0);
    boolean sameMonth = days.stream().allMatch(day -> day.getMonth() == one.getMonth());
    boolean sameTime = days.stream().allMatch(day -> day.toLocalTime().equals(one.toLocalTime()));
    if (!sameMonth || !sameTime) {
      return null;
    }
    String yearly = "FREQ=YEARLY;BYMONTH=" + one.getMonthValue();
    if (isSame(days, LocalDateTime::getDayOfMonth)) {
      return yearly + ";BYMONTHDAY=" + one.getDayOfMonth();
    }
    if (!isSame(days, day -> day.getDayOfWeek().getValue())) {
      return null;
    }
    String weekday = shortly(one.getDayOfWeek());
    if (isSame(days, ZoneText::weekFromStart)) {
      return yearly + ";BYDAY=" + weekFromStart(one) + weekday;
    }
    if (isSame(days, ZoneText::weekFromEnd)) {
      return yearly + ";BYDAY=-" + weekFromEnd(one) + weekday;
    }
    int least = days.stream().mapToInt(LocalDateTime::getDayOfMonth).min().orElseThrow();
    int most = days.stream().mapToInt(LocalDateTime::getDayOfMonth).max().orElseThrow();
    String week =
        IntStream.rangeClosed(least, most)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(","));
    return most - least == 6 ? yearly + ";BYMONTHDAY=" + week + ";BYDAY=" + weekday : null;
  }

  private static boolean isSame(List<LocalDateTime> days, ToIntFunction<LocalDateTime> what) {
    return days.stream().mapToInt(what).distinct().count() == 1;
  }

  private static int weekFromStart(LocalDateTime day) {
    return (day.getDayOfMonth() - 1) / 7 + 1;
  }

  private static int weekFromEnd(LocalDateTime day) {
    return (day.toLocalDate().lengthOfMonth() - day.getDayOfMonth()) / 7 + 1;
  }

  private static String shortly(DayOfWeek day) {
    return day.name().substring(0, 2);
  }

  private Observance change(ZoneOffsetTransition change, @Nullable String recurrence) {
    return observance(
        change.getInstant(),
        change.getDateTimeBefore(),
        change.getOffsetBefore(),
        change.getOffsetAfter(),
        recurrence);
  }

  /** One offset since long ago: the clocks had not changed before. */
  private Observance always(Instant first) {
    ZoneOffset offset = rules.getOffset(first);
    return observance(first, LocalDateTime.of(1970, 1, 1, 0, 0), offset, offset, null);
  }

  private Observance observance(
      Instant from,
      LocalDateTime onset,
      ZoneOffset before,
      ZoneOffset after,
      @Nullable String recurrence) {
    boolean summer = rules.isDaylightSavings(from);
    Observance observance = summer ? new Daylight() : new Standard();
    observance.add(verbatim(Property.DTSTART, LOCAL.format(onset)));
    observance.add(verbatim(Property.TZOFFSETFROM, inDigits(before)));
    observance.add(verbatim(Property.TZOFFSETTO, inDigits(after)));
    observance.add(verbatim(Property.TZNAME, name(from)));
    if (recurrence != null) {
      observance.add(verbatim(Property.RRULE, recurrence));
    }
    return observance;
  }

  private String name(Instant at) {
    return DateTimeFormatter.ofPattern("zzz", Locale.US).format(at.atZone(zone));
  }

  private static String inDigits(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "+0000" : offset.getId().replace(":", "");
  }

  private static Property verbatim(String name, String value) {
    return new Verbatim(name, new ParameterList(), value);
  }
}
