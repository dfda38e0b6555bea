package org.reachline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ServersTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final Instant THREE = Instant.parse("2026-11-30T21:00:00Z");

  @Test
  void serverThatIsAwaySaysSinceWhenAndWhatBecomesOfIt() {
    Servers.Notice notice =
        Servers.notice(new ChildState("Keycloak", false, THREE, 3, THREE.plusSeconds(60)), CHICAGO);
    assertThat(notice.title()).isEqualTo("Keycloak is away since 15:00 CST.");
    assertThat(notice.detail())
        .contains("next at 15:01 CST", "after 3 restarts within an hour")
        .contains("who is signed in goes on");
  }

  @Test
  void serverThatCameBackSaysSoForAnHour() {
    Servers.Notice notice =
        Servers.notice(new ChildState("PostgreSQL", true, THREE, 1, null), CHICAGO);
    assertThat(notice.title()).isEqualTo("PostgreSQL ended by itself and was started again.");
    assertThat(notice.detail()).contains("since 15:00 CST", "1 restart within an hour");
  }
}
