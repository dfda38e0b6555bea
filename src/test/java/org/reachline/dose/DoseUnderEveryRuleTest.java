package org.reachline.dose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.reachline.TrialBuilder;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.PlannedState;
import org.reachline.protocol.dose.PlannedTotal;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.studies.Enrolment;

/**
 * The dose of the laboratory study under each of its counting rules, held against a second
 * reckoning that knows the file's figures by heart and none of the product's classes.
 */
class DoseUnderEveryRuleTest {
  private static final LocalDate START = LocalDate.of(2025, 1, 31);
  private static final ZoneId ZONE = ZoneId.of("America/Chicago");
  private static final StudyFile LAB = lab();

  private static StudyFile lab() {
    try {
      return StudyFileReader.read(TrialBuilder.fileOf("dose-lab")).orThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A planned contact as dose-lab.yaml has it. */
  private record Line(String key, int month, int minutes, boolean counts, int early, int late) {}

  private static final List<Line> HIGH =
      List.of(
          new Line("kickoff", 1, 60, false, 7, 14),
          new Line("site_visit", 1, 240, true, 0, 45),
          new Line("monthly_call", 2, 60, true, 7, 14),
          new Line("monthly_call", 3, 60, true, 7, 14),
          new Line("monthly_call", 4, 60, true, 7, 14),
          new Line("monthly_call", 5, 60, true, 7, 14),
          new Line("monthly_call", 6, 60, true, 7, 14),
          new Line("booster", 9, 30, true, 7, 14));
  private static final List<Line> LOW =
      List.of(
          new Line("kickoff", 1, 60, false, 7, 14),
          new Line("sponsor_call", 1, 60, true, 7, 14),
          new Line("webinar", 2, 120, true, 7, 14),
          new Line("follow_up_call", 3, 60, true, 7, 14),
          new Line("follow_up_call", 6, 60, true, 7, 14));

  /** A contact that was held. */
  private record Held(String key, int month, int day, int minutes) {
    LocalDate on() {
      return START.plusDays(day);
    }
  }

  private static boolean countsContact(String rule, Line line) {
    return line.counts() && !(rule.equals("published_label") && line.key().equals("sponsor_call"));
  }

  private static boolean countsMinutes(Line line) {
    return line.counts();
  }

  private static LocalDate closes(Line line) {
    return START.plusMonths(line.month()).minusDays(1).plusDays(line.late());
  }

  /** Intervention ends with month 6, sustainment with month 12. */
  private static LocalDate countsUntil(Line line) {
    LocalDate phaseEnds = START.plusMonths(line.month() <= 6 ? 6 : 12).minusDays(1);
    return phaseEnds.isAfter(closes(line)) ? phaseEnds : closes(line);
  }

  private record Reckoned(
      PlannedTotal planned, PlannedTotal delivered, PlannedTotal beside, PlannedTotal due) {}

  private static Reckoned reckon(
      String arm, String rule, List<Held> held, LocalDate today, LocalDate leftOn) {
    List<Held> open = new ArrayList<>(held);
    open.sort((a, b) -> a.day() != b.day() ? a.day() - b.day() : 0);
    int[] planned = new int[2];
    int[] delivered = new int[2];
    int[] due = new int[2];
    for (Line line : arm.equals("HIGH") ? HIGH : LOW) {
      int contact = countsContact(rule, line) ? 1 : 0;
      int minutes = countsMinutes(line) ? 1 : 0;
      planned[0] += contact;
      planned[1] += minutes * line.minutes();
      if (closes(line).isBefore(today) && (leftOn == null || !closes(line).isAfter(leftOn))) {
        due[0] += contact;
        due[1] += minutes * line.minutes();
      }
      for (Held h : open) {
        if (h.key().equals(line.key())
            && h.month() == line.month()
            && !h.on().isAfter(countsUntil(line))) {
          delivered[0] += contact;
          delivered[1] += minutes * h.minutes();
          open.remove(h);
          break;
        }
      }
    }
    return new Reckoned(
        new PlannedTotal(planned[0], planned[1]),
        new PlannedTotal(delivered[0], delivered[1]),
        new PlannedTotal(open.size(), open.stream().mapToInt(Held::minutes).sum()),
        new PlannedTotal(due[0], due[1]));
  }

  @Provide
  Arbitrary<List<Held>> held() {
    return Combinators.combine(
            Arbitraries.of(
                "kickoff",
                "site_visit",
                "monthly_call",
                "booster",
                "sponsor_call",
                "webinar",
                "follow_up_call",
                ""),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(-60, 500),
            Arbitraries.integers().between(1, 300))
        .as(Held::new)
        .list()
        .uniqueElements(Held::day)
        .ofMaxSize(14);
  }

  private static DoseAccount account(
      String arm, String rule, List<Held> held, LocalDate today, LocalDate leftOn) {
    List<Delivery> deliveries = new ArrayList<>();
    for (Held h : held) {
      deliveries.add(
          Delivery.together(
              "coaching_contact:" + h.day(),
              "coaching",
              h.key().isEmpty() ? Optional.empty() : Optional.of(h.key() + "@" + h.month()),
              h.on(),
              h.minutes(),
              Map.of("leader", 1)));
    }
    PlannedDose dose =
        PlannedDose.of(
            LAB,
            LAB.findArm(arm).orElseThrow(),
            START,
            ZONE,
            CountingChoice.of(LAB, List.of("coaching:" + rule)));
    return DoseAccount.of(LAB, "coaching", dose, START, leftOn, deliveries, today);
  }

  @Property(tries = 600)
  void agreesWithASecondReckoning(
      @ForAll("held") List<Held> held,
      @ForAll @IntRange(min = -30, max = 500) int today,
      @ForAll @IntRange(min = -200, max = 400) int left) {
    LocalDate now = START.plusDays(today);
    LocalDate leftOn = left < 0 ? null : START.plusDays(left);
    for (String arm : List.of("LOW", "HIGH")) {
      for (String rule : List.of("registry_events", "published_label")) {
        DoseAccount account = account(arm, rule, held, now, leftOn);
        Reckoned second = reckon(arm, rule, held, now, leftOn);
        assertThat(account.rule().key()).isEqualTo(rule);
        assertThat(account.otherRule()).isEqualTo(rule.equals("published_label"));
        assertThat(account.planned()).as(arm + " " + rule).isEqualTo(second.planned());
        assertThat(account.delivered()).as(arm + " " + rule).isEqualTo(second.delivered());
        assertThat(account.extra()).as(arm + " " + rule).isEqualTo(second.beside());
        assertThat(account.dueByNow()).as(arm + " " + rule).isEqualTo(second.due());
      }
    }
  }

  @Property(tries = 300)
  void phasesAndWhatLiesOutsideThemAddUpToTheWhole(
      @ForAll("held") List<Held> held, @ForAll @IntRange(min = -30, max = 500) int today) {
    Enrolment unit = new Enrolment();
    unit.id = 1L;
    unit.startedOn = START;
    DoseAccount account = account("HIGH", "published_label", held, START.plusDays(today), null);
    AccountPeriods periods = AccountPeriods.of(LAB, unit, account);
    int contacts = 0;
    int minutes = 0;
    int beside = 0;
    for (AccountPeriods.PhaseSum phase : periods.phases()) {
      contacts += phase.own().counted().added().contacts();
      minutes += phase.own().counted().added().minutes();
      beside += phase.own().beside().added().contacts();
    }
    assertThat(new PlannedTotal(contacts, minutes)).isEqualTo(account.delivered());
    assertThat(beside).isEqualTo(account.extra().contacts());
    // The file's phases run from month -1 to month 12.
    boolean outside =
        held.stream()
            .anyMatch(
                h ->
                    h.on().isBefore(START.minusMonths(2))
                        || !h.on().isBefore(START.plusMonths(12)));
    assertThat(periods.phases().stream().anyMatch(p -> p.key().equals(AccountPeriods.OUTSIDE)))
        .isEqualTo(outside);
  }

  @Property(tries = 200)
  void nothingIsOwedAfterAUnitLeft(
      @ForAll("held") List<Held> held, @ForAll @IntRange(min = 0, max = 400) int left) {
    LocalDate leftOn = START.plusDays(left);
    DoseAccount account = account("HIGH", "registry_events", held, leftOn.plusDays(1), leftOn);
    Map<PlannedState, Integer> states = new HashMap<>();
    for (PlannedLine line : account.lines()) {
      states.merge(line.state(), 1, Integer::sum);
      if (line.delivery().isEmpty()) {
        assertThat(line.state())
            .isEqualTo(
                line.planned().dueTo().isAfter(leftOn) ? PlannedState.NOT_DUE : PlannedState.LOST);
      }
    }
    assertThat(account.due()).isEmpty();
    assertThat(account.late()).isEmpty();
    assertThat(account.next()).isEmpty();
    if (states.containsKey(PlannedState.NOT_DUE)) {
      assertThat(account.canStillBeMet()).isFalse();
    }
  }
}
