package org.reachline.contamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reachline.contamination.Carriers.Stay;
import org.reachline.contamination.Levels.Unit;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.file.StudyFileReader;

class FindingsTest {
  private static final LocalDate START = LocalDate.of(2025, 2, 1);
  private static final LocalDate TODAY = LocalDate.of(2025, 9, 1);
  private static final StudyFile STUDY = study();

  private static StudyFile study() {
    try {
      return StudyFileReader.read(Path.of("studies/jail-moud-coaching-echo/study.yaml")).orThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Arm arm(String key) {
    return STUDY.findArm(key).orElseThrow();
  }

  private static Optional<Finding> finding(String arm, String strategy, int... extraMinutes) {
    List<Delivery> deliveries = new ArrayList<>();
    for (int minutes : extraMinutes) {
      deliveries.add(
          Delivery.together(
              "record:" + deliveries.size(),
              strategy,
              Optional.empty(),
              // Days in the months after the plan's last session, which no free month is near to.
              START.plusMonths(14).plusDays(deliveries.size()),
              minutes,
              Map.of()));
    }
    PlannedDose dose = PlannedDose.of(STUDY, arm(arm), START, ZoneId.of("America/Chicago"));
    DoseAccount account =
        DoseAccount.of(STUDY, strategy, dose, START, deliveries, START.plusMonths(15));
    List<Finding> findings =
        Findings.ofIntake(
            new Levels(STUDY),
            new Unit(7L, "SITE-7", arm(arm), START),
            new Intake(STUDY.findStrategy(strategy).orElseThrow(), account, List.of(), List.of()));
    return findings.stream().findFirst();
  }

  @Test
  void toleratesWhatTheStudyFileTolerates() {
    // fidelity of coaching: extra_contacts 1, extra_minutes 60
    assertThat(finding("LOW", "coaching", 60)).isEmpty();
    assertThat(finding("LOW", "coaching")).isEmpty();
  }

  @Test
  void flagsMoreContactsOrMoreMinutesThanTolerated() {
    Finding minutes = finding("LOW", "coaching", 61).orElseThrow();
    assertThat(minutes.kind()).isEqualTo(ContaminationKind.BEYOND_PLAN);
    assertThat(minutes.explanation())
        .isEqualTo(
            "1 contact with 61 minutes of NIATx coaching received beside the plan of 5 contacts and"
                + " 360 minutes; the study file tolerates 1 and 60 minutes.");
    Finding contacts = finding("LOW", "coaching", 10, 10).orElseThrow();
    assertThat(contacts.since()).isEqualTo(START.plusMonths(14).plusDays(1));
    assertThat(contacts.sources()).containsExactly("record:0", "record:1");
  }

  @Test
  void flagsOneSessionWhereTheArmOffersNone() {
    Finding finding = finding("HIGH", "echo", 60).orElseThrow();
    assertThat(finding.kind()).isEqualTo(ContaminationKind.NOT_PRESCRIBED);
    assertThat(finding.explanation())
        .isEqualTo(
            "“High-dose coaching” prescribes nothing of ECHO sessions; 1 contact with 60 minutes"
                + " received.");
    assertThat(finding.key()).isEqualTo("NOT_PRESCRIBED/unit:7/echo");
  }

  private static Stay stay(
      long person, boolean coach, long unit, String arm, LocalDate from, LocalDate until) {
    return new Stay(
        person,
        "Kim",
        coach,
        new Unit(unit, "SITE-" + unit, arm(arm), START),
        from,
        until,
        null,
        null);
  }

  private static List<Finding> people(Stay... stays) {
    return new Carriers(new Levels(STUDY), unit -> TODAY).findings(List.of(stays), List.of());
  }

  @Test
  void flagsACoachOfBothDosesButNotOfOneDoseWithAndWithoutEcho() {
    assertThat(
            people(
                stay(1, true, 1, "HIGH", START, null), stay(1, true, 2, "HIGH-ECHO", START, null)))
        .isEmpty();
    List<Finding> found =
        people(
            stay(1, true, 1, "HIGH", START, null),
            stay(1, true, 2, "LOW", START.plusDays(9), null));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).kind()).isEqualTo(ContaminationKind.SHARED_COACH);
    assertThat(found.get(0).since()).isEqualTo(START.plusDays(9));
    assertThat(found.get(0).explanation())
        .isEqualTo(
            "Kim coaches sites of different levels: Coaching dose high (SITE-1), Coaching dose low"
                + " (SITE-2).");
  }

  @Test
  void tellsAPersonOfTwoArmsFromOneWhoMoved() {
    assertThat(
            people(
                stay(1, false, 1, "HIGH", START, null),
                stay(1, false, 2, "LOW", START.plusDays(9), null)))
        .extracting(Finding::kind)
        .containsExactly(ContaminationKind.SHARED_PERSON);
    List<Finding> moved =
        people(
            stay(1, false, 1, "HIGH", START, START.plusDays(8)),
            stay(1, false, 2, "LOW", START.plusDays(9), null));
    assertThat(moved).extracting(Finding::kind).containsExactly(ContaminationKind.MOVED_PERSON);
    assertThat(moved.get(0).explanation()).startsWith("Kim went from SITE-1 (High-dose coaching)");
    assertThat(
            people(
                stay(1, false, 1, "HIGH", START, START.plusDays(8)),
                stay(1, false, 2, "HIGH", START.plusDays(9), null)))
        .isEmpty();
  }

  @Test
  void saysNothingOfAMoveThatLiesAhead() {
    assertThat(
            people(
                stay(1, false, 1, "HIGH", START, TODAY.plusDays(8)),
                stay(1, false, 2, "LOW", TODAY.plusDays(9), null)))
        .isEmpty();
  }
}
