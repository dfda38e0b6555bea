package org.reachline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The one Keycloak of a process that runs tests. Its port is chosen when the first service starts;
 * it is started when the first test asks, and ends with the JVM. State is kept in system properties
 * because Quarkus loads this class more than once.
 */
public final class TestKeycloak {
  private static final String PORT = "reachline.test.keycloak.port";
  private static final String STARTED = "reachline.test.keycloak.started";

  /** Tests run in several processes, each with a Keycloak of its own. */
  private static final Path FOLDER =
      Path.of("target", System.getProperty("reachline.tests.keycloak", "keycloak-in-tests"))
          .toAbsolutePath();

  private TestKeycloak() {}

  /** Starts Keycloak unless it runs already; waits until it answers. */
  public static void ensureStarted() {
    synchronized (System.class) { // the only monitor that all class loaders share
      if (System.getProperty(STARTED) != null) {
        return;
      }
      try {
        LocalKeycloak.endStale(FOLDER, System.out::println);
        LocalPostgres.endStale(FOLDER, System.out::println);
        Folders.delete(FOLDER);
        Path log = FOLDER.resolveSibling(FOLDER.getFileName() + ".log");
        KeycloakPeople people = new KeycloakPeople(FOLDER, cache(), System.out::println);
        LocalPostgres postgres =
            LocalPostgres.startHurried(
                FOLDER, cache(), Ports.findFree(), log, people::takeSeed, System.out::println);
        LocalKeycloak keycloak =
            LocalKeycloak.start(FOLDER, cache(), postgres, port(), log, System.out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(keycloak, postgres)));
        System.setProperty(STARTED, "true");
      } catch (IOException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private static void close(LocalKeycloak keycloak, LocalPostgres postgres) {
    keycloak.close();
    try {
      postgres.close();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Issuer of the realm, whether or not Keycloak runs yet. */
  public static String issuer() {
    return "http://localhost:" + port() + "/realms/reachline";
  }

  /** Secret of the client through which scripts get a token by password. */
  public static String apiClientSecret() {
    return secret("REACHLINE_API_CLIENT_SECRET");
  }

  /** What a service under test has to be told, whether or not Keycloak runs yet. */
  static Map<String, String> settings() {
    String origin = "http://localhost:" + port();
    return Map.of(
        // A service that starts before its Keycloak says so at length; here that is no news.
        "quarkus.log.category.\"io.quarkus.oidc\".level",
        "ERROR",
        "reachline.identity.origin",
        origin,
        "quarkus.oidc.auth-server-url",
        issuer(),
        "quarkus.oidc.credentials.secret",
        secret("REACHLINE_CLIENT_SECRET"),
        "quarkus.keycloak.admin-client.server-url",
        origin,
        "quarkus.keycloak.admin-client.client-secret",
        secret("REACHLINE_ADMIN_CLIENT_SECRET"),
        "reachline.link-key",
        "a-link-key-for-tests-only-0123456789");
  }

  static Path cache() {
    return Settings.ofThisProcess().cache();
  }

  private static int port() {
    synchronized (System.class) {
      if (System.getProperty(PORT) == null) {
        try {
          System.setProperty(PORT, String.valueOf(Ports.findFree()));
        } catch (IOException failure) {
          throw new IllegalStateException(failure);
        }
      }
      return Integer.getInteger(PORT);
    }
  }

  private static String secret(String name) {
    try {
      return Secrets.in(Seed.clientSecretsFile(cache()), Seed.CLIENT_SECRETS).getProperty(name);
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
