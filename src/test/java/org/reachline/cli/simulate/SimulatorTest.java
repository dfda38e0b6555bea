package org.reachline.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.PlannedContact;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.protocol.measure.Check;
import org.reachline.protocol.measure.Measure;

class SimulatorTest {

  private static final Path STUDY = Path.of("studies/jail-moud-coaching-echo");
  private static final LocalDate AS_OF = LocalDate.of(2026, 3, 10);
  private static final Instant AS_OF_BEGINS = Instant.parse("2026-03-10T00:00:00Z");

  private static StudyFile study;
  private static Truths truths;
  private static SimulatedTrial trial;

  @BeforeAll
  static void simulateTheDemonstration() throws IOException {
    study = StudyFileReader.read(STUDY.resolve("study.yaml")).orThrow();
    truths = TruthsReader.read(STUDY.resolve("data/truths.yaml"));
    trial = Simulator.simulate(study, truths, 7, AS_OF);
  }

  @Test
  void givesTheSameBytesForTheSameSeedAndOthersForAnother() {
    Map<String, String> once = CsvWriter.tables(trial);
    assertThat(CsvWriter.tables(Simulator.simulate(study, truths, 7, AS_OF))).isEqualTo(once);
    Map<String, String> other = CsvWriter.tables(Simulator.simulate(study, truths, 8, AS_OF));
    once.forEach((table, text) -> assertThat(other.get(table)).as(table).isNotEqualTo(text));
  }

  @Test
  void makesTwentyFiveJailsAndThirteenPartnersSpreadEvenlyOverTheArms() {
    assertThat(trial.sites()).filteredOn(site -> site.type().equals("jail")).hasSize(25);
    assertThat(trial.sites()).filteredOn(site -> site.partnerOf().isPresent()).hasSize(13);
    assertThat(trial.sites().stream().map(SimulatedTrial.Site::zone).distinct().count())
        .isGreaterThanOrEqualTo(4);
    Map<String, Long> byArm =
        trial.units().stream()
            .collect(Collectors.groupingBy(SimulatedTrial.Unit::arm, Collectors.counting()));
    assertThat(byArm.keySet()).containsExactlyInAnyOrder("LOW", "LOW-ECHO", "HIGH", "HIGH-ECHO");
    assertThat(byArm.values()).allMatch(units -> units == 6 || units == 7);
  }

  @Test
  void hasFinishedRunningAndUpcomingWork() {
    Set<Integer> months =
        trial.units().stream()
            .map(unit -> StudyMonth.at(unit.startsOn(), AS_OF).number())
            .collect(Collectors.toSet());
    assertThat(months).anyMatch(month -> month > 24).anyMatch(month -> month <= 12);
    assertThat(trial.units())
        .anyMatch(
            unit ->
                unit.startsOn().equals(LocalDate.of(2024, 1, 1))
                    || unit.startsOn().equals(LocalDate.of(2024, 1, 15)));
    assertThat(trial.sessions()).anyMatch(SimulatedTrial.Session::held);
    assertThat(trial.sessions()).anyMatch(session -> !session.held());
    assertThat(trial.units())
        .anyMatch(unit -> planned(unit).stream().anyMatch(c -> c.dueFrom().isAfter(AS_OF)));
  }

  @Test
  void deliversAndReportsNothingOnTheDayItselfOrLater() {
    assertThat(trial.contacts())
        .allMatch(c -> c.startsAt().plusSeconds(60L * c.minutes()).isBefore(AS_OF_BEGINS))
        .allMatch(c -> !c.loggedAt().isAfter(AS_OF_BEGINS));
    assertThat(trial.sessions())
        .allMatch(
            session ->
                session.held() == session.startsAt().plusSeconds(3600).isBefore(AS_OF_BEGINS));
    Set<String> held =
        trial.sessions().stream()
            .filter(SimulatedTrial.Session::held)
            .map(SimulatedTrial.Session::key)
            .collect(Collectors.toSet());
    assertThat(trial.attendance())
        .allMatch(a -> held.contains(a.session()) && a.leftAt().isAfter(a.joinedAt()));
    assertThat(trial.reports()).allMatch(report -> report.submittedOn().isBefore(AS_OF));
  }

  @Test
  void logsContactsThatThePlanKnowsEachHeldOnce() {
    Set<String> held = new HashSet<>();
    for (SimulatedTrial.Contact contact : trial.contacts()) {
      SimulatedTrial.Unit unit = unit(contact.unit());
      contact
          .plannedKey()
          .ifPresent(
              key -> {
                String occurrence = key + "@" + contact.plannedMonth().orElseThrow();
                assertThat(planned(unit))
                    .extracting(PlannedContact::occurrence)
                    .contains(occurrence);
                if (contact.outcome().equals("HELD")) {
                  assertThat(held.add(unit.code() + occurrence)).as(occurrence).isTrue();
                }
              });
      assertThat(contact.minutes() > 0).isEqualTo(contact.outcome().equals("HELD"));
    }
    assertThat(trial.contacts().stream().map(c -> c.site() + c.startsAt()).distinct().count())
        .isEqualTo(trial.contacts().size());
  }

  @Test
  void hasNoShowsMovedLateAndExtraContacts() {
    assertThat(trial.contacts()).anyMatch(contact -> contact.outcome().equals("NO_SHOW"));
    assertThat(trial.contacts()).anyMatch(contact -> contact.outcome().equals("RESCHEDULED"));
    assertThat(trial.contacts()).anyMatch(this::isLate);
    List<SimulatedTrial.Contact> extra =
        trial.contacts().stream().filter(c -> c.plannedKey().isEmpty()).toList();
    assertThat(extra).isNotEmpty().allMatch(c -> unit(c.unit()).arm().startsWith("LOW"));
  }

  @Test
  void letsSomePrescribersOfOtherArmsIntoTheSessions() {
    Set<String> arms =
        trial.attendance().stream()
            .map(
                a ->
                    a.site().endsWith("-P")
                        ? a.site().substring(0, a.site().length() - 2)
                        : a.site())
            .map(site -> unit(site).arm())
            .collect(Collectors.toSet());
    assertThat(arms).contains("LOW-ECHO", "HIGH-ECHO").anyMatch(arm -> !arm.endsWith("ECHO"));
    assertThat(trial.attendance())
        .anyMatch(a -> a.joinedAt().plusSeconds(29 * 60).isAfter(a.leftAt()));
  }

  @Test
  void reportsLateNotAtAllAndNotYet() {
    int owed = 0;
    int notYetDue = 0;
    for (SimulatedTrial.Unit unit : trial.units()) {
      for (int month = study.firstMonth(); month <= study.lastMonth(); month++) {
        LocalDate end = StudyMonth.of(unit.startsOn(), month).lastDay();
        if (end.isBefore(AS_OF)) {
          owed += unit.sites().size();
          notYetDue += end.plusDays(study.reporting().dueAfterDays()).isBefore(AS_OF) ? 0 : 1;
        }
      }
    }
    long late =
        trial.reports().stream()
            .filter(
                report ->
                    report
                        .submittedOn()
                        .isAfter(
                            StudyMonth.of(unitOf(report.site()).startsOn(), report.month())
                                .lastDay()
                                .plusDays(study.reporting().lateAfterDays())))
            .count();
    assertThat(notYetDue).as("months that are over and not yet due").isPositive();
    assertThat((double) late / trial.reports().size()).isCloseTo(0.12, within(0.04));
    assertThat(trial.reports().size()).isBetween((int) (0.88 * owed), (int) (0.985 * owed));
    assertThat(trial.reports().stream().map(SimulatedTrial.Report::state))
        .contains("LOCKED", "SUBMITTED");
  }

  @Test
  void fillsInReportsThatPassEveryBlockingCheckOfTheStudyFile() {
    passEveryBlockingCheck(trial);
  }

  /** The demonstration is handed in as everybody's reports are, on whichever day it is loaded. */
  @Test
  void fillsInSuchReportsWheneverItEnds() {
    for (int i = 0; i < 24; i++) {
      passEveryBlockingCheck(
          Simulator.simulate(study, truths, 4363320, AS_OF.plusDays(31L * i + i)));
    }
  }

  private static void passEveryBlockingCheck(SimulatedTrial trial) {
    for (SimulatedTrial.Report report : trial.reports()) {
      for (Check check : study.checks()) {
        if (check.blocks()) {
          assertThat(check.rule().holds(report.values()).orElse(true))
              .as(check.rule() + " at " + report.site() + " in month " + report.month())
              .isTrue();
        }
      }
      String type =
          trial.sites().stream()
              .filter(site -> site.code().equals(report.site()))
              .findFirst()
              .orElseThrow()
              .type();
      assertThat(report.values().keySet())
          .allMatch(key -> study.findMeasure(key).orElseThrow().appliesTo(type));
      report
          .values()
          .forEach(
              (key, value) -> {
                Measure measure = study.findMeasure(key).orElseThrow();
                measure.least().ifPresent(least -> assertThat(value).isGreaterThanOrEqualTo(least));
                measure.most().ifPresent(most -> assertThat(value).isLessThanOrEqualTo(most));
              });
    }
  }

  /**
   * New people on buprenorphine grow by exp(0.30) more under high-dose coaching once the effect has
   * grown in. One trial is far too noisy to show it, so the people of 100 trials are added up.
   */
  @Test
  void makesTheStatedLogRateRatioTrue() {
    LocalDate late = AS_OF.plusYears(3);
    double[] started = new double[4];
    double[] held = new double[4];
    for (int seed = 1; seed <= 100; seed++) {
      SimulatedTrial one = Simulator.simulate(study, truths, seed, late);
      Map<String, String> armOf =
          one.units().stream()
              .collect(Collectors.toMap(SimulatedTrial.Unit::code, SimulatedTrial.Unit::arm));
      for (SimulatedTrial.Report report : one.reports()) {
        boolean grownIn = report.month() >= 6 && report.month() <= 12;
        if (armOf.containsKey(report.site()) && (report.month() <= 0 || grownIn)) {
          int cell = (armOf.get(report.site()).startsWith("HIGH") ? 2 : 0) + (grownIn ? 1 : 0);
          started[cell] += report.values().get("new_bup").doubleValue();
          held[cell] += report.values().get("adp").doubleValue();
        }
      }
    }
    double low = Math.log(started[1] / held[1]) - Math.log(started[0] / held[0]);
    double high = Math.log(started[3] / held[3]) - Math.log(started[2] / held[2]);
    assertThat(high - low).isCloseTo(0.30, within(0.05));
  }

  @Test
  void makesThreeArmTrialsWithoutFactorsOrSessions() throws IOException {
    Path folder = Path.of("src/test/resources/studies");
    StudyFile three = StudyFileReader.read(folder.resolve("three-arms.yaml")).orThrow();
    SimulatedTrial made =
        Simulator.simulate(
            three, TruthsReader.read(folder.resolve("three-arms-truths.yaml")), 1, AS_OF);
    assertThat(made.units().stream().map(SimulatedTrial.Unit::arm).distinct()).hasSize(3);
    assertThat(made.sessions()).isEmpty();
    assertThat(made.reports()).isNotEmpty();
    assertThat(made.contacts()).noneMatch(c -> unit(made, c.unit()).arm().equals("USUAL"));
  }

  @Test
  void saysInWordsWhereTruthsDoNotFitTheStudy() throws IOException {
    String text = Files.readString(STUDY.resolve("data/truths.yaml"));
    assertThatThrownBy(
            () ->
                Simulator.simulate(
                    study, TruthsReader.read(text.replace("units: 17", "units: 16")), 1, AS_OF))
        .hasMessage("the waves start 24 units, but there are 25 sites of type 'jail'");
    assertThatThrownBy(
            () ->
                Simulator.simulate(
                    study,
                    TruthsReader.read(
                        text.replace("levels: {coaching: high}", "levels: {coaching: top}")),
                    1,
                    AS_OF))
        .hasMessage("an effect is of {coaching=top}, which no arm has");
    assertThatThrownBy(() -> TruthsReader.read(text.replace("held_share: 0.90", "held_share: 90")))
        .hasMessage("truths: delivery.coaching.held_share is 90.0; expected a share from 0 to 1");
    assertThatThrownBy(() -> TruthsReader.read(text.replace("theta: 6", "thetta: 6")))
        .hasMessage("truths: measures.new_bup.theta is 'null'; expected a number");
    assertThatThrownBy(() -> TruthsReader.read(text + "\nmore: 1\n"))
        .hasMessageStartingWith("truths: more is not known; expected one of waves");
  }

  @Test
  void leavesBlankWhatCannotBeComputed() throws IOException {
    String text =
        Files.readString(STUDY.resolve("study.yaml"))
            .replace(
                "\nmeasures:\n",
                """

                measures:
                  - {key: share, label: Share, type: rate, nature: flow, unit: ones, computed: new_bup / new_met}
                  - {key: kits_and_more, label: More, type: count, nature: flow, unit: ones, computed: naloxone_kits + new_bup}
                """);
    StudyFile odd = StudyFileReader.read(text, "odd.yaml").orThrow();
    SimulatedTrial made = Simulator.simulate(odd, truths, 7, AS_OF);
    assertThat(made.reports()).hasSizeGreaterThan(100);
    Set<Boolean> divided = new HashSet<>();
    for (SimulatedTrial.Report report : made.reports()) {
      boolean divides = report.values().get("new_met").signum() > 0;
      divided.add(divides);
      assertThat(report.values().containsKey("share")).isEqualTo(divides);
      // A partner is not asked for kits.
      assertThat(report.values().containsKey("kits_and_more"))
          .isEqualTo(site(report.site()).type().equals("jail"));
    }
    assertThat(divided).hasSize(2);
  }

  private boolean isLate(SimulatedTrial.Contact contact) {
    SimulatedTrial.Unit unit = unit(contact.unit());
    ZoneId zone = site(contact.site()).zone();
    return contact.outcome().equals("HELD")
        && planned(unit).stream()
            .anyMatch(
                plan ->
                    contact.plannedKey().equals(java.util.Optional.of(plan.key()))
                        && contact
                            .plannedMonth()
                            .equals(java.util.Optional.of(plan.month().number()))
                        && contact.startsAt().atZone(zone).toLocalDate().isAfter(plan.dueTo()));
  }

  private static List<PlannedContact> planned(SimulatedTrial.Unit unit) {
    Arm arm = study.findArm(unit.arm()).orElseThrow();
    return PlannedDose.of(study, arm, unit.startsOn(), site(unit.code()).zone()).contacts();
  }

  private static SimulatedTrial.Site site(String code) {
    return trial.sites().stream().filter(s -> s.code().equals(code)).findFirst().orElseThrow();
  }

  private static SimulatedTrial.Unit unit(String code) {
    return unit(trial, code);
  }

  private static SimulatedTrial.Unit unit(SimulatedTrial of, String code) {
    return of.units().stream().filter(u -> u.code().equals(code)).findFirst().orElseThrow();
  }

  private static SimulatedTrial.Unit unitOf(String site) {
    return trial.units().stream().filter(u -> u.sites().contains(site)).findFirst().orElseThrow();
  }
}
