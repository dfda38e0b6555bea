package org.reachline.contamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.contamination.Carriers.Guest;
import org.reachline.contamination.Carriers.Stay;
import org.reachline.contamination.Levels.Unit;
import org.reachline.dose.PlacedStaff.Placement;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.file.StudyFileReader;

/** What contamination is in each design of the field. */
class DesignsContaminationTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final StudyFile LAB = file("dose-lab");
  private static final StudyFile STEPPED = file("catch-consult");
  private static final StudyFile PERSONS = file("nm-xrntx");
  private static final StudyFile ONE_ARM = file("oud-network");
  private static final StudyFile STAFFED = file("proud-primary-care");

  private static StudyFile file(String name) {
    try {
      return StudyFileReader.read(TrialBuilder.fileOf(name)).orThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Unit unit(StudyFile file, long id, String arm) {
    return new Unit(id, "SITE-" + id, file.findArm(arm).orElseThrow(), START);
  }

  private static Delivery got(String source, String strategy, LocalDate day, String planned) {
    return Delivery.together(source, strategy, Optional.ofNullable(planned), day, 45, Map.of());
  }

  private static List<Finding> found(
      StudyFile file,
      String arm,
      String strategy,
      List<Delivery> posted,
      List<Delivery> seen,
      List<Placement> staff) {
    Arm of = file.findArm(arm).orElseThrow();
    PlannedDose dose = PlannedDose.of(file, of, START, ZoneId.of("America/Chicago"));
    DoseAccount account = DoseAccount.of(file, strategy, dose, START, posted, START.plusMonths(20));
    return Findings.ofIntake(
        new Levels(file),
        unit(file, 7, arm),
        new Intake(file.findStrategy(strategy).orElseThrow(), account, seen, staff));
  }

  private static List<Finding> found(
      StudyFile file, String arm, String strategy, Delivery... posted) {
    return found(file, arm, strategy, List.of(posted), List.of(), List.of());
  }

  private static Placement placed(String strategy, String part, LocalDate from) {
    return new Placement("activity:1", strategy, part, new BigDecimal("1.00"), from, null);
  }

  private static Stay coach(Unit unit, LocalDate from, LocalDate until, String source) {
    return new Stay(1, "Kim", true, unit, from, until, source, source == null ? null : 30);
  }

  private static Stay works(Unit unit, LocalDate from, LocalDate until) {
    return new Stay(1, "Kim", false, unit, from, until, null, null);
  }

  private static List<Finding> people(StudyFile file, List<Stay> stays, List<Guest> guests) {
    return new Carriers(new Levels(file), unit -> START.plusMonths(20)).findings(stays, guests);
  }

  @Test
  void oneArmHasNothingThatCouldBeMixedUp() {
    assertThat(found(ONE_ARM, "ALL", "mou", got("activity:1", "mou", START, null))).isEmpty();
    Unit one = unit(ONE_ARM, 1, "ALL");
    Unit other = unit(ONE_ARM, 2, "ALL");
    assertThat(
            people(
                ONE_ARM,
                List.of(
                    coach(one, START, null, null),
                    coach(other, START, null, null),
                    works(one, START, null),
                    works(other, START, null)),
                List.of()))
        .isEmpty();
  }

  @Test
  void aSteppedUnitIsTreatedBeforeItsStepOnlyByWhatThePlanDoesNotPutThere() {
    LocalDate step = START.plusMonths(8);
    Delivery early = got("activity:1", "consult_team", step.minusDays(1), "team_training@9");
    List<Finding> findings = found(STEPPED, "STEP2", "consult_team", early);
    assertThat(findings).extracting(Finding::kind).containsExactly(ContaminationKind.BEFORE_STEP);
    assertThat(findings.get(0).said())
        .isEqualTo(
            "1 contact with 45 minutes of Addiction consult team received before its step on"
                + " 2026-09-01.");
    assertThat(findings.get(0).contacts()).isEqualTo(1);
    assertThat(findings.get(0).since()).isEqualTo(step.minusDays(1));
    assertThat(
            found(
                STEPPED,
                "STEP2",
                "consult_team",
                got("activity:1", "consult_team", step, "team_training@9")))
        .isEmpty();
    assertThat(
            found(
                STEPPED,
                "STEP1",
                "consult_team",
                got("activity:1", "consult_team", step.minusDays(9), "team_call@8")))
        .as("the same month is after the step of another arm")
        .isEmpty();
  }

  @Test
  void whatASteppedUnitGotUnplannedBeforeItsStepIsOneFlagAndNotTwo() {
    assertThat(
            found(
                STEPPED,
                "STEP3",
                "consult_team",
                got("activity:1", "consult_team", START.plusDays(3), null)))
        .extracting(Finding::kind)
        .containsExactly(ContaminationKind.BEFORE_STEP);
    assertThat(
            found(
                STEPPED,
                "STEP1",
                "consult_team",
                got("activity:1", "consult_team", START.plusMonths(10).plusDays(3), null)))
        .extracting(Finding::kind)
        .containsExactly(ContaminationKind.BEYOND_PLAN);
  }

  @Test
  void plannedStaffRaisesNothingAndUnplannedStaffDoes() {
    List<Placement> nurse = List.of(placed("nurse_care_manager", "nurse_care_manager", START));
    String planned =
        STAFFED.arms().stream()
            .filter(
                a ->
                    STAFFED
                        .findStrategy("nurse_care_manager")
                        .flatMap(s -> s.findPlan(a))
                        .filter(p -> !p.staffing().isEmpty())
                        .isPresent())
            .findFirst()
            .orElseThrow()
            .key();
    String control =
        STAFFED.arms().stream()
            .filter(a -> !a.key().equals(planned))
            .findFirst()
            .orElseThrow()
            .key();
    assertThat(found(STAFFED, planned, "nurse_care_manager", List.of(), List.of(), nurse))
        .isEmpty();
    List<Finding> flagged =
        found(STAFFED, control, "nurse_care_manager", List.of(), List.of(), nurse);
    assertThat(flagged).extracting(Finding::kind).containsExactly(ContaminationKind.NOT_PRESCRIBED);
    assertThat(flagged.get(0).said()).endsWith("1 of a full time (Nurse care manager) received.");
    assertThat(flagged.get(0).contacts()).isZero();
    assertThat(flagged.get(0).sources()).containsExactly("activity:1");
    assertThat(
            found(
                STEPPED,
                "STEP2",
                "consult_team",
                List.of(),
                List.of(),
                List.of(placed("consult_team", "peer", START.plusMonths(7)))))
        .extracting(Finding::kind)
        .containsExactly(ContaminationKind.BEFORE_STEP);
  }

  @Test
  void whatWasSeenAndIsNoLineOfTheLedgerCountsLikeAnyOther() {
    Delivery seen = got("echo_session:1", "echo", START.plusDays(40), null);
    List<Finding> findings = found(LAB, "HIGH", "echo", List.of(), List.of(seen), List.of());
    assertThat(findings)
        .extracting(Finding::kind)
        .containsExactly(ContaminationKind.NOT_PRESCRIBED);
    assertThat(findings.get(0).minutes()).isEqualTo(45);
    Delivery project =
        Delivery.together("change_project:4", "coaching", Optional.empty(), START, 0, Map.of());
    assertThat(Intake.inWords(List.of(seen, project), List.of()))
        .isEqualTo("1 contact with 45 minutes, 1 change project");
  }

  @Test
  void aCoachOfLowSitesWhoHoldsACallAtAHighOneIsFoundByTheContact() {
    Unit low = unit(LAB, 1, "LOW");
    Unit high = unit(LAB, 2, "HIGH");
    LocalDate day = START.plusDays(50);
    List<Finding> found =
        people(
            LAB,
            List.of(coach(low, START, null, null), coach(high, day, day, "coaching_contact:9")),
            List.of());
    assertThat(found)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.kind()).isEqualTo(ContaminationKind.SHARED_COACH);
              assertThat(f.explanation())
                  .isEqualTo(
                      "Kim coaches sites of different levels: Coaching high (SITE-2), Coaching low"
                          + " (SITE-1).");
              assertThat(f.since()).isEqualTo(day);
              assertThat(f.sources()).containsExactly("coaching_contact:9");
              assertThat(f.contacts()).isEqualTo(1);
              assertThat(f.minutes()).isEqualTo(30);
            });
    assertThat(
            people(
                LAB,
                List.of(
                    coach(low, START, null, null),
                    coach(unit(LAB, 3, "LOW-ECHO"), day, day, "coaching_contact:9")),
                List.of()))
        .as("coaching is alike with and without ECHO")
        .isEmpty();
  }

  @Test
  void inASteppedDesignOnlyWhoComesFromATreatedUnitBringsAnythingAlong() {
    Unit first = unit(STEPPED, 1, "STEP1");
    Unit last = unit(STEPPED, 2, "STEP3");
    LocalDate stepOfFirst = START.plusMonths(4);
    LocalDate stepOfLast = START.plusMonths(12);
    assertThat(
            people(
                STEPPED,
                List.of(
                    works(first, START, stepOfFirst.minusDays(1)), works(last, stepOfFirst, null)),
                List.of()))
        .as("left before anything began")
        .isEmpty();
    assertThat(
            people(
                STEPPED,
                List.of(
                    works(last, START, stepOfLast.minusDays(1)), works(first, stepOfLast, null)),
                List.of()))
        .as("came from an untreated unit")
        .isEmpty();
    assertThat(
            people(
                STEPPED,
                List.of(
                    works(first, START, stepOfFirst.plusDays(9)),
                    works(last, stepOfFirst.plusDays(10), null)),
                List.of()))
        .extracting(Finding::kind)
        .containsExactly(ContaminationKind.MOVED_PERSON);
    assertThat(
            people(
                STEPPED,
                List.of(works(first, START, stepOfLast), works(last, stepOfLast.plusDays(1), null)),
                List.of()))
        .as("both are treated by then")
        .isEmpty();
  }

  @Test
  void whereUnitsArePeopleWhoTreatsSeveralOfThemIsNotFlagged() {
    Unit one = unit(PERSONS, 1, "XRNTX");
    Unit other = unit(PERSONS, 2, "ETAU");
    assertThat(
            people(PERSONS, List.of(works(one, START, null), works(other, START, null)), List.of()))
        .isEmpty();
    assertThat(found(PERSONS, "ETAU", "injections", got("activity:1", "injections", START, null)))
        .extracting(Finding::kind)
        .containsExactly(ContaminationKind.NOT_PRESCRIBED);
    assertThat(found(PERSONS, "XRNTX", "navigation", got("activity:1", "navigation", START, null)))
        .extracting(Finding::kind)
        .containsExactly(ContaminationKind.NOT_PRESCRIBED);
  }

  @Test
  void somebodyOfOneUnitInACallOfAnotherArmIsFound() {
    Unit low = unit(LAB, 1, "LOW");
    Unit high = unit(LAB, 2, "HIGH");
    LocalDate day = START.plusDays(50);
    Guest guest =
        new Guest(5, "Lee", "leader", "coaching_contact:9", "coaching", day, 45, high, low);
    List<Finding> found = people(LAB, List.of(), List.of(guest));
    assertThat(found)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.kind()).isEqualTo(ContaminationKind.GUEST);
              assertThat(f.explanation())
                  .isEqualTo(
                      "Lee of SITE-1 (Low) took part in 1 contact with 45 minutes of SITE-2 (High).");
              assertThat(f.said()).doesNotContain("Lee");
            });
    assertThat(people(LAB, List.of(), List.of(guest, guest)))
        .as("two parts at one's own site are one person in one contact")
        .isEqualTo(found);
    Levels levels = new Levels(LAB);
    var coaching = LAB.findStrategy("coaching").orElseThrow();
    assertThat(levels.carries(coaching, high, low, day)).isTrue();
    assertThat(levels.carries(coaching, unit(LAB, 3, "LOW-ECHO"), low, day)).isFalse();
  }
}
