package org.reachline.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reachline.base.database.KnownMigrations;
import org.reachline.cli.simulate.SimulateCommand;
import org.reachline.launch.CannotStart;
import org.reachline.launch.LocalServices;
import org.reachline.launch.Settings;

/**
 * Where the jar begins. Without a word it runs the service; with one it does that and exits,
 * without starting anything else. Exit codes: 0 done, 1 failed, 2 misused, 3 something is in the
 * way (a port, another Reachline in the same home folder).
 */
@QuarkusMain
public class Main {
  private static final String HELP =
      """
      Reachline, telementoring and coaching for implementation trials.

        java -jar quarkus-run.jar             run the service on http://localhost:8080
        java -jar quarkus-run.jar fit SPEC.json [--data FILE.csv]
                                              fit statistical models, print JSON
        java -jar quarkus-run.jar simulate    write a simulated trial's files; tells its options
        java -jar quarkus-run.jar help        this text

      Settings, as environment variables:
        QUARKUS_HTTP_PORT             port of the service (8080)
        QUARKUS_DATASOURCE_JDBC_URL   an existing PostgreSQL, with QUARKUS_DATASOURCE_USERNAME and
                                      QUARKUS_DATASOURCE_PASSWORD; otherwise one is started here
        QUARKUS_OIDC_AUTH_SERVER_URL  an existing Keycloak realm (https://host/realms/name), with
                                      QUARKUS_OIDC_CREDENTIALS_SECRET; otherwise one is started here
        REACHLINE_POSTGRES_PORT       port of the PostgreSQL that is started here (5433)
        REACHLINE_KEYCLOAK_PORT       port of the Keycloak that is started here (8180)
        REACHLINE_HOME                where data are kept (.reachline in this folder)
        REACHLINE_DEMO                true or false: load the demonstration trial (true when both
                                      PostgreSQL and Keycloak are started here)
      """;

  /**
   * Seconds that a stopping service may take before its database is taken away from it. Requests
   * that are under way get most of them ({@code quarkus.shutdown.timeout}).
   */
  private static final int STOPS_WITHIN_SECONDS = 20;

  /** Seconds that its children may take after that. */
  private static final int CHILDREN_STOP_WITHIN_SECONDS = 15;

  /** As a process that was ended by SIGTERM reports it. */
  private static final int TERMINATED = 143;

  private static LocalServices services;

  /** Runs a command, or the service until it is told to stop. */
  public static void main(String[] args) {
    if (args.length > 0) {
      System.exit(command(args, System.out, System.err));
    }
    serve();
  }

  /** Does what the first word says; returns the exit code. */
  static int command(String[] args, PrintStream out, PrintStream err) {
    List<String> rest = List.of(args).subList(1, args.length);
    switch (args[0]) {
      case "fit":
        return FitCommand.run(rest, out, err);
      case "simulate":
        return SimulateCommand.run(rest, out, err);
      case "help", "--help", "-h":
        out.print(HELP);
        return 0;
      default:
        err.println("Reachline does not know the command \"" + args[0] + "\".");
        err.println();
        err.print(HELP);
        return 2;
    }
  }

  private static void serve() {
    services = LocalServices.of(Settings.ofThisProcess(), System.out::println);
    CountDownLatch serviceGone = new CountDownLatch(1);
    CountDownLatch serviceBegun = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> stop(serviceBegun.getCount() == 0, serviceGone), "reachline-stop"));
    try {
      services.start();
    } catch (CannotStart reason) {
      System.err.println(reason.getMessage());
      System.exit(reason.exitCode());
    }
    serviceBegun.countDown();
    System.out.println("Starting Reachline ...");
    Quarkus.run(
        Service.class,
        (exitCode, failure) -> {
          if (failure != null) {
            // Quarkus wraps the reason several times; the innermost is what somebody can act on.
            Throwable reason = failure;
            while (reason.getCause() != null) {
              reason = reason.getCause();
            }
            System.err.println(
                "Reachline could not start: "
                    + (reason instanceof KnownMigrations.OtherVersion
                        ? reason.getMessage()
                        : reason));
          }
          serviceGone.countDown();
          System.exit(exitCode);
        });
  }

  /**
   * Quarkus stops in a hook of its own at the same time, and needs its database until it has. A
   * page that goes on computing would keep it from ending; then the process ends all the same. What
   * such a page was writing is rolled back.
   */
  private static void stop(boolean begun, CountDownLatch serviceGone) {
    services.expectEnd();
    endAtTheLatestIn(STOPS_WITHIN_SECONDS + CHILDREN_STOP_WITHIN_SECONDS);
    boolean gone = !begun || await(serviceGone);
    services.close();
    if (!gone) {
      System.err.println(
          "A request was still under way after %d s and was cut off; nothing of it was saved."
              .formatted(STOPS_WITHIN_SECONDS));
      Runtime.getRuntime().halt(TERMINATED);
    }
  }

  private static void endAtTheLatestIn(int seconds) {
    Thread guard =
        new Thread(
            () -> {
              if (!await(new CountDownLatch(1), seconds)) {
                Runtime.getRuntime().halt(TERMINATED);
              }
            },
            "reachline-last-resort");
    guard.setDaemon(true);
    guard.start();
  }

  private static boolean await(CountDownLatch gone) {
    return await(gone, STOPS_WITHIN_SECONDS);
  }

  private static boolean await(CountDownLatch gone, int seconds) {
    try {
      return gone.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** The running service: says where it is, then waits until it is told to stop. */
  public static class Service implements QuarkusApplication {
    @Override
    public int run(String... args) {
      System.out.println(services.welcome());
      Quarkus.waitForExit();
      return 0;
    }
  }
}
