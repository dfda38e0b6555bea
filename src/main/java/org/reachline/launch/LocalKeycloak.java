package org.reachline.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A real Keycloak as a child of this process, with the realm {@code reachline}. Its people are kept
 * in the home's PostgreSQL; a later change of the realm file does not touch a home that has its
 * own.
 */
final class LocalKeycloak implements Child {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);
  private static final String PID_FILE = "keycloak.pid";

  private final Process process;
  private final int port;
  private final Properties secrets;
  private final Path pidFile;

  private LocalKeycloak(Process process, int port, Properties secrets, Path pidFile) {
    this.process = process;
    this.port = port;
    this.secrets = secrets;
    this.pidFile = pidFile;
  }

  /**
   * Ends a Keycloak that an earlier, killed service left on the data in {@code folder}.
   *
   * @param folder as given to {@link #start}
   */
  static void endStale(Path folder, Consumer<String> progress) throws IOException {
    Optional<ProcessHandle> stale = ChildProcess.findRemembered(folder.resolve(PID_FILE), folder);
    if (stale.isPresent()) {
      progress.accept("Ending the Keycloak that an earlier start left behind ...");
      ChildProcess.end(stale.get(), ENDS_WITHIN);
    }
  }

  /**
   * Starts Keycloak on its database in {@code postgres} and waits until it answers.
   *
   * @param folder holds what it keeps beside: its clients' secrets; a former version's people,
   *     which are taken over
   * @param cache holds what can be made again: the program
   * @param port where it listens, on 127.0.0.1
   * @param log takes what Keycloak says
   * @throws CannotStart when Keycloak does not come up
   */
  static LocalKeycloak start(
      Path folder,
      Path cache,
      LocalPostgres postgres,
      int port,
      Path log,
      Consumer<String> progress) {
    Process process = null;
    try {
      Files.createDirectories(log.getParent());
      KeycloakPeople people = new KeycloakPeople(folder, cache, progress);
      people.ensureIn(postgres);
      Properties secrets = Secrets.in(people.secretsFile(), Seed.CLIENT_SECRETS);
      progress.accept("Starting Keycloak ...");
      List<String> arguments = new ArrayList<>();
      arguments.addAll(
          List.of(
              "start",
              "--optimized",
              "--http-enabled=true",
              "--http-host=127.0.0.1",
              "--http-port=" + port,
              "--hostname-strict=false",
              // Without it Keycloak waits at start for the members of its cluster that were
              // killed, half a minute for each.
              "--cache=local",
              SignInTheme.in(cache)));
      arguments.addAll(KeycloakProgram.database(postgres.port(), LocalPostgres.KEYCLOAK));
      process =
          KeycloakProgram.in(cache, KeycloakProgram.POSTGRES, progress)
              .command(arguments, log)
              .start();
      Path pidFile = folder.resolve(PID_FILE);
      ChildProcess.remember(pidFile, process.toHandle(), folder);
      LocalKeycloak keycloak = new LocalKeycloak(process, port, secrets, pidFile);
      keycloak.awaitRealm(log);
      return keycloak;
    } catch (IOException failure) {
      endQuietly(process);
      throw CannotStart.broken("Keycloak did not start: " + failure, failure);
    } catch (InterruptedException interrupted) {
      endQuietly(process); // before the thread is marked again: waiting for the end would fail
      Thread.currentThread().interrupt();
      throw CannotStart.broken("Interrupted while Keycloak was starting", interrupted);
    } catch (RuntimeException failure) {
      endQuietly(process);
      throw failure;
    }
  }

  /** Scheme, host and port, without a slash at the end. */
  public String origin() {
    return "http://localhost:" + port;
  }

  /** The realm's issuer, as {@code quarkus.oidc.auth-server-url} wants it. */
  public String issuer() {
    return origin() + "/realms/reachline";
  }

  /** Secret of the client whose pages people sign in to. */
  public String clientSecret() {
    return secrets.getProperty("REACHLINE_CLIENT_SECRET");
  }

  /** Secret of the client that scripts use for a token by password, in the demonstration only. */
  public String apiClientSecret() {
    return secrets.getProperty("REACHLINE_API_CLIENT_SECRET");
  }

  /** Secret of the service account that invites people and ends their access. */
  public String adminClientSecret() {
    return secrets.getProperty("REACHLINE_ADMIN_CLIENT_SECRET");
  }

  @Override
  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    ChildProcess.end(process.toHandle(), ENDS_WITHIN);
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException stale) {
      // A later start sees that the process in it is gone.
    }
  }

  private void awaitRealm(Path log) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    URI realm = URI.create("http://127.0.0.1:" + port + "/realms/reachline");
    HttpRequest request = HttpRequest.newBuilder(realm).timeout(Duration.ofSeconds(5)).build();
    long until = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (System.nanoTime() < until) {
      if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
        throw CannotStart.broken(
            "Keycloak ended with code %d while starting:%n%s%nAll of it is in %s."
                .formatted(process.exitValue(), KeycloakProgram.lastLines(log, 15), log),
            null);
      }
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // it is not listening yet
      }
    }
    throw CannotStart.broken(
        "Keycloak did not answer within %d s; see %s.".formatted(STARTS_WITHIN.toSeconds(), log),
        null);
  }

  private static void endQuietly(Process process) {
    if (process != null) {
      ChildProcess.end(process.toHandle(), ENDS_WITHIN);
    }
  }
}
