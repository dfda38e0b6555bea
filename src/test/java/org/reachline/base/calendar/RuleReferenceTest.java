package org.reachline.base.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Recur;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The days of rules, as two other programs work them out. */
class RuleReferenceTest {

  /** Rules and days of python-dateutil; the file says with which command. */
  @Test
  void agreesWithDateutilOnHundredsOfRules() throws IOException {
    List<String> lines;
    try (var text = getClass().getResourceAsStream("/recurrence/rules.txt")) {
      lines = new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<String> rules = lines.stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(rules).hasSizeGreaterThan(600);
    for (String line : rules) {
      String[] cells = line.split("\\|", -1);
      LocalDate first = LocalDate.parse(cells[1]);
      List<LocalDate> days = Rule.of(cells[0]).days(first, first, LocalDate.parse(cells[2]));
      List<LocalDate> expected =
          cells[4].isEmpty()
              ? List.of()
              : Arrays.stream(cells[4].split(" ")).map(LocalDate::parse).toList();
      assertThat(days)
          .as(line)
          .hasSize(Integer.parseInt(cells[3]))
          .startsWith(expected.toArray(LocalDate[]::new));
    }
  }

  private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

  private static Arbitrary<String> several(Arbitrary<String> one) {
    return one.set().ofMinSize(1).ofMaxSize(3).map(all -> String.join(",", all));
  }

  @Provide
  Arbitrary<String> monthlyRules() {
    Arbitrary<String> weekday = Arbitraries.of(DAYS);
    Arbitrary<String> nth =
        Combinators.combine(Arbitraries.of("1", "2", "3", "4", "5", "-1", "-2", "-5"), weekday)
            .as((n, day) -> n + day);
    Arbitrary<String> date =
        Arbitraries.integers().between(-31, 31).filter(n -> n != 0).map(String::valueOf);
    Arbitrary<String> what =
        Arbitraries.oneOf(
            several(weekday).map(days -> ";BYDAY=" + days),
            several(nth).map(days -> ";BYDAY=" + days),
            several(date).map(days -> ";BYMONTHDAY=" + days),
            Combinators.combine(several(date), several(weekday))
                .as((dates, days) -> ";BYMONTHDAY=" + dates + ";BYDAY=" + days));
    Arbitrary<String> months =
        several(Arbitraries.integers().between(1, 12).map(String::valueOf))
            .map(all -> ";BYMONTH=" + all)
            .injectNull(0.7)
            .map(said -> said == null ? "" : said);
    Arbitrary<String> position =
        Arbitraries.of("", "", "", ";BYSETPOS=1", ";BYSETPOS=-1", ";BYSETPOS=1,3", ";BYSETPOS=2");
    return Combinators.combine(Arbitraries.integers().between(1, 6), months, what, position)
        .as((n, m, w, p) -> "FREQ=MONTHLY;INTERVAL=" + n + m + w + p)
        .filter(RuleReferenceTest::isRule);
  }

  private static boolean isRule(String text) {
    try {
      Rule.of(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Monthly rules only: this library takes the start of a week from the machine's language. */
  @Property(tries = 400)
  void agreesWithAnotherLibraryOnEveryMonthlyRule(
      @ForAll("monthlyRules") String rule, @ForAll("firstDays") LocalDate first) {
    LocalDate to = first.plusYears(2);
    List<LocalDate> theirs =
        new Recur<LocalDateTime>(rule)
            .getDates(first.atTime(12, 0), first.atTime(12, 0), to.atTime(LocalTime.MAX)).stream()
                .map(LocalDateTime::toLocalDate)
                .filter(day -> !day.isBefore(first) && !day.isAfter(to))
                .distinct()
                .sorted()
                .toList();
    assertThat(Rule.of(rule).days(first, first, to)).as(rule + " " + first).isEqualTo(theirs);
  }

  @Provide
  Arbitrary<LocalDate> firstDays() {
    return Arbitraries.integers()
        .between(0, 1500)
        .map(days -> LocalDate.of(2025, 1, 1).plusDays(days));
  }

  /**
   * The series is the same whichever part of it is asked for, and from whichever of its periods.
   */
  @Property(tries = 200)
  void givesTheSameDaysFromWhereverItIsCounted(
      @ForAll("monthlyRules") String text, @ForAll("firstDays") LocalDate anchor) {
    Rule rule = Rule.of(text);
    LocalDate from = anchor.minusYears(1);
    LocalDate to = anchor.plusYears(1);
    List<LocalDate> all = rule.days(anchor, from, to);
    Set<LocalDate> parts =
        List.of(
                rule.days(anchor, from, anchor.minusDays(1)),
                rule.days(anchor.plusMonths(rule.interval()), anchor, to))
            .stream()
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    assertThat(parts).hasSameElementsAs(all).hasSize(all.size());
  }
}
