package org.reachline.launch;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What every {@code @QuarkusTest} runs on: a throw-away PostgreSQL, and the address of a Keycloak
 * that is started only when a test asks for it ({@link org.reachline.personas.WithKeycloak}). Found
 * through META-INF/services, so that no test has to name it.
 */
public final class TestServices implements QuarkusTestResourceLifecycleManager {
  private EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    try {
      // The library's defaults lose data in a crash and are quick: right for a test, wrong
      // elsewhere.
      postgres =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(TestKeycloak.cache().resolve("postgres").toFile())
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .start();
      try (var connection = postgres.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + LocalPostgres.DATABASE);
      }
      Map<String, String> settings = new HashMap<>();
      settings.put(LocalServices.JDBC_URL, LocalPostgres.jdbcUrl(postgres.getPort()));
      settings.put("quarkus.datasource.username", LocalPostgres.USER);
      settings.put("quarkus.datasource.password", LocalPostgres.USER);
      settings.putAll(TestKeycloak.settings());
      // Free ports for the servers that tests put up themselves: several builds share a machine.
      settings.put("quarkus.mailer.port", Integer.toString(freePort()));
      settings.put("reachline.imap.port", Integer.toString(freePort()));
      settings.put(
          "reachline.bigbluebutton.url", "http://127.0.0.1:" + freePort() + "/bigbluebutton/api");
      return settings;
    } catch (IOException | SQLException failure) {
      throw new IllegalStateException("No PostgreSQL for the tests", failure);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void stop() {
    try {
      postgres.close();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
