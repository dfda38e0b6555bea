package org.reachline.journeys;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.reachline.personas.Persona;

/**
 * Another instance of the packaged service, which shares the first one's PostgreSQL and Keycloak.
 */
final class SecondInstance {
  private final Reachline first;
  private final String address;
  private final String jdbcUrl;
  private final ServiceProcess process;
  private final Map<Persona, String> tokens = new EnumMap<>(Persona.class);

  private SecondInstance(Reachline first, String address, String jdbcUrl, ServiceProcess process) {
    this.first = first;
    this.address = address;
    this.jdbcUrl = jdbcUrl;
    this.process = process;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param database name of its database in the first one's PostgreSQL
   * @param more further environment variables
   */
  static SecondInstance start(Reachline first, String database, Map<String, String> more) {
    int port = Reachline.freePort();
    String jdbcUrl = first.jdbcUrl().replaceAll("/reachline\\?.*", "/" + database);
    Map<String, String> environment = new HashMap<>();
    environment.put("REACHLINE_HOME", ServiceProcess.emptyHome("second-" + database).toString());
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl);
    environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
    environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", first.issuer());
    environment.put("QUARKUS_OIDC_CREDENTIALS_SECRET", secret(first, "REACHLINE_CLIENT_SECRET"));
    environment.put(
        "QUARKUS_KEYCLOAK_ADMIN_CLIENT_CLIENT_SECRET",
        secret(first, "REACHLINE_ADMIN_CLIENT_SECRET"));
    properties(first.home().resolve("secrets.properties"))
        .forEach(
            (name, value) ->
                environment.put(
                    name.toString().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                    value.toString()));
    environment.putAll(more);
    return new SecondInstance(
        first,
        "http://localhost:" + port,
        jdbcUrl + "?user=postgres",
        ServiceProcess.start(environment).awaitReady());
  }

  /** Where people reach it, without a slash at the end. */
  String address() {
    return address;
  }

  /** The database behind it. */
  String jdbcUrl() {
    return jdbcUrl;
  }

  /** Ends it. */
  void stop() {
    process.signal("TERM");
    process.awaitExit();
  }

  /**
   * A bearer token. One at a time, and once: Keycloak takes two sign-ins of one person at once for
   * an attack.
   */
  synchronized String token(Persona persona) {
    return tokens.computeIfAbsent(
        persona,
        somebody ->
            given()
                .formParam("grant_type", "password")
                .formParam("client_id", "reachline-api")
                .formParam("client_secret", secret(first, "REACHLINE_API_CLIENT_SECRET"))
                .formParam("username", somebody.email())
                .formParam("password", Persona.PASSWORD)
                .post(first.issuer() + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token"));
  }

  private static String secret(Reachline first, String name) {
    try (Stream<Path> files = Files.walk(first.home())) {
      return files
          .filter(file -> file.endsWith("client-secrets.properties"))
          .map(file -> properties(file).getProperty(name))
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Properties properties(Path file) {
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      read.load(in);
      return read;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
