package org.reachline.protocol.dose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.protocol.strategy.Thresholds;

class DoseFidelityTest {
  private static final LocalDate START = LocalDate.of(2025, 1, 31);

  private static String text() throws IOException {
    return Files.readString(Path.of("studies/jail-moud-coaching-echo/study.yaml"));
  }

  private static DoseAccount account(StudyFile study) {
    PlannedDose dose =
        PlannedDose.of(
            study, study.findArm("HIGH").orElseThrow(), START, ZoneId.of("America/Chicago"));
    // On 20 May: the visit and the calls of months 2 and 3 have had their time.
    return DoseAccount.of(
        study,
        "coaching",
        dose,
        START,
        List.of(
            held(1, "site_visit@1", START.plusDays(3), 180, Map.of("change_leader", 1)),
            held(
                2,
                "monthly_call@2",
                LocalDate.of(2025, 5, 2),
                60,
                Map.of("change_leader", 1, "team_member", 2))),
        LocalDate.of(2025, 5, 20));
  }

  private static Delivery held(
      int id, String occurrence, LocalDate day, int minutes, Map<String, Integer> people) {
    return Delivery.together(
        "coaching_contact:" + id, "coaching", Optional.of(occurrence), day, minutes, people);
  }

  @Test
  void judgesOnlyWhatHadItsTimeAgainstTheFilesThresholds() throws IOException {
    StudyFile study = StudyFileReader.read(text(), "study.yaml").orThrow();
    Thresholds thresholds = study.findStrategy("coaching").orElseThrow().fidelity().thresholds();
    assertThat(thresholds.onSchedule()).contains(0.8);
    List<DoseFidelity.Measure> measures = DoseFidelity.of(account(study), thresholds).measures();
    assertThat(measures)
        .extracting(m -> m.key() + " " + m.part() + "/" + m.whole() + " " + m.isMet().orElse(null))
        .containsExactly(
            "contacts 2/3 false", // the call of month 3 is late
            "minutes 240/360 false", // 180 of 240, 60 of 60, 0 of 60
            "on_schedule 1/3 false", // the call of month 2 was held after 13 April
            "parts 3/4 true"); // no team member at the visit; half is enough
    assertThat(DoseFidelity.of(account(study), thresholds).shortfalls())
        .extracting(DoseFidelity.Measure::key)
        .containsExactly("contacts", "minutes", "on_schedule");
  }

  @Test
  void givesNoVerdictWhereTheFileSetsNoThreshold() throws IOException {
    DoseAccount account = account(StudyFileReader.read(text(), "study.yaml").orThrow());
    DoseFidelity fidelity = DoseFidelity.of(account, Thresholds.NONE);
    assertThat(fidelity.shortfalls()).isEmpty();
    assertThat(fidelity.measures()).allSatisfy(m -> assertThat(m.isMet()).isEmpty());
    assertThat(fidelity.measures().get(0).percent()).contains(67);
  }

  @Test
  void reachesAThresholdExactly() {
    DoseFidelity.Measure four =
        new DoseFidelity.Measure("contacts", "Contacts held", 4, 5, Optional.of(0.8));
    assertThat(four.isMet()).contains(true);
  }

  @Test
  void takesThePaceFromTheFile() throws IOException {
    String daily = text().replace("pace: {contacts: 1, days: 7}", "pace: {contacts: 1, days: 1}");
    LocalDate day = START.plusMonths(11);
    // Eleven contacts are to be held to the phase's end on 30 January 2026, the twelfth later: ten
    // weeks before it, or ten days.
    assertThat(lastDay(text(), day)).isEqualTo(LocalDate.of(2025, 11, 21));
    assertThat(lastDay(daily, day)).isEqualTo(LocalDate.of(2026, 1, 20));
  }

  private static LocalDate lastDay(String text, LocalDate asOf) {
    StudyFile study = StudyFileReader.read(text, "study.yaml").orThrow();
    PlannedDose dose =
        PlannedDose.of(
            study, study.findArm("HIGH").orElseThrow(), START, ZoneId.of("America/Chicago"));
    return DoseAccount.of(study, "coaching", dose, START, List.of(), asOf)
        .lastDayToMeet()
        .orElseThrow();
  }
}
