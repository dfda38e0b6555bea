package org.reachline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.Cookie;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.reachline.personas.Persona;

/** The run command, as somebody at a keyboard meets it on good and on bad days. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class StartingAndStoppingJourney {
  @Test
  void ctrlCWhileThingsStartLeavesNothingBehind() throws Exception {
    Map<String, String> environment = Reachline.environment("hurried");
    Path home = Path.of(environment.get("REACHLINE_HOME"));
    ServiceProcess service = ServiceProcess.start(environment).awaitLine("Starting Keycloak");
    ProcessHandle database = ServiceProcess.postmaster(home);
    service.signal("INT");
    assertThat(service.awaitExit()).isEqualTo(130);
    assertThat(database.isAlive()).isFalse();
    for (String port : List.of("REACHLINE_POSTGRES_PORT", "REACHLINE_KEYCLOAK_PORT")) {
      new ServerSocket(Integer.parseInt(environment.get(port)), 1, InetAddress.getLoopbackAddress())
          .close();
    }
    Path pidFile = home.resolve("keycloak/keycloak.pid");
    if (Files.exists(pidFile)) {
      long pid = Long.parseLong(Files.readAllLines(pidFile).get(0));
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  void portInUseIsNamedBeforeAnythingIsStarted() throws Exception {
    for (String setting :
        List.of("QUARKUS_HTTP_PORT", "REACHLINE_POSTGRES_PORT", "REACHLINE_KEYCLOAK_PORT")) {
      Map<String, String> environment = Reachline.environment("port-in-use");
      int port = Integer.parseInt(environment.get(setting));
      try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        ServiceProcess service = ServiceProcess.start(environment);
        assertThat(service.awaitExit()).isEqualTo(3);
        assertThat(service.output())
            .contains("Port " + other.getLocalPort())
            .contains(setting)
            .contains("Nothing was started");
      }
      Path home = Path.of(environment.get("REACHLINE_HOME"));
      assertThat(home.resolve("postgres/data")).doesNotExist();
      assertThat(home.resolve("keycloak")).doesNotExist();
    }
  }

  @Test
  void senselessPortIsRefusedWithItsName() {
    Map<String, String> environment = Reachline.environment("senseless");
    environment.put("REACHLINE_KEYCLOAK_PORT", "eighty");
    ServiceProcess service = ServiceProcess.start(environment);
    assertThat(service.awaitExit()).isEqualTo(2);
    assertThat(service.output()).contains("REACHLINE_KEYCLOAK_PORT").contains("\"eighty\"");
  }

  @Test
  void whatNobodyCanMeanIsRefusedBeforeAnythingIsStarted() {
    Map<String, String> environment = Reachline.environment("refused");
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:1/none");
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", "https://login.example/realms/reachline");
    environment.put("REACHLINE_MAIL_FROM", "nobody");
    ServiceProcess service = ServiceProcess.start(environment);
    assertThat(service.awaitExit()).isEqualTo(2);
    assertThat(service.output())
        .contains("QUARKUS_OIDC_CREDENTIALS_SECRET is not set")
        .contains("REACHLINE_MAIL_FROM must be a mail address")
        .contains("Nothing was started.");
    assertThat(Path.of(environment.get("REACHLINE_HOME")).resolve("lock")).doesNotExist();
  }

  @Test
  void existingPostgresAndKeycloakAreUsedAndNothingIsStartedBeside() throws Exception {
    Reachline shared = Reachline.start();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      Map<String, String> environment = new HashMap<>();
      Path home = ServiceProcess.emptyHome("external");
      int port = Reachline.freePort();
      environment.put("REACHLINE_HOME", home.toString());
      environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
      environment.put(
          "QUARKUS_DATASOURCE_JDBC_URL",
          "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
      environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
      environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
      environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", shared.issuer());
      environment.put("QUARKUS_OIDC_CREDENTIALS_SECRET", "of-no-use-for-this-story");
      environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
      environment.put("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true");

      ServiceProcess service = ServiceProcess.start(environment).awaitReady();
      String address = "http://localhost:" + port;
      assertThat(service.handle().descendants()).isEmpty();
      assertThat(home.resolve("postgres")).doesNotExist();
      assertThat(home.resolve("keycloak")).doesNotExist();
      assertThat(service.output())
          .doesNotContain("reachline-demo")
          .contains("The service does not know its own address")
          .contains("People cannot be invited")
          .contains("No letter is sent")
          .contains("that only illustrate are in this database");
      RestAssured.get(address + "/q/health/ready").then().statusCode(200);
      String signIn =
          RestAssured.given()
              .redirects()
              .follow(false)
              .get(address + "/home")
              .then()
              .statusCode(302)
              .extract()
              .header("location");
      assertThat(signIn).startsWith(shared.issuer());
      cookiesStaySecretBehindAProxy(address);
      String link = "AAAAAAAAAAcAAAAAAAAACQAAAAA".concat("x_-Z".repeat(10)).concat("abc");
      for (String path : List.of("/join/", "/answer/", "/after/", "/nowhere/")) {
        RestAssured.get(address + path + link).then().statusCode(404);
      }
      service.awaitLine("/nowhere/...");
      assertThat(service.output()).doesNotContain(link);
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          var rows =
              connection
                  .createStatement()
                  .executeQuery("SELECT count(*) FROM flyway_schema_history WHERE success")) {
        rows.next();
        assertThat(rows.getInt(1)).isPositive();
      }
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          var rows = connection.createStatement().executeQuery("SELECT count(*) FROM site")) {
        rows.next();
        assertThat(rows.getInt(1)).as("no demonstration in somebody's own database").isZero();
      }
      aStopFinishesWhatIsUnderWay(service, address, shared, postgres);
    }
    RestAssured.get(shared.issuer()).then().statusCode(200);
  }

  /** A request that waits for a table is finished although the service was told to stop. */
  private static void aStopFinishesWhatIsUnderWay(
      ServiceProcess service, String address, Reachline shared, EmbeddedPostgres postgres)
      throws Exception {
    String token = shared.tokenOf(Persona.COORDINATOR);
    try (Connection holder = postgres.getPostgresDatabase().getConnection();
        var lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      lock.execute("LOCK TABLE site IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<Integer> underWay =
          CompletableFuture.supplyAsync(
              () ->
                  RestAssured.given()
                      .header("Authorization", "Bearer " + token)
                      .get(address + "/api/sites")
                      .statusCode());
      try (Connection other = postgres.getPostgresDatabase().getConnection();
          var query = other.createStatement()) {
        while (!query.executeQuery("SELECT FROM pg_locks WHERE NOT granted").next()) {
          Thread.onSpinWait();
        }
      }
      service.signal("TERM");
      while (RestAssured.get(address + "/q/health/ready").statusCode() == 200) {
        Thread.onSpinWait(); // until it says that it takes no more
      }
      holder.commit();
      assertThat(underWay.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    }
    assertThat(service.awaitExit()).isEqualTo(143);
  }

  /** A proxy before the service ends TLS and says so. */
  private static void cookiesStaySecretBehindAProxy(String address) {
    for (String scheme : List.of("http", "https")) {
      List<Cookie> cookies =
          RestAssured.given()
              .redirects()
              .follow(false)
              .header("X-Forwarded-Proto", scheme)
              .get(address + "/home")
              .then()
              .statusCode(302)
              .extract()
              .detailedCookies()
              .asList();
      assertThat(cookies).isNotEmpty().allMatch(c -> c.isSecured() == scheme.equals("https"));
    }
  }

  @Test
  void wordsAreAnsweredWithoutStartingAnything() {
    ServiceProcess help = ServiceProcess.start(Map.of(), "help");
    assertThat(help.awaitExit()).isZero();
    assertThat(help.output()).contains("QUARKUS_DATASOURCE_JDBC_URL");

    ServiceProcess unknown = ServiceProcess.start(Map.of(), "fitt");
    assertThat(unknown.awaitExit()).isEqualTo(2);
    assertThat(unknown.output()).contains("does not know the command \"fitt\"");
  }
}
