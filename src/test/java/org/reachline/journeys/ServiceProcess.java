package org.reachline.journeys;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The packaged jar, started as the README's run command starts it, but away from the project's
 * folder, so that it lives by what is inside it. What it prints is kept.
 */
final class ServiceProcess {
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

  /** A test run in the background ignores Ctrl-C, and so would all that it starts. */
  private static final List<String> HEARING_CTRL_C = hearingCtrlC();

  private final Process process;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();

  private ServiceProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "service-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the jar with these environment variables, in a process of its own. */
  static ServiceProcess start(Map<String, String> environment, String... arguments) {
    List<String> line = new ArrayList<>(HEARING_CTRL_C);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m", "-XX:+UseSerialGC"));
    line.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|REACHLINE)_.*"));
    String cache = System.getenv("REACHLINE_CACHE");
    if (cache != null) {
      builder.environment().put("REACHLINE_CACHE", cache);
    }
    builder.environment().putAll(environment);
    builder.directory(new File(environment.getOrDefault("REACHLINE_HOME", "target")));
    try {
      return new ServiceProcess(builder.start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> hearingCtrlC() {
    List<String> prefix = List.of("env", "--default-signal=INT");
    List<String> trial = new ArrayList<>(prefix);
    trial.add("true");
    try {
      Process process = new ProcessBuilder(trial).redirectErrorStream(true).start();
      return process.waitFor() == 0 ? prefix : List.of();
    } catch (IOException unknownHere) {
      return List.of();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Waits until the service says that it is ready; its first start ever may take minutes. */
  ServiceProcess awaitReady() {
    try {
      ready.get(5, TimeUnit.MINUTES);
      return this;
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("The service did not become ready:\n" + output(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Waits until a line with this text was printed. */
  ServiceProcess awaitLine(String text) {
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    synchronized (lines) {
      while (lines.stream().noneMatch(line -> line.contains(text))) {
        if (System.nanoTime() > until || !process.isAlive()) {
          throw new IllegalStateException("Never said \"" + text + "\":\n" + output());
        }
        try {
          lines.wait(1000);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(interrupted);
        }
      }
    }
    return this;
  }

  /** Waits for the end; returns the exit code. */
  int awaitExit() {
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("The service does not end:\n" + output());
      }
      quiet.get(10, TimeUnit.SECONDS);
      return process.exitValue();
    } catch (InterruptedException | ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Sends a signal by its name ({@code INT}, {@code TERM}, {@code KILL}). */
  void signal(String name) {
    try {
      int code =
          // The shell's own word: a bare machine has no program of that name.
          new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " failed with " + code);
      }
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Everything printed so far, on either stream. */
  String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
        if (line.startsWith("Reachline is ready")) {
          ready.complete(null);
        }
      }
    } catch (IOException ended) {
      lines.add(ended.toString());
    }
    ready.completeExceptionally(new IllegalStateException("It ended"));
    quiet.complete(null);
  }

  /** The PostgreSQL that a service has started in its home. */
  static ProcessHandle postmaster(Path home) throws IOException {
    String pid = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }

  /** An empty folder under target, for a service to live in. */
  static Path emptyHome(String name) {
    try {
      Path home = Path.of("target", "homes").toAbsolutePath().resolve(name);
      if (Files.exists(home)) {
        try (var files = Files.walk(home)) {
          files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
      }
      return Files.createDirectories(home);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
