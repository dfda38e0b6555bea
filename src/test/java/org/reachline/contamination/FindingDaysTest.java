package org.reachline.contamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.sessions.EchoTrial;

/** A stay begins at midnight where the unit is, whatever day the service has. */
@QuarkusTest
class FindingDaysTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private static final LocalDate MOVED = LocalDate.of(2026, 6, 10);
  private static final List<String> ZONES =
      List.of(
          "Pacific/Kiritimati", "Asia/Kathmandu", "UTC", "America/Phoenix", "Pacific/Pago_Pago");

  @Inject ContaminationWatch watch;

  @Test
  void whoMovesIsFoundFromTheFirstDayOnAtEachUnit() {
    TrialBuilder builder = aTrial("dose-lab");
    for (int i = 0; i < ZONES.size(); i++) {
      String person = "moves-" + i + "@days.example";
      builder
          .withSite("WI-L" + i, "Low jail " + i)
          .inZone(ZONES.get(i))
          .startedOn(START)
          .allocatedTo("LOW")
          .withPart(person, "leader", START, MOVED.minusDays(1))
          .withSite("WI-H" + i, "High jail " + i)
          .inZone(ZONES.get(i))
          .startedOn(START)
          .allocatedTo("HIGH")
          .withPart(person, "leader", MOVED, null);
    }
    Trial trial = builder.save();
    Map<Instant, String> midnights = new TreeMap<>();
    ZONES.forEach(z -> midnights.put(MOVED.atStartOfDay(ZoneId.of(z)).toInstant(), z));
    long arrived = 0;
    for (Instant midnight : midnights.keySet()) {
      assertThat(moved(trial, midnight.minusSeconds(1)))
          .as("a second before midnight in " + midnights.get(midnight))
          .isEqualTo(arrived);
      arrived++;
      assertThat(moved(trial, midnight)).as(midnights.get(midnight)).isEqualTo(arrived);
    }
  }

  private long moved(Trial trial, Instant now) {
    EchoTrial.at(now);
    return QuarkusTransaction.requiringNew()
        .call(() -> watch.look(trial.study()))
        .now()
        .values()
        .stream()
        .filter(finding -> finding.kind() == ContaminationKind.MOVED_PERSON)
        .count();
  }
}
