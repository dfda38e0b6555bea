package org.reachline.base.local;

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
 * pids again; a pid with the instant at which the process began names one process for good.
 */
final class ChildProcess {
  /** The clock that the instant is read from may be adjusted between two readings. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  private ChildProcess() {}

  /** Writes down which process a later start may end. */
  static void remember(Path pidFile, ProcessHandle process) throws IOException {
    Instant began = process.info().startInstant().orElse(Instant.EPOCH);
    Files.writeString(pidFile, process.pid() + "\n" + began + "\n");
  }

  /** The process that {@code pidFile} names, if that very process still lives. */
  static Optional<ProcessHandle> findRemembered(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    try {
      Instant began = Instant.parse(lines.get(1));
      return ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(ProcessHandle::isAlive)
          .filter(process -> beganAt(process, began, CLOCK_TOLERANCE));
    } catch (RuntimeException halfWritten) {
      // The service was killed while it wrote the file. The port check will find a survivor.
      return Optional.empty();
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
