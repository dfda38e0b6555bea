package org.reachline.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Children that may outlive a service that was killed. A pid alone says little, because systems use
 * pids again; a pid with the instant at which the process began names one process for good. Beside
 * them stands the folder that the process works for: who copies a home copies this file as well,
 * and must not end the original's child.
 */
final class ChildProcess {
  /** The clock that the instant is read from may be adjusted between two readings. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  private ChildProcess() {}

  /**
   * Writes down which process a later start may end.
   *
   * @param folder what the process works on
   */
  static void remember(Path pidFile, ProcessHandle process, Path folder) throws IOException {
    Instant began = process.info().startInstant().orElse(Instant.EPOCH);
    Files.writeString(
        pidFile, process.pid() + "\n" + began + "\n" + folder.toAbsolutePath().normalize() + "\n");
  }

  /**
   * The process that {@code pidFile} names, if that very process still lives and works on {@code
   * folder}.
   */
  static Optional<ProcessHandle> findRemembered(Path pidFile, Path folder) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    try {
      Instant began = Instant.parse(lines.get(1));
      Optional<ProcessHandle> process =
          ProcessHandle.of(Long.parseLong(lines.get(0)))
              .filter(ProcessHandle::isAlive)
              .filter(found -> beganAt(found, began, CLOCK_TOLERANCE));
      return lines.size() > 2
          ? process.filter(found -> isSame(Path.of(lines.get(2)), folder))
          : process.filter(found -> names(found, folder));
    } catch (RuntimeException halfWritten) {
      // The service was killed while it wrote the file. The port check will find a survivor.
      return Optional.empty();
    }
  }

  /** Former versions wrote no folder down; their Keycloak has it in its command. */
  private static boolean names(ProcessHandle process, Path folder) {
    return process.info().commandLine().orElse("").contains(folder.toString());
  }

  /** Whether two paths lead to one folder; one that is not there is no other's. */
  static boolean isSame(Path written, Path folder) {
    try {
      return Files.exists(written) && Files.exists(folder) && Files.isSameFile(written, folder);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Whether a process began at an instant, give or take. */
  static boolean beganAt(ProcessHandle process, Instant began, Duration tolerance) {
    return process
        .info()
        .startInstant()
        .filter(at -> Duration.between(at, began).abs().compareTo(tolerance) < 0)
        .isPresent();
  }

  /**
   * Sends a signal by its name. {@link ProcessHandle#destroy} knows only TERM, and a bare machine
   * has no program named kill, but every shell has the word.
   *
   * @return whether there was a way to send it
   */
  static boolean signal(ProcessHandle process, String name) {
    if (File.separatorChar != '/') {
      return false;
    }
    try {
      return new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException unable) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Asks a process to end, and ends it when it has not after {@code patience}. */
  static void end(ProcessHandle process, Duration patience) {
    process.destroy();
    if (!endsWithin(process, patience)) {
      process.destroyForcibly();
      endsWithin(process, patience);
    }
  }

  /** Waits; tells whether the process ended in time. */
  static boolean endsWithin(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException unexpected) {
      return !process.isAlive();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
