package org.reachline.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The browser of the tests. */
public final class Chromium {
  /** Where {@code .mvn/needs.sh} writes down what it found or installed. */
  private static final Path FOUND = Path.of("target", "browser");

  private Chromium() {}

  /** The one that {@code -Dreachline.chromium} names, else what the build has found. */
  public static Path path() {
    String named = System.getProperty("reachline.chromium", "");
    if (!named.isBlank()) {
      return Path.of(named);
    }
    try {
      return Path.of(Files.exists(FOUND) ? Files.readString(FOUND) : "/usr/bin/chromium");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
