package org.reachline.launch;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/**
 * Secrets made on this machine and kept in a file that only its owner can read, so that none has to
 * be committed and a restart does not sign anybody out.
 */
final class Secrets {
  private static final SecureRandom CHANCE = new SecureRandom();

  private Secrets() {}

  /**
   * The secrets in {@code file}; those of {@code names} that it lacks are made and written first.
   */
  static Properties in(Path file, List<String> names) throws IOException {
    Properties secrets = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        secrets.load(reader);
      }
    }
    boolean grew = false;
    for (String name : names) {
      grew |= secrets.putIfAbsent(name, create()) == null;
    }
    if (grew) {
      write(file, secrets);
    }
    return secrets;
  }

  /** 32 letters and digits of 192 random bits: long enough for AES-256 key derivation and HMAC. */
  static String create() {
    byte[] bytes = new byte[24];
    CHANCE.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void write(Path file, Properties secrets) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished);
    Folders.restrict(unfinished, "rw-------");
    try (Writer writer = Files.newBufferedWriter(unfinished)) {
      secrets.store(writer, "Made by Reachline on this machine. Keep it private.");
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
