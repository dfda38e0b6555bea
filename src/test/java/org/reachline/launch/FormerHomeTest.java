package org.reachline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home in which Keycloak kept its people in an H2 file is taken over, once and whole, whenever it
 * is interrupted. Takes two minutes: {@code ./mvnw test -Pformer-home -Dtest=FormerHomeTest}.
 */
@Tag("former-home")
class FormerHomeTest {
  @TempDir Path home;
  private final List<String> said = new ArrayList<>();

  private Path layFormerHome() throws IOException {
    Path keycloak = home.resolve("keycloak");
    Path realm = Files.createDirectories(keycloak.resolve("realm"));
    try (InputStream file = new GZIPInputStream(open("keycloakdb.mv.db.gz"))) {
      Files.copy(file, realm.resolve("keycloakdb.mv.db"));
    }
    try (InputStream file = open("client-secrets.properties")) {
      Files.copy(file, realm.resolve("client-secrets.properties"));
    }
    return keycloak;
  }

  private static InputStream open(String name) {
    return FormerHomeTest.class.getResourceAsStream("/cases/former-home/" + name);
  }

  private LocalPostgres postgres() throws IOException {
    return LocalPostgres.start(
        home.resolve("postgres"),
        TestKeycloak.cache(),
        Ports.findFree(),
        home.resolve("postgres.log"),
        null,
        said::add);
  }

  private KeycloakPeople people(Path keycloak) {
    return new KeycloakPeople(keycloak, TestKeycloak.cache(), said::add);
  }

  @Test
  void peopleOfAFormerHomeAreTakenOverOnceHoweverOftenThatIsInterrupted() throws Exception {
    Path keycloak = layFormerHome();
    byte[] before = Files.readAllBytes(keycloak.resolve("realm/keycloakdb.mv.db"));
    try (LocalPostgres postgres = postgres()) {
      for (String part : List.of("people", "people/reachline-realm.json")) {
        interruptOnceThereIs(
            keycloak.resolve("import.unfinished").resolve(part), keycloak, postgres);
        assertThat(postgres.hasDatabase(LocalPostgres.KEYCLOAK)).isFalse();
        assertThat(keycloak.resolve("realm/keycloakdb.mv.db")).hasBinaryContent(before);
      }
      people(keycloak).ensureIn(postgres);
      assertThat(keycloak.resolve("realm")).doesNotExist();
      assertThat(keycloak.resolve("import.unfinished")).doesNotExist();
      assertThat(keycloak.resolve("realm-before-postgresql/keycloakdb.mv.db"))
          .hasBinaryContent(before);

      said.clear();
      int port = Ports.findFree();
      try (LocalKeycloak running =
          LocalKeycloak.start(
              keycloak,
              TestKeycloak.cache(),
              postgres,
              port,
              home.resolve("keycloak.log"),
              said::add)) {
        assertThat(said).containsExactly("Starting Keycloak ...");
        assertThat(signIn(running, "nadia@old.example", "a-password-of-her-own")).isEqualTo(200);
        assertThat(signIn(running, "outsider@demo.reachline.example", "otis-has-another-one"))
            .isEqualTo(200);
        // The password of the demonstration is theirs no more, whatever Keycloak calls that.
        assertThat(signIn(running, "outsider@demo.reachline.example", "reachline-demo"))
            .isIn(400, 401);
        // invited and not in yet: "account is not fully set up"
        assertThat(signIn(running, "ivo@old.example", "anything")).isEqualTo(400);
      }
    }
  }

  /** As a service that is killed in the midst of it, and the next one that finds what is left. */
  private void interruptOnceThereIs(Path part, Path keycloak, LocalPostgres postgres)
      throws Exception {
    FutureTask<Void> taking =
        new FutureTask<>(
            () -> {
              people(keycloak).ensureIn(postgres);
              return null;
            });
    Thread thread = new Thread(taking);
    thread.start();
    while (!Files.exists(part) && thread.isAlive()) {
      thread.join(20);
    }
    thread.interrupt();
    assertThatThrownBy(taking::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  private static int signIn(LocalKeycloak keycloak, String who, String password)
      throws IOException {
    Properties secrets = new Properties();
    try (InputStream file = open("client-secrets.properties")) {
      secrets.load(file);
    }
    return RestAssured.given()
        .formParam("grant_type", "password")
        .formParam("client_id", "reachline-api")
        .formParam("client_secret", secrets.getProperty("REACHLINE_API_CLIENT_SECRET"))
        .formParam("username", who)
        .formParam("password", password)
        .post(keycloak.issuer() + "/protocol/openid-connect/token")
        .statusCode();
  }
}
