package org.reachline.base.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The Keycloak distribution, unpacked and built once per user, and realms seeded with it once per
 * content of {@code keycloak-realm/}. Without this a start takes a minute instead of seconds.
 */
final class KeycloakProgram {
  /** What Keycloak wants to know at build time. */
  private static final List<String> BUILD = List.of("build", "--db=dev-file");

  private static final List<String> REALM_FILES =
      List.of("reachline-realm.json", "reachline-users-0.json");

  /** Client secrets that the realm file takes from the environment. */
  static final List<String> CLIENT_SECRETS =
      List.of(
          "REACHLINE_CLIENT_SECRET",
          "REACHLINE_API_CLIENT_SECRET",
          "REACHLINE_ADMIN_CLIENT_SECRET");

  static final String SECRETS_FILE = "client-secrets.properties";

  private final Path cache;
  private final Properties build;
  private final Path program;

  private KeycloakProgram(Path cache, Properties build) {
    this.cache = cache;
    this.build = build;
    this.program =
        cache.resolve(
            "keycloak-%s-%s"
                .formatted(
                    build.getProperty("keycloak.version"),
                    hash(List.of(String.join(" ", BUILD).getBytes(StandardCharsets.UTF_8)))));
  }

  /** Finds or makes the built program. */
  static KeycloakProgram in(Path cache, Consumer<String> progress)
      throws IOException, InterruptedException {
    Properties build = new Properties();
    try (InputStream in = open("reachline-build.properties")) {
      build.load(in);
    }
    KeycloakProgram keycloak = new KeycloakProgram(cache, build);
    Folders.makeOnce(
        keycloak.program,
        folder -> {
          progress.accept("Unpacking Keycloak " + build.getProperty("keycloak.version") + " ...");
          unpack(keycloak.findDistribution(), folder);
          progress.accept("Preparing Keycloak for the first time, about a minute ...");
          keycloak.runToEnd(folder, folder, BUILD, Map.of(), cache.resolve("keycloak-build.log"));
        });
    return keycloak;
  }

  /**
   * A folder with the database of a freshly imported realm and the client secrets in it. Copy it;
   * Keycloak writes into the database that it runs on.
   */
  Path seed(Consumer<String> progress) throws IOException, InterruptedException {
    List<byte[]> realm = new ArrayList<>();
    for (String file : REALM_FILES) {
      try (InputStream in = open("keycloak-realm/" + file)) {
        realm.add(in.readAllBytes());
      }
    }
    realm.add(program.getFileName().toString().getBytes(StandardCharsets.UTF_8));
    realm.add(Files.readAllBytes(clientSecretsFile(cache)));
    Path seeded = cache.resolve("realm-" + hash(realm));
    Folders.makeOnce(
        seeded,
        folder -> {
          progress.accept("Seeding the realm with roles and demonstration people ...");
          Folders.createPrivate(folder);
          Path secretsFile = clientSecretsFile(cache);
          Files.copy(secretsFile, folder.resolve(SECRETS_FILE), StandardCopyOption.COPY_ATTRIBUTES);
          Properties secrets = Secrets.in(secretsFile, CLIENT_SECRETS);
          Path realmFiles = folder.resolve("import");
          Files.createDirectories(realmFiles);
          for (int i = 0; i < REALM_FILES.size(); i++) {
            Files.write(realmFiles.resolve(REALM_FILES.get(i)), realm.get(i));
          }
          Map<String, String> environment = new java.util.HashMap<>();
          CLIENT_SECRETS.forEach(name -> environment.put(name, secrets.getProperty(name)));
          runToEnd(
              program,
              folder,
              List.of("import", "--optimized", "--dir=" + realmFiles, database(folder)),
              environment,
              cache.resolve("keycloak-import.log"));
          Folders.delete(realmFiles);
        });
    return seeded;
  }

  /**
   * The client secrets that realms seeded on this machine get. They exist before any realm does, so
   * that a service can be configured while its Keycloak is still starting.
   */
  static Path clientSecretsFile(Path cache) throws IOException, InterruptedException {
    Path folder = cache.resolve("clients");
    Folders.makeOnce(
        folder, unfinished -> Secrets.in(unfinished.resolve(SECRETS_FILE), CLIENT_SECRETS));
    return folder.resolve(SECRETS_FILE);
  }

  /** The option that names the H2 database in {@code folder}. */
  static String database(Path folder) {
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
   * Runs a command of Keycloak.
   *
   * @param filled the unfinished folder that it writes into, by which a later start finds the
   *     process if this one is killed
   */
  private void runToEnd(
      Path home, Path filled, List<String> arguments, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    Files.deleteIfExists(log);
    ProcessBuilder command = command(home, arguments, log);
    command.environment().putAll(environment);
    Process process = command.start();
    Path pidFile = Folders.fillerOf(filled);
    int code;
    try {
      ChildProcess.remember(pidFile, process.toHandle());
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

  private static InputStream open(String resource) throws IOException {
    InputStream in = KeycloakProgram.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IOException(resource + " is missing from the build");
    }
    return in;
  }

  private static String hash(List<byte[]> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new UncheckedIOException(new IOException(impossible));
    }
  }
}
