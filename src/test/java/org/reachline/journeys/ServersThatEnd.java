package org.reachline.journeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.RequestOptions;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reachline.personas.Persona;

/**
 * Keycloak and PostgreSQL are killed under a service that runs, and Keycloak hangs: they come back
 * by themselves with all that was acknowledged, who is signed in goes on, and everybody else reads
 * why not.
 */
final class ServersThatEnd {
  private static final String INVITATION =
      "{\"email\":\"%s\",\"name\":\"Invited %d\",\"role\":\"clinician\",\"places\":[]}";

  /**
   * Five seconds, as {@code quarkus.oidc.connection-timeout} says, and the page itself; an act on
   * an account waits twice as long.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(7);

  private final Reachline reachline;
  private final List<String> acknowledged = new ArrayList<>();

  ServersThatEnd(Reachline reachline) {
    this.reachline = reachline;
  }

  /** From the next start of Keycloak on a sign-in has to be renewed after two seconds. */
  void letTokensBeShort() throws SQLException {
    try (Connection connection = DriverManager.getConnection(accounts());
        var sql = connection.createStatement()) {
      sql.execute(
          "INSERT INTO client_attributes (client_id, name, value)"
              + " SELECT id, 'access.token.lifespan', '2' FROM client WHERE client_id = 'reachline'");
    }
  }

  /**
   * Keycloak takes connections and answers nothing. Nobody waits longer than the service is set to
   * wait for it, and who is signed in waits once.
   */
  void keycloakHangs() throws Exception {
    String token = reachline.tokenOf(Persona.COORDINATOR);
    try (SignedIn coordinator = reachline.signIn(Persona.COORDINATOR)) {
      long signedIn = System.nanoTime();
      ProcessHandle keycloak = process(reachline.home().resolve("keycloak/keycloak.pid"));
      signal("STOP", keycloak);
      try {
        while (System.nanoTime() - signedIn < 2_500_000_000L) {
          Thread.onSpinWait(); // until the tokens of the sign-in have run out
        }
        APIRequestContext browser = coordinator.page().request();
        Timed first = Timed.get(browser, reachline.address() + "/me");
        assertThat(first.took).isLessThan(LONGEST_WAIT);
        List<Timed> later = new ArrayList<>(List.of(first));
        for (String path : List.of("/home", "/people", "/studies", "/me", "/outbox")) {
          later.add(Timed.get(browser, reachline.address() + path));
        }
        assertThat(later).allSatisfy(page -> assertThat(page.status).isEqualTo(200));
        assertThat(later).allSatisfy(page -> assertThat(page.text).contains("Corinne Adler"));
        assertThat(later.stream().skip(1).map(Timed::took).sorted().toList().get(2))
            .as("the page in the middle")
            .isLessThan(Duration.ofSeconds(2));

        Page visitor = reachline.visitor();
        for (int turn = 0; turn < 2; turn++) {
          Timed turnedAway = Timed.get(visitor.request(), reachline.address() + "/home");
          assertThat(turnedAway.status).isEqualTo(503);
          assertThat(turnedAway.text).contains("Nobody can sign in at the moment");
          assertThat(turnedAway.took).isLessThan(LONGEST_WAIT);
        }
        Timed door = Timed.get(visitor.request(), reachline.address() + "/");
        assertThat(door.status).isEqualTo(200);
        assertThat(door.took).isLessThan(Duration.ofSeconds(2));
        visitor.context().close();

        long asked = System.nanoTime();
        given()
            .header("Authorization", "Bearer " + token)
            .contentType(ContentType.JSON)
            .body(INVITATION.formatted("hanging@acknowledged.example", 1))
            .post(reachline.address() + "/api/people")
            .then()
            .statusCode(503);
        Duration invited = Duration.ofNanos(System.nanoTime() - asked);
        assertThat(invited).isLessThan(LONGEST_WAIT.multipliedBy(2));
      } finally {
        signal("CONT", keycloak);
      }
      SignedIn.quietly(reachline.visitor(), reachline.address(), Persona.HUB);
      assertThat(coordinator.page().navigate("/me").status()).isEqualTo(200);
    }
  }

  /** An answer and how long somebody waited for it. */
  private record Timed(int status, String text, Duration took) {
    static Timed get(APIRequestContext browser, String address) {
      long asked = System.nanoTime();
      APIResponse answer = browser.get(address, RequestOptions.create().setMaxRedirects(0));
      return new Timed(answer.status(), answer.text(), Duration.ofNanos(System.nanoTime() - asked));
    }
  }

  /** Keycloak is killed right after it acknowledged invitations. */
  void keycloakEnds() throws Exception {
    String token = reachline.tokenOf(Persona.COORDINATOR);
    try (SignedIn coordinator = reachline.signIn(Persona.COORDINATOR)) {
      long signedIn = System.nanoTime();
      invite(token, "keycloak");
      kill(reachline.home().resolve("keycloak/keycloak.pid"));
      reachline.service().awaitLine("Keycloak has ended unexpectedly. It is started again in 1 s");
      while (System.nanoTime() - signedIn < 2_500_000_000L) {
        Thread.onSpinWait(); // until the tokens of the sign-in have run out
      }
      Response home = coordinator.page().navigate("/home");
      assertThat(home.status()).isEqualTo(200);
      assertThat(home.text())
          .contains(Persona.COORDINATOR.fullName())
          .contains("Keycloak is away since", "who is signed in goes on");
      Reachline.axe(coordinator.page());
      Page visitor = reachline.visitor();
      Response turnedAway = visitor.navigate("/home");
      assertThat(turnedAway.status()).isEqualTo(503);
      assertThat(turnedAway.headerValue("retry-after")).isEqualTo("15");
      assertThat(turnedAway.text()).contains("Nobody can sign in at the moment");
      Reachline.axe(visitor);
      assertThat(visitor.navigate("/").status()).isEqualTo(200);
      RestAssured.get(reachline.address() + "/q/health/ready")
          .then()
          .statusCode(200)
          .body(org.hamcrest.Matchers.containsString("away since"));

      reachline.service().awaitLine("Keycloak is running again");
      assertThat(coordinator.page().navigate("/me").status()).isEqualTo(200);
      assertThat(coordinator.page().url()).isEqualTo(reachline.address() + "/me");
      SignedIn.quietly(reachline.visitor(), reachline.address(), Persona.RESEARCHER);
      visitor.context().close();
    }
    nobodyIsLost();
  }

  /** PostgreSQL is killed right after invitations were acknowledged. */
  void postgresEnds() throws Exception {
    invite(reachline.tokenOf(Persona.COORDINATOR), "postgres");
    kill(reachline.home().resolve("postgres/data/postmaster.pid"));
    reachline.service().awaitLine("PostgreSQL is running again");
    nobodyIsLost();
    try (SignedIn person =
        SignedIn.through(reachline.visitor(), reachline.address(), Persona.HUB)) {
      assertThat(person.page().navigate("/home").status()).isEqualTo(200);
    }
  }

  private void invite(String token, String round) {
    for (int i = 1; i <= 3; i++) {
      String email = round + i + "@acknowledged.example";
      given()
          .header("Authorization", "Bearer " + token)
          .contentType(ContentType.JSON)
          .body(INVITATION.formatted(email, i))
          .post(reachline.address() + "/api/people")
          .then()
          .statusCode(201);
      acknowledged.add(email);
    }
  }

  private void nobodyIsLost() throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(accounts());
        var sql = connection.createStatement();
        var rows = sql.executeQuery("SELECT email FROM user_entity")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    assertThat(found).containsAll(acknowledged);
  }

  private String accounts() {
    return reachline.jdbcUrl().replace("/reachline?user=postgres", "/keycloak?user=keycloak");
  }

  private static void kill(Path pidFile) throws IOException {
    process(pidFile).destroyForcibly();
  }

  private static ProcessHandle process(Path pidFile) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    String command = "kill -" + name + " " + process.pid();
    assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
  }
}
