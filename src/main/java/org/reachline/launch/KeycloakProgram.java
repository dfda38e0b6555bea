package org.reachline.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The Keycloak distribution, unpacked once per user and built for the database that its people are
 * kept in. Without this a start takes a minute instead of seconds.
 */
final class KeycloakProgram {
  /** The database that Keycloak keeps its people in. */
  static final String POSTGRES = "postgres";

  /** The file that it kept them in before. */
  static final String H2 = "dev-file";

  private final Path cache;
  private final Properties build;
  private final Path program;

  private KeycloakProgram(Path cache, Properties build, String database) {
    this.cache = cache;
    this.build = build;
    this.program =
        cache.resolve(
            "keycloak-%s-%s"
                .formatted(
                    build.getProperty("keycloak.version"),
                    hash(
                        List.of(
                            String.join(" ", howToBuild(database))
                                .getBytes(StandardCharsets.UTF_8)))));
  }

  /** What Keycloak wants to know at build time. */
  private static List<String> howToBuild(String database) {
    return List.of("build", "--db=" + database);
  }

  /** Finds or makes the program for {@link #POSTGRES} or {@link #H2}. */
  static KeycloakProgram in(Path cache, String database, Consumer<String> progress)
      throws IOException, InterruptedException {
    Properties build = buildProperties();
    KeycloakProgram keycloak = new KeycloakProgram(cache, build, database);
    Folders.makeOnce(
        keycloak.program,
        folder -> {
          progress.accept("Unpacking Keycloak " + build.getProperty("keycloak.version") + " ...");
          unpack(keycloak.findDistribution(), folder);
          progress.accept("Preparing Keycloak for the first time, about a minute ...");
          keycloak.runToEnd(
              folder, folder, howToBuild(database), Map.of(), cache.resolve("keycloak-build.log"));
        });
    return keycloak;
  }

  /** Which Keycloak, built how: what it makes can be told from what another makes. */
  String name() {
    return program.getFileName().toString();
  }

  /** What the build has to tell of this machine and of the versions that it brings. */
  static Properties buildProperties() throws IOException {
    Properties build = new Properties();
    try (InputStream in = open("reachline-build.properties")) {
      build.load(in);
    }
    return build;
  }

  /** Where Keycloak finds its database: the options of every command that needs it. */
  static List<String> database(int postgresPort, String name) {
    return List.of(
        "--db-url=jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + name,
        "--db-username=" + LocalPostgres.KEYCLOAK,
        // The embedded cluster trusts 127.0.0.1 and ignores the password, but the pool asks for
        // one.
        "--db-password=" + LocalPostgres.KEYCLOAK);
  }

  /** The option that names the H2 database in {@code folder}. */
  static String h2(Path folder) {
    // NON_KEYWORDS: Keycloak has a column named VALUE, a keyword to H2.
    return "--db-url=jdbc:h2:file:" + folder.resolve("keycloakdb") + ";NON_KEYWORDS=VALUE";
  }

  /**
   * A Keycloak command that is ready to be started. It runs Java itself rather than {@code kc.sh},
   * because the script stays as the parent of the server and would be ended in its stead.
   */
  ProcessBuilder command(List<String> arguments, Path log) {
    return command(program, arguments, log);
  }

  private ProcessBuilder command(Path folder, List<String> arguments, Path log) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Small and quick to start rather than quick to serve thousands: it is for one machine.
    line.addAll(List.of("-Xms128m", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // With one compiler Java sets aside a fifth of this and stops compiling once it is full.
    line.add("-XX:ReservedCodeCacheSize=240m");
    line.addAll(List.of("-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=US"));
    for (String opened :
        List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
      line.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    // After PostgreSQL was started again, connections that died with it are not handed out.
    line.add("-Dquarkus.datasource.jdbc.validate-on-borrow=true");
    line.add("-Dkc.home.dir=" + folder);
    line.add("-Djboss.server.config.dir=" + folder.resolve("conf"));
    line.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    line.add("-Dpicocli.disable.closures=true");
    line.add("-Dquarkus-log-max-startup-records=10000");
    line.add(
        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");
    line.addAll(List.of("-cp", folder.resolve("lib").resolve("quarkus-run.jar").toString()));
    line.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    line.addAll(arguments);
    ProcessBuilder command = new ProcessBuilder(line);
    // Settings meant for the service must not reach Keycloak, which is a Quarkus application too.
    command
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(QUARKUS|KC|KEYCLOAK|JAVA|JDK)_.*"));
    command.redirectErrorStream(true);
    command.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    command.redirectInput(ProcessBuilder.Redirect.from(nothing()));
    return command;
  }

  /**
   * Runs a command of Keycloak to its end.
   *
   * @param worksOn the unfinished folder that it writes into or reads from, by which a later start
   *     finds the process if this one is killed
   */
  void runToEnd(Path worksOn, List<String> arguments, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    runToEnd(program, worksOn, arguments, environment, log);
  }

  private void runToEnd(
      Path home, Path worksOn, List<String> arguments, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    Files.deleteIfExists(log);
    ProcessBuilder command = command(home, arguments, log);
    command.environment().putAll(environment);
    Process process = command.start();
    Path pidFile = Folders.fillerOf(worksOn);
    int code;
    try {
      ChildProcess.remember(pidFile, process.toHandle(), worksOn);
      code = process.waitFor();
    } finally {
      process.destroyForcibly(); // of an interrupted start; one that has ended does not mind
      Files.deleteIfExists(pidFile);
    }
    if (code != 0) {
      throw CannotStart.broken(
          "Keycloak's \"%s\" failed with code %d:%n%s%nAll of it is in %s."
              .formatted(arguments.get(0), code, lastLines(log, 15), log),
          null);
    }
  }

  private Path findDistribution() {
    String version = build.getProperty("keycloak.version");
    String relative =
        "org/keycloak/keycloak-quarkus-dist/%1$s/keycloak-quarkus-dist-%1$s.zip".formatted(version);
    return Stream.of(
            build.getProperty("maven.repository"),
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString())
        .map(repository -> Path.of(repository).resolve(relative))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                CannotStart.misconfigured(
                    "The Keycloak distribution is not in the local Maven repository. Build here"
                        + " with ./mvnw package -DskipTests, or give an existing identity provider"
                        + " in QUARKUS_OIDC_AUTH_SERVER_URL."));
  }

  /** Unpacks without the archive's top folder. */
  private static void unpack(Path archive, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
        String inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path target = folder.resolve(inside).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("Entry " + entry.getName() + " of " + archive + " points outside");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
          }
        }
      }
    }
  }

  static String lastLines(Path log, int count) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException unreadable) {
      return "(its log cannot be read: " + unreadable.getMessage() + ")";
    }
  }

  private static File nothing() {
    return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
  }

  static InputStream open(String resource) throws IOException {
    InputStream in = KeycloakProgram.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IOException(resource + " is missing from the build");
    }
    return in;
  }

  static String hash(List<byte[]> parts) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    parts.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest(), 0, 6);
  }
}
