package org.reachline.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sees to it that the home's PostgreSQL has a database with Keycloak's people. A home of its own
 * seed has one from the beginning. A former version kept them in an H2 file, {@code
 * keycloak/realm/}; they are taken over once, with passwords, and the file is set aside. A home
 * that had no Keycloak gets the realm as it comes with the service.
 *
 * <p>The database gets its name when it is whole. Whatever interrupts the taking over, the next
 * start begins it anew from the file, which is only read.
 */
final class KeycloakPeople {
  private static final String FORMER = "realm";
  private static final String SET_ASIDE = "realm-before-postgresql";
  private static final String UNFINISHED = LocalPostgres.KEYCLOAK + "_unfinished";

  private final Path folder;
  private final Path cache;
  private final Consumer<String> progress;

  /**
   * Of the home whose Keycloak lives in {@code folder}.
   *
   * @param cache holds the programs
   */
  KeycloakPeople(Path folder, Path cache, Consumer<String> progress) {
    this.folder = folder;
    this.cache = cache;
    this.progress = progress;
  }

  /** Whether a former version kept people here that are not taken over yet. */
  boolean areInFormerFile() {
    return Files.exists(folder.resolve(FORMER).resolve("keycloakdb.mv.db"));
  }

  /** The secrets that the realm's clients have. */
  Path secretsFile() {
    return folder.resolve(Seed.SECRETS_FILE);
  }

  /**
   * For a home that is only just being made: data of a PostgreSQL with the people that come with
   * the service. The secrets of the realm's clients are laid here.
   */
  Path takeSeed() throws IOException, InterruptedException {
    Seed seed = Seed.in(cache, progress);
    takeSecrets(seed.secretsFile());
    return seed.data();
  }

  private void takeSecrets(Path file) throws IOException {
    Folders.createPrivate(folder);
    Files.copy(
        file,
        secretsFile(),
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes the database unless it is there. */
  void ensureIn(LocalPostgres postgres) throws IOException, InterruptedException {
    Folders.createPrivate(folder);
    if (areInFormerFile() && !Files.exists(secretsFile())) {
      takeSecrets(folder.resolve(FORMER).resolve(Seed.SECRETS_FILE));
    }
    Path work = folder.resolve("import.unfinished");
    Folders.clear(work);
    if (!postgres.hasDatabase(LocalPostgres.KEYCLOAK)) {
      Folders.createPrivate(work);
      postgres.dropDatabase(UNFINISHED);
      postgres.createDatabase(UNFINISHED);
      if (areInFormerFile()) {
        takeOver(postgres, work);
      } else {
        progress.accept("Seeding the realm with roles and demonstration people ...");
        takeSecrets(Seed.clientSecretsFile(cache));
        Seed.importRealm(
            program(KeycloakProgram.POSTGRES), cache, work, postgres.port(), UNFINISHED);
      }
      postgres.renameDatabase(UNFINISHED, LocalPostgres.KEYCLOAK);
      Folders.delete(work);
    }
    postgres.execute(LocalPostgres.KEYCLOAK, SignInTheme.FOR_A_FORMER_HOME);
    if (areInFormerFile()) {
      Files.move(folder.resolve(FORMER), folder.resolve(SET_ASIDE), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void takeOver(LocalPostgres postgres, Path work)
      throws IOException, InterruptedException {
    progress.accept(
        "Taking over the people of a former version into PostgreSQL, once, about a minute ...");
    Path former = work.resolve(FORMER);
    Folders.copy(folder.resolve(FORMER), former); // Keycloak writes into what it reads
    Path files = work.resolve("people");
    Files.createDirectories(files);
    program(KeycloakProgram.H2)
        .runToEnd(
            work,
            List.of(
                "export",
                "--optimized",
                "--dir=" + files,
                "--users=realm_file",
                KeycloakProgram.h2(former)),
            Map.of(),
            cache.resolve("keycloak-export.log"));
    Seed.importFrom(
        files,
        program(KeycloakProgram.POSTGRES),
        Map.of(),
        work,
        postgres.port(),
        UNFINISHED,
        cache);
  }

  private KeycloakProgram program(String database) throws IOException, InterruptedException {
    return KeycloakProgram.in(cache, database, progress);
  }
}
