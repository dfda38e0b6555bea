package org.reachline.launch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps a child running: when it ends it is started again as {@link Restarts} says, and everybody
 * can read how it fares ({@link #states()}).
 *
 * @param <T> what kind of child
 */
final class Supervisor<T extends Child> implements AutoCloseable {
  /** Of this process; main and the pages of the service read the same. */
  private static final Map<String, Supervisor<?>> ALL = new ConcurrentSkipListMap<>();

  /** Long enough for a child that is starting to be given up. */
  private static final Duration LETS_GO_WITHIN = Duration.ofSeconds(20);

  private final String name;
  private final String meanwhile;
  private final Supplier<T> start;
  private final Clock clock;
  private final Consumer<String> progress;
  private final Restarts restarts = new Restarts();
  private final Semaphore closed = new Semaphore(0);
  private final Thread watch;
  private volatile boolean endIsMeant;
  private volatile T child;
  private Instant since;
  private Instant nextTry;

  /**
   * Starts a child and watches over it.
   *
   * @param meanwhile what people have to know while it is away
   * @param start starts it; throws {@link CannotStart} when it does not come up
   * @param progress is told, in sentences, what happens
   */
  Supervisor(
      String name, String meanwhile, Supplier<T> start, Clock clock, Consumer<String> progress) {
    this.name = name;
    this.meanwhile = meanwhile;
    this.start = start;
    this.clock = clock;
    this.progress = progress;
    this.child = start.get();
    tell(null);
    ALL.put(name, this);
    watch = new Thread(this::watch, name + "-supervisor");
    watch.setDaemon(true);
    watch.start();
  }

  /** How the children of this process fare, by name; none where others run these servers. */
  public static List<ChildState> states() {
    return ALL.values().stream().map(Supervisor::state).toList();
  }

  private synchronized ChildState state() {
    return new ChildState(
        name, nextTry == null, since, restarts.withinTheHour(clock.instant()), nextTry);
  }

  /** The child that runs now, or ran last. */
  T child() {
    return child;
  }

  /** From now on the child may end without being started again. */
  void expectEnd() {
    endIsMeant = true;
  }

  private void watch() {
    try {
      while (true) {
        child.process().onExit().get(); // unlike join, it lets go when the close interrupts
        if (endIsMeant) {
          return;
        }
        startAgain();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException noneIsKnown) {
      throw new IllegalStateException(noneIsKnown);
    }
  }

  private void startAgain() throws InterruptedException {
    String what = name + " has ended unexpectedly.";
    while (true) {
      Instant now = clock.instant();
      Instant at = restarts.next(now);
      tell(at);
      progress.accept(
          "%s It is started again in %d s, for the %s time within an hour. %s"
              .formatted(
                  what,
                  now.until(at, ChronoUnit.SECONDS),
                  ordinal(restarts.withinTheHour(now)),
                  meanwhile));
      if (closed.tryAcquire(clock.instant().until(at, ChronoUnit.MILLIS), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("closed");
      }
      try {
        child.close(); // lets go of what it held
        child = start.get();
        tell(null);
        progress.accept(name + " is running again.");
        return;
      } catch (IOException | RuntimeException failure) {
        if (endIsMeant) {
          throw new InterruptedException("closed");
        }
        what = name + " did not come up: " + failure.getMessage();
      }
    }
  }

  private synchronized void tell(Instant next) {
    if (next == null || nextTry == null) { // a further try in vain changes nothing
      since = clock.instant();
    }
    nextTry = next;
  }

  private static String ordinal(int number) {
    return number
        + switch (number) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }

  @Override
  public void close() throws IOException {
    endIsMeant = true;
    closed.release();
    if (watch.isAlive() && !child.process().isAlive()) {
      watch.interrupt(); // it may be waiting for a child that is only just coming up
      try {
        watch.join(LETS_GO_WITHIN.toMillis());
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }
    child.close();
    ALL.remove(name);
  }
}
