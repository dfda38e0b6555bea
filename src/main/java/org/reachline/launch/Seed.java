package org.reachline.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * A PostgreSQL cluster in which Keycloak has its database, filled from {@code keycloak-realm/}:
 * made once per user and content of these files, and copied for each new home. Filling takes
 * Keycloak half a minute, copying a second.
 */
final class Seed {
  /** Name of the file with the secrets of the realm's clients, here and in every home. */
  static final String SECRETS_FILE = "client-secrets.properties";

  /** Client secrets that the realm file takes from the environment. */
  static final List<String> CLIENT_SECRETS =
      List.of(
          "REACHLINE_CLIENT_SECRET",
          "REACHLINE_API_CLIENT_SECRET",
          "REACHLINE_ADMIN_CLIENT_SECRET");

  private static final List<String> REALM_FILES =
      List.of("reachline-realm.json", "reachline-users-0.json");

  private final Path folder;

  private Seed(Path folder) {
    this.folder = folder;
  }

  /** Finds or makes the seed. */
  static Seed in(Path cache, Consumer<String> progress) throws IOException, InterruptedException {
    KeycloakProgram program = KeycloakProgram.in(cache, KeycloakProgram.POSTGRES, progress);
    List<byte[]> contents = new ArrayList<>();
    for (String file : REALM_FILES) {
      contents.add(content(file));
    }
    contents.add(program.name().getBytes(StandardCharsets.UTF_8));
    contents.add(LocalPostgres.version().getBytes(StandardCharsets.UTF_8));
    contents.add(Files.readAllBytes(clientSecretsFile(cache)));
    Path folder = cache.resolve("seed-" + KeycloakProgram.hash(contents));
    Folders.makeOnce(
        folder,
        unfinished -> {
          progress.accept("Seeding the realm with roles and demonstration people ...");
          Folders.createPrivate(unfinished);
          Files.copy(
              clientSecretsFile(cache),
              unfinished.resolve(SECRETS_FILE),
              StandardCopyOption.COPY_ATTRIBUTES);
          Path log = cache.resolve("seed-postgres.log");
          try (LocalPostgres postgres =
              LocalPostgres.startHurried(
                  unfinished, cache, Ports.findFree(), log, null, progress)) {
            postgres.createDatabase(LocalPostgres.KEYCLOAK);
            importRealm(program, cache, unfinished, postgres.port(), LocalPostgres.KEYCLOAK);
          }
        });
    return new Seed(folder);
  }

  /** The cluster's data. Copy them; PostgreSQL writes into the data that it runs on. */
  Path data() {
    return folder.resolve(LocalPostgres.DATA);
  }

  /** The secrets of the realm's clients in it. */
  Path secretsFile() {
    return folder.resolve(SECRETS_FILE);
  }

  /**
   * Fills an empty database with the realm and the people of {@code keycloak-realm/}.
   *
   * @param folder private and unfinished; the files for Keycloak are laid there meanwhile
   */
  static void importRealm(
      KeycloakProgram program, Path cache, Path folder, int postgresPort, String database)
      throws IOException, InterruptedException {
    Properties secrets = Secrets.in(clientSecretsFile(cache), CLIENT_SECRETS);
    Map<String, String> environment = new HashMap<>();
    CLIENT_SECRETS.forEach(name -> environment.put(name, secrets.getProperty(name)));
    Path files = folder.resolve("import");
    Files.createDirectories(files);
    for (String file : REALM_FILES) {
      Files.write(files.resolve(file), content(file));
    }
    importFrom(files, program, environment, folder, postgresPort, database, cache);
    Folders.delete(files);
  }

  /** Fills an empty database from files as Keycloak exports them. */
  static void importFrom(
      Path files,
      KeycloakProgram program,
      Map<String, String> environment,
      Path folder,
      int postgresPort,
      String database,
      Path logs)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("import", "--optimized", "--dir=" + files));
    arguments.addAll(KeycloakProgram.database(postgresPort, database));
    program.runToEnd(folder, arguments, environment, logs.resolve("keycloak-import.log"));
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

  private static byte[] content(String file) throws IOException {
    try (InputStream in = KeycloakProgram.open("keycloak-realm/" + file)) {
      return in.readAllBytes();
    }
  }
}
