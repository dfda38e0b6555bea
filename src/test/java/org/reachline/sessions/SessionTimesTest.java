package org.reachline.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SessionTimesTest {
  @Test
  void tellsTheReadersTimeWithTheHubsBesideItWhereTheyDiffer() {
    EchoSession session = new EchoSession();
    session.program = new EchoProgram();
    session.program.zone = "America/New_York";
    session.startsAt = Instant.parse("2026-01-14T00:30:00Z");
    assertThat(SessionTimes.begins(session, ZoneId.of("America/New_York")))
        .isEqualTo("Tuesday 13 January 2026, 19:30 EST (New York)");
    assertThat(SessionTimes.begins(session, ZoneId.of("Europe/Berlin")))
        .isEqualTo(
            "Wednesday 14 January 2026, 01:30 CET (Berlin); for the hub 13 Jan 2026, 19:30 EST");
  }
}
