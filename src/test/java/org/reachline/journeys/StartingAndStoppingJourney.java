package org.reachline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The run command, as somebody at a keyboard meets it on good and on bad days. */
@Timeout(300)
class StartingAndStoppingJourney {
  @Test
  void killedServiceComesBackWithItsDataAndCtrlCStopsAllThree() throws Exception {
    Map<String, String> environment = Reachline.environment("killed");
    Path home = Path.of(environment.get("REACHLINE_HOME"));
    // as an earlier start leaves them that was killed while it prepared the data
    Files.createDirectories(home.resolve("postgres/data.unfinished/base"));
    Files.writeString(home.resolve("postgres/data.unfinished/PG_VERSION"), "18");
    Files.createDirectories(home.resolve("keycloak/realm.unfinished"));
    Files.writeString(home.resolve("keycloak/realm.unfinished/keycloakdb.mv.db"), "half");

    ServiceProcess first = ServiceProcess.start(environment).awaitReady();
    write(environment, "CREATE TABLE kept AS SELECT 'before the crash' AS word");
    List<ProcessHandle> orphans = first.handle().descendants().toList();
    ProcessHandle postmaster = postmaster(home);
    first.signal("KILL");
    first.awaitExit();
    assertThat(postmaster.isAlive()).as("a killed service cannot stop its database").isTrue();

    ServiceProcess second = ServiceProcess.start(environment).awaitReady();
    assertThat(second.output())
        .contains("Ending the PostgreSQL that an earlier start left behind")
        .contains("Ending the Keycloak that an earlier start left behind");
    assertThat(orphans).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(postmaster.isAlive()).isFalse();
    assertThat(read(environment, "SELECT word FROM kept")).isEqualTo("before the crash");
    assertThat(read(environment, "SHOW fsync")).isEqualTo("on");
    assertThat(read(environment, "SHOW synchronous_commit")).isEqualTo("on");

    ServiceProcess late = ServiceProcess.start(environment);
    assertThat(late.awaitExit()).isEqualTo(3);
    assertThat(late.output())
        .contains("already running")
        .contains(environment.get("QUARKUS_HTTP_PORT"))
        .contains("REACHLINE_HOME");

    List<ProcessHandle> children = second.handle().descendants().toList();
    ProcessHandle database = postmaster(home);
    second.signal("INT");
    assertThat(second.awaitExit()).isEqualTo(130);
    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(database.isAlive()).isFalse();
    assertThat(home.resolve("keycloak/keycloak.pid")).doesNotExist();
  }

  @Test
  void ctrlCWhileThingsStartLeavesNothingBehind() throws Exception {
    Map<String, String> environment = Reachline.environment("hurried");
    Path home = Path.of(environment.get("REACHLINE_HOME"));
    ServiceProcess service = ServiceProcess.start(environment).awaitLine("Starting Keycloak");
    ProcessHandle database = postmaster(home);
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
      assertThat(home.resolve("keycloak/realm")).doesNotExist();
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

      ServiceProcess service = ServiceProcess.start(environment).awaitReady();
      String address = "http://localhost:" + port;
      assertThat(service.handle().descendants()).isEmpty();
      assertThat(home.resolve("postgres")).doesNotExist();
      assertThat(home.resolve("keycloak")).doesNotExist();
      assertThat(service.output()).doesNotContain("reachline-demo");
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
      service.signal("TERM");
      assertThat(service.awaitExit()).isEqualTo(143);
    }
    RestAssured.get(shared.issuer()).then().statusCode(200);
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

  private static ProcessHandle postmaster(Path home) throws Exception {
    String pid = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }

  private static void write(Map<String, String> environment, String statement) throws Exception {
    try (Connection connection = connect(environment);
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static String read(Map<String, String> environment, String query) throws Exception {
    try (Connection connection = connect(environment);
        var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(Map<String, String> environment) throws Exception {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%s/reachline?user=postgres"
            .formatted(environment.get("REACHLINE_POSTGRES_PORT")));
  }
}
