package org.reachline.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;

class StaffInPlaceTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 10);

  private static Activity placed(LocalDate from, LocalDate until, String share) {
    Activity a = new Activity();
    Map<String, Object> facts = new HashMap<>();
    facts.put("strategy", "nurse_care_manager");
    facts.put("part", "nurse_care_manager");
    facts.put("day", from);
    facts.put("placedUntil", until);
    facts.put("fullTimeEquivalent", new BigDecimal(share));
    facts.put("people", 1);
    a.facts = ActivityFacts.SHEET.make(facts);
    return a;
  }

  private static StaffInPlace.Role role(LocalDate today, Activity... activities)
      throws IOException {
    StudyFile file =
        StudyFileReader.read(Path.of("studies/proud-primary-care/study.yaml")).orThrow();
    List<StaffInPlace> staff =
        StaffInPlace.of(file.strategies(), file.findArm("PROUD"), List.of(activities), today);
    assertThat(staff).hasSize(1);
    return staff.get(0).roles().get(0);
  }

  @Test
  void countsWhoIsThereOnTheDay() throws IOException {
    Activity left = placed(DAY, DAY.plusDays(30), "1.0");
    Activity came = placed(DAY.plusDays(60), null, "0.5");
    StaffInPlace.Role role = role(DAY.plusDays(90), left, came);
    assertThat(role.planned()).isEqualByComparingTo("1");
    assertThat(role.inPlace()).isEqualByComparingTo("0.5");
    assertThat(role.people()).isEqualTo(1);
    assertThat(role.isShort()).isTrue();
    assertThat(role.steps())
        .extracting(StaffInPlace.Step::from)
        .containsExactly(DAY, DAY.plusDays(31), DAY.plusDays(60));
    assertThat(role.steps().get(1).inPlace()).isEqualByComparingTo("0");
    assertThat(role(DAY.plusDays(30), left, came).inPlace()).isEqualByComparingTo("1");
  }

  @Test
  void leavesOutWhatWasWithdrawn() throws IOException {
    Activity gone = placed(DAY, null, "1.0");
    gone.withdraw("coach@demo.reachline.example", "Never came", Instant.EPOCH);
    StaffInPlace.Role role = role(DAY.plusDays(1), gone);
    assertThat(role.inPlace()).isEqualByComparingTo("0");
    assertThat(role.steps()).isEmpty();
  }

  @Test
  void tellsNoPlanToWhomMayNotKnowIt() throws IOException {
    StudyFile file =
        StudyFileReader.read(Path.of("studies/proud-primary-care/study.yaml")).orThrow();
    assertThat(StaffInPlace.of(file.strategies(), Optional.empty(), List.of(), DAY)).isEmpty();
    StaffInPlace.Role role =
        StaffInPlace.of(file.strategies(), Optional.empty(), List.of(placed(DAY, null, "0.8")), DAY)
            .get(0)
            .roles()
            .get(0);
    assertThat(role.planned()).isNull();
    assertThat(role.isShort()).isFalse();
  }
}
