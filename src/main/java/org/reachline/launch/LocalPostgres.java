package org.reachline.launch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
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
import javax.sql.DataSource;

/**
 * PostgreSQL as a child of this process, with its data kept in the home folder. The settings are
 * durable: what was committed is there after a crash of the machine.
 */
final class LocalPostgres implements Child {
  /** The database that Reachline uses, locally. */
  public static final String DATABASE = "reachline";

  /** Its role in the embedded cluster, which trusts whoever reaches 127.0.0.1. */
  public static final String USER = "postgres";

  /** The database of a Keycloak that is started here, and the role that owns it. */
  static final String KEYCLOAK = "keycloak";

  /** The folder with the cluster's files. */
  static final String DATA = "data";

  /** A cluster that is there already, to begin with a copy of it. */
  @FunctionalInterface
  interface Prepared {
    /** Where its files are. */
    Path data() throws IOException, InterruptedException;
  }

  private static final String PID_FILE = "postmaster.pid";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * PostgreSQL notes whole seconds, a while after its process began, by a clock that may be set.
   */
  private static final Duration START_TOLERANCE = Duration.ofMinutes(1);

  private final EmbeddedPostgres postgres;
  private final ProcessHandle postmaster;
  private final int port;

  private LocalPostgres(EmbeddedPostgres postgres, ProcessHandle postmaster, int port) {
    this.postgres = postgres;
    this.postmaster = postmaster;
    this.port = port;
  }

  /**
   * Ends a PostgreSQL that an earlier, killed service left on the data in {@code folder}.
   *
   * @param folder as given to {@link #start}
   */
  static void endStale(Path folder, Consumer<String> progress) throws IOException {
    for (String cluster : new String[] {DATA, DATA + ".unfinished"}) {
      Optional<ProcessHandle> stale = findPostmaster(folder.resolve(cluster));
      if (stale.isPresent()) {
        progress.accept("Ending the PostgreSQL that an earlier start left behind ...");
        endFast(stale.get());
      }
      forgetOriginal(folder.resolve(cluster));
    }
  }

  /** Rolls back what runs and keeps what was committed, without waiting for clients to leave. */
  private static void endFast(ProcessHandle postmaster) {
    // INT is PostgreSQL's fast shutdown, QUIT its immediate one; TERM would wait for its clients.
    if (!ChildProcess.signal(postmaster, "INT")
        || ChildProcess.endsWithin(postmaster, PATIENCE)
        || !ChildProcess.signal(postmaster, "QUIT")
        || ChildProcess.endsWithin(postmaster, PATIENCE)) {
      return;
    }
    ChildProcess.end(postmaster, PATIENCE);
  }

  /**
   * In the copy of a home PostgreSQL would read that the original's server holds the data, and not
   * start beside it.
   */
  private static void forgetOriginal(Path data) throws IOException {
    Path pidFile = data.resolve(PID_FILE);
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    Path written = lines.size() > 1 ? Path.of(lines.get(1).strip()) : data;
    if (Files.exists(written) && !ChildProcess.isSame(written, data)) {
      Files.delete(pidFile);
    }
  }

  /**
   * Starts PostgreSQL on the data in {@code folder}, which are made when there are none.
   *
   * @param folder holds the cluster; nothing else may live there
   * @param port where it listens, on 127.0.0.1
   * @param log takes what PostgreSQL says
   * @param prepared is copied to begin with, if there are no data yet; null begins with nothing
   * @throws CannotStart when PostgreSQL does not come up
   */
  static LocalPostgres start(
      Path folder, Path cache, int port, Path log, Prepared prepared, Consumer<String> progress) {
    return start(new Cluster(folder, cache, port, log, true), prepared, progress);
  }

  /**
   * As {@link #start}, quicker, with data that a crash of the machine may spoil: for what can be
   * made again.
   */
  static LocalPostgres startHurried(
      Path folder, Path cache, int port, Path log, Prepared prepared, Consumer<String> progress) {
    return start(new Cluster(folder, cache, port, log, false), prepared, progress);
  }

  private static LocalPostgres start(
      Cluster cluster, Prepared prepared, Consumer<String> progress) {
    Path folder = cluster.folder();
    Path data = folder.resolve(DATA);
    requireUser();
    try {
      Folders.createPrivate(folder);
      if (!Files.exists(data)) {
        Path unfinished = folder.resolve(DATA + ".unfinished");
        Folders.delete(unfinished);
        if (prepared == null) {
          progress.accept("Preparing PostgreSQL for the first time, a few seconds ...");
          try (EmbeddedPostgres made = cluster.open(unfinished)) {
            execute(made.getPostgresDatabase(), "CREATE DATABASE " + DATABASE);
          }
        } else {
          Path from = prepared.data();
          progress.accept("Preparing PostgreSQL for the first time, a few seconds ...");
          Folders.copy(from, unfinished);
          if (cluster.durable()) {
            Folders.keep(unfinished);
          }
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
      }
      EmbeddedPostgres postgres = cluster.open(data);
      return new LocalPostgres(
          postgres,
          findPostmaster(data)
              .orElseThrow(() -> new IOException("it ended as soon as it had begun")),
          cluster.port());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw CannotStart.broken("Interrupted while PostgreSQL was starting", interrupted);
    } catch (CannotStart reason) {
      throw reason; // of the seed
    } catch (IOException | RuntimeException failure) {
      endHalfStarted(folder);
      throw CannotStart.broken(
          "PostgreSQL did not start on %s (port %d): %s. Its own words are in %s."
              .formatted(data, cluster.port(), failure.getMessage(), cluster.log()),
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

  int port() {
    return port;
  }

  /** Which PostgreSQL the build brings: data of one cannot be used by another. */
  static String version() throws IOException {
    return KeycloakProgram.buildProperties().getProperty("postgres.version");
  }

  boolean hasDatabase(String name) throws IOException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      return query.executeQuery().next();
    } catch (SQLException failure) {
      throw new IOException(failure);
    }
  }

  /** Makes an empty database that Keycloak's own role owns. */
  void createDatabase(String name) throws IOException {
    execute(
        postgres.getPostgresDatabase(),
        """
        DO $$ BEGIN
          CREATE ROLE %1$s LOGIN;
        EXCEPTION WHEN duplicate_object THEN NULL;
        END $$"""
            .formatted(KEYCLOAK));
    execute(postgres.getPostgresDatabase(), "CREATE DATABASE " + name + " OWNER " + KEYCLOAK);
  }

  void dropDatabase(String name) throws IOException {
    execute(postgres.getPostgresDatabase(), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  void renameDatabase(String name, String to) throws IOException {
    execute(postgres.getPostgresDatabase(), "ALTER DATABASE " + name + " RENAME TO " + to);
  }

  /** Runs a statement in one of its databases. */
  void execute(String database, String statement) throws IOException {
    execute(postgres.getDatabase("postgres", database), statement);
  }

  private static void execute(DataSource database, String statement) throws IOException {
    try (var connection = database.getConnection();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public ProcessHandle process() {
    return postmaster;
  }

  @Override
  public void close() throws IOException {
    postgres.close(); // asks for a fast shutdown, waits five seconds, and lets go of the data
    if (postmaster.isAlive()) {
      endFast(postmaster);
    }
  }

  /** Where a cluster lives and how it is run. */
  private record Cluster(Path folder, Path cache, int port, Path log, boolean durable) {
    EmbeddedPostgres open(Path data) throws IOException {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(cache.resolve("postgres").toFile())
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              // The service has to stop first; its own hook sees to that.
              .setRegisterShutdownHook(false)
              .setPort(port)
              .setPGStartupWait(PATIENCE)
              .setServerConfig("listen_addresses", "127.0.0.1")
              // PostgreSQL's own C.UTF-8 sorts alike on every platform; the systems' locales do
              // not.
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
      if (durable) {
        // The library starts PostgreSQL with -F, which loses data in a crash. These two win.
        builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
      }
      return builder.start();
    }
  }

  /**
   * The process in {@code postmaster.pid}, when that is a living PostgreSQL on these very data. The
   * file says its pid, its data folder and when it began, one a line: a copied folder names another
   * cluster's server, and a pid of long ago may be another's by now.
   */
  static Optional<ProcessHandle> findPostmaster(Path data) throws IOException {
    Path pidFile = data.resolve(PID_FILE);
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(pidFile);
      long pid = Long.parseLong(lines.get(0).strip());
      Instant began = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
      if (!ChildProcess.isSame(Path.of(lines.get(1).strip()), data)) {
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
}
