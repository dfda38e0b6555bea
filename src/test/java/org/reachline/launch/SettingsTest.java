package org.reachline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Map<String, String> properties =
      Map.of("quarkus.http.port", "9090", "reachline.postgres.port", "");
  private final Settings settings =
      new Settings(
          properties::get,
          Map.of(
              "QUARKUS_HTTP_PORT", "7070",
              "REACHLINE_KEYCLOAK_PORT", " 8280 ",
              "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db/x"));

  @Test
  void propertyWinsOverEnvironment() {
    assertThat(settings.port("quarkus.http.port", 8080)).isEqualTo(9090);
  }

  @Test
  void environmentIsReadInItsOwnSpelling() {
    assertThat(settings.find("quarkus.datasource.jdbc.url")).contains("jdbc:postgresql://db/x");
    assertThat(settings.port("reachline.keycloak.port", 8180)).isEqualTo(8280);
    assertThat(Settings.environmentName("quarkus.oidc.auth-server-url"))
        .isEqualTo("QUARKUS_OIDC_AUTH_SERVER_URL");
  }

  @Test
  void emptyMeansNotGiven() {
    assertThat(settings.port("reachline.postgres.port", 5433)).isEqualTo(5433);
  }

  @Test
  void addressThatIsNoneIsRefusedByItsName() {
    for (String wrong :
        List.of("auth.example/realms/x", "https://", "ht tp://x", "localhost:8180")) {
      Settings given = new Settings(name -> wrong, Map.of());
      assertThatThrownBy(() -> given.address("quarkus.oidc.auth-server-url", "https://host"))
          .isInstanceOfSatisfying(
              CannotStart.class, reason -> assertThat(reason.exitCode()).isEqualTo(2))
          .hasMessageContaining("QUARKUS_OIDC_AUTH_SERVER_URL")
          .hasMessageContaining(wrong);
    }
    Settings good = new Settings(name -> "https://auth.example/realms/x", Map.of());
    assertThat(good.address("quarkus.oidc.auth-server-url", "")).isPresent();
  }

  @Test
  void onePortForTwoServersIsToldBeforeAnythingStarts() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("quarkus.http.port", 8180);
    ports.put("reachline.postgres.port", 5433);
    Settings.requireDistinct(ports);
    ports.put("reachline.keycloak.port", 8180);
    assertThatThrownBy(() -> Settings.requireDistinct(ports))
        .isInstanceOfSatisfying(
            CannotStart.class, reason -> assertThat(reason.exitCode()).isEqualTo(2))
        .hasMessageContaining("QUARKUS_HTTP_PORT and REACHLINE_KEYCLOAK_PORT are both 8180");
  }

  @Test
  void portOutsideTheRangeIsRefusedByItsName() {
    Settings wrong = new Settings(name -> "70000", Map.of());
    assertThatThrownBy(() -> wrong.port("reachline.keycloak.port", 1))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("REACHLINE_KEYCLOAK_PORT")
        .hasMessageContaining("70000");
  }
}
