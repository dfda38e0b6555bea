package org.reachline.protocol.dose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.file.StudyFileReader;

/** What was held keeps the line that it was held under, whatever a later version plans. */
class HeldLinesTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 5);
  private static final ZoneId ZONE = ZoneId.of("America/Chicago");
  private static final long FIRST = 41;
  private static final String V1 = text("/cases/studies/version1.yaml");
  private static final String V2 = text("/cases/studies/version_that_uncounts_held_calls.yaml");

  private static String text(String resource) {
    try (var in = HeldLinesTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static StudyFile file(String text) {
    return StudyFileReader.read(text, "study.yaml").orThrow();
  }

  private static Delivery held(String occurrence, int minutes) {
    int month = Integer.parseInt(occurrence.substring(occurrence.indexOf('@') + 1));
    return new Delivery(
        "coaching_contact:" + occurrence,
        "coaching",
        Optional.of(occurrence),
        StudyMonth.of(START, month).firstDay().plusDays(3),
        minutes,
        Map.of("leader", 1),
        minutes,
        FIRST);
  }

  private static List<Delivery> everythingOfTheFirstVersion() {
    List<Delivery> all = new ArrayList<>(List.of(held("kickoff@1", 60), held("site_visit@1", 240)));
    for (int month = 2; month <= 6; month++) {
      all.add(held("monthly_call@" + month, 60));
    }
    all.add(held("booster@9", 30));
    return all;
  }

  private static DoseAccount account(String now, List<Delivery> held, LocalDate today) {
    StudyFile file = file(now);
    Arm arm = file.findArm("HIGH").orElseThrow();
    PlannedDose dose =
        PlannedDose.of(file, arm, START, ZONE)
            .after(file, Map.of(FIRST, file(V1)), arm, START, ZONE);
    return DoseAccount.of(file, "coaching", dose, START, held, today);
  }

  @Test
  void heldContactsKeepTheLineThatALaterVersionDrops() {
    LocalDate today = START.plusMonths(9);
    DoseAccount account = account(V2, everythingOfTheFirstVersion(), today);
    assertThat(account.beside()).isEmpty();
    assertThat(account.delivered()).isEqualTo(new PlannedTotal(7, 570));
    assertThat(account.planned()).isEqualTo(new PlannedTotal(7, 570));
    assertThat(account.late()).isEmpty();
  }

  @Test
  void plannedMinutesOfAHeldCallStayAndThoseOfAnOpenCallFollowTheNewVersion() {
    DoseAccount account =
        account(V2, List.of(held("monthly_call@2", 60)), START.plusMonths(2).plusDays(3));
    assertThat(account.lines())
        .filteredOn(line -> line.planned().key().equals("monthly_call"))
        .extracting(line -> line.planned().occurrence() + " " + line.planned().minutes())
        .containsExactly(
            "monthly_call@2 60", "monthly_call@3 45", "monthly_call@4 45", "monthly_call@5 45");
  }

  @Test
  void contactThatWasHeldBeforeItWasMovedIsNotOwedAgain() {
    List<Delivery> held = List.of(held("booster@9", 30));
    assertThat(account(V2, held, START.plusMonths(9)).lines())
        .extracting(line -> line.planned().occurrence())
        .contains("booster@9")
        .doesNotContain("booster@10");
    assertThat(account(V2, List.of(), START.plusMonths(9)).lines())
        .extracting(line -> line.planned().occurrence())
        .contains("booster@10")
        .doesNotContain("booster@9");
  }

  @Test
  void aMissedMonthOfTheFormerPlanIsNotReplacedByTheOneThatWasHeld() {
    List<Delivery> held = List.of(held("monthly_call@6", 60));
    assertThat(account(V2, held, START.plusMonths(9)).lines())
        .extracting(line -> line.planned().occurrence())
        .contains("monthly_call@5", "monthly_call@6");
  }

  @Test
  void ruleThatIsWrittenAnewUncountsNothingThatWasHeld() {
    String uncounting =
        V1.replace(
            "label: All but the kick-off, contacts: {kickoff: false}, minutes: {kickoff: false}",
            "label: All but calls, contacts: {kickoff: false, monthly_call: false},"
                + " minutes: {kickoff: false, monthly_call: false}");
    assertThat(uncounting).isNotEqualTo(V1);
    LocalDate today = START.plusMonths(9);
    assertThat(account(uncounting, everythingOfTheFirstVersion(), today).delivered())
        .isEqualTo(new PlannedTotal(7, 570));
  }

  @Test
  void choiceOfAnotherRuleReadsWhatWasHeldAnew() {
    String other =
        V1.replace("chosen: registry_events", "chosen: published_label")
            .replace(
                "sponsor_call: false}, minutes: {kickoff: false, sponsor_call: true}",
                "site_visit: false}, minutes: {kickoff: false, site_visit: false}");
    LocalDate today = START.plusMonths(9);
    // The former text of the rule, which counts the visit, holds for what was held under it.
    assertThat(account(other, everythingOfTheFirstVersion(), today).delivered())
        .isEqualTo(new PlannedTotal(7, 570));
    String fresh =
        V1.replace("chosen: registry_events", "chosen: fresh")
            .replace(
                "      rules:\n",
                "      rules:\n        - {key: fresh, label: Visits alone, contacts: {kickoff: false,"
                    + " monthly_call: false, booster: false}, minutes: {kickoff: false,"
                    + " monthly_call: false, booster: false}}\n");
    assertThat(account(fresh, everythingOfTheFirstVersion(), today).delivered())
        .isEqualTo(new PlannedTotal(1, 240));
  }

  @Test
  void sessionThatWasHeldKeepsItsFormerMonthToo() {
    String fewer =
        V1.replace(
            "months: [1, 2, 3, 4, 5, 6], minutes: 60, kind: session",
            "months: [1, 2, 3], minutes: 60, kind: session");
    assertThat(fewer).isNotEqualTo(V1);
    StudyFile file = file(fewer);
    Arm arm = file.findArm("HIGH-ECHO").orElseThrow();
    PlannedDose dose =
        PlannedDose.of(file, arm, START, ZONE)
            .after(file, Map.of(FIRST, file(V1)), arm, START, ZONE);
    Delivery session =
        new Delivery(
            "echo_session:1",
            "echo",
            Optional.empty(),
            StudyMonth.of(START, 5).firstDay().plusDays(8),
            60,
            Map.of("prescriber", 1),
            60,
            FIRST);
    DoseAccount account =
        DoseAccount.of(file, "echo", dose, START, List.of(session), START.plusMonths(6));
    assertThat(account.beside()).isEmpty();
    assertThat(account.delivered().contacts()).isEqualTo(1);
  }
}
