package org.reachline.base.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * PostgreSQL as a child of this process, with its data kept in the home folder. The settings are
 * durable: what was committed is there after a crash of the machine.
 */
public final class LocalPostgres implements AutoCloseable {
  /** The database that Reachline uses, locally. */
  public static final String DATABASE = "reachline";

  /** The only role of the embedded cluster; it trusts whoever reaches 127.0.0.1. */
  public static final String USER = "postgres";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * PostgreSQL notes whole seconds, a while after its process began, by a clock that may be set.
   */
  private static final Duration START_TOLERANCE = Duration.ofMinutes(1);

  private final EmbeddedPostgres postgres;
  private final Path data;
  private final int port;

  private LocalPostgres(EmbeddedPostgres postgres, Path data, int port) {
    this.postgres = postgres;
    this.data = data;
    this.port = port;
  }

  /**
   * Ends a PostgreSQL that an earlier, killed service left on the data in {@code folder}.
   *
   * @param folder as given to {@link #start}
   */
  static void endStale(Path folder, Consumer<String> progress) throws IOException {
    for (String cluster : new String[] {"data", "data.unfinished"}) {
      Optional<ProcessHandle> stale = findPostmaster(folder.resolve(cluster));
      if (stale.isPresent()) {
        progress.accept("Ending the PostgreSQL that an earlier start left behind ...");
        // PostgreSQL calls SIGTERM a smart shutdown: it waits for its clients, and they are gone.
        ChildProcess.end(stale.get(), PATIENCE);
      }
    }
  }

  /**
   * Starts PostgreSQL on the data in {@code folder}, which are made when there are none.
   *
   * @param folder holds the cluster; nothing else may live there
   * @param port where it listens, on 127.0.0.1
   * @param log takes what PostgreSQL says
   * @throws CannotStart when PostgreSQL does not come up
   */
  static LocalPostgres start(
      Path folder, Path cache, int port, Path log, Consumer<String> progress) {
    Path data = folder.resolve("data");
    requireUser();
    try {
      Folders.createPrivate(folder);
      if (!Files.exists(data)) {
        progress.accept("Preparing PostgreSQL for the first time, a few seconds ...");
        Path unfinished = folder.resolve("data.unfinished");
        Folders.delete(unfinished);
        try (EmbeddedPostgres cluster = open(unfinished, cache, port, log)) {
          createDatabase(cluster);
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
      }
      return new LocalPostgres(open(data, cache, port, log), data, port);
    } catch (IOException | RuntimeException | SQLException failure) {
      endHalfStarted(folder);
      throw CannotStart.broken(
          "PostgreSQL did not start on %s (port %d): %s. Its own words are in %s."
              .formatted(data, port, failure.getMessage(), log),
          failure);
    }
  }

  /** PostgreSQL refuses root, except inside a user namespace, which many containers do not give. */
  private static void requireUser() {
    Path self = Path.of("/proc/self");
    try {
      if (Files.exists(self)
          && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"))
          && !LinuxUtils.isUnshareAvailable()) {
        throw CannotStart.misconfigured(
            "PostgreSQL refuses to run as root, and this machine has no user namespaces to run it"
                + " in. Start Reachline as another user, or give it a PostgreSQL of its own with"
                + " QUARKUS_DATASOURCE_JDBC_URL.");
      }
    } catch (IOException unknown) {
      // PostgreSQL itself will say.
    }
  }

  private static void endHalfStarted(Path folder) {
    boolean interrupted = Thread.interrupted(); // waiting for the end needs an untroubled thread
    try {
      endStale(folder, unheard -> {});
    } catch (IOException unreadable) {
      // The next start looks again.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Where the service finds its database. */
  public String jdbcUrl() {
    return jdbcUrl(port);
  }

  static String jdbcUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /** The postmaster, for those who want to see that it lives or has ended. */
  public Optional<ProcessHandle> process() throws IOException {
    return findPostmaster(data);
  }

  @Override
  public void close() throws IOException {
    Optional<ProcessHandle> postmaster = process();
    postgres
        .close(); // a fast shutdown: running statements are rolled back, committed ones are kept
    if (postmaster.isPresent() && !ChildProcess.endsWithin(postmaster.get(), PATIENCE)) {
      ChildProcess.end(postmaster.get(), PATIENCE);
    }
  }

  private static EmbeddedPostgres open(Path data, Path cache, int port, Path log)
      throws IOException {
    return durable(data, cache, port)
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static EmbeddedPostgres.Builder durable(Path data, Path cache, int port) {
    File programs = cache.resolve("postgres").toFile();
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(programs)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false) // the service has to stop first; its own hook sees to that
        .setPort(port)
        .setPGStartupWait(PATIENCE)
        .setServerConfig("listen_addresses", "127.0.0.1")
        // The library starts PostgreSQL with -F, which loses data in a crash. These two win.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        // PostgreSQL's own C.UTF-8 sorts alike on every platform; the systems' locales do not.
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8");
  }

  private static void createDatabase(EmbeddedPostgres cluster) throws SQLException {
    try (var connection = cluster.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + DATABASE);
    }
  }

  /**
   * The process in {@code postmaster.pid}, when that is a living PostgreSQL on these very data. The
   * file says its pid, its data folder and when it began, one a line: a copied folder names another
   * cluster's server, and a pid of long ago may be another's by now.
   */
  static Optional<ProcessHandle> findPostmaster(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(pidFile);
      long pid = Long.parseLong(lines.get(0).strip());
      Instant began = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
      if (!isSame(Path.of(lines.get(1).strip()), data)) {
        return Optional.empty();
      }
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(process -> process.info().command().orElse("").contains("postgres"))
          .filter(process -> ChildProcess.beganAt(process, began, START_TOLERANCE));
    } catch (RuntimeException halfWritten) {
      return Optional.empty();
    }
  }

  private static boolean isSame(Path written, Path data) throws IOException {
    return Files.exists(written) && Files.isSameFile(written, data);
  }
}
