package org.reachline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Real processes, and the pause of one second that a first restart has. */
class SupervisorTest {
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final AtomicInteger starts = new AtomicInteger();

  private record Sleeper(ProcessHandle process) implements Child {
    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Sleeper sleeper() {
    starts.incrementAndGet();
    try {
      return new Sleeper(new ProcessBuilder("sleep", "60").start().toHandle());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Supervisor<Sleeper> supervisor() {
    return new Supervisor<>("Sleeper", "Be quiet.", this::sleeper, Clock.systemUTC(), said::add);
  }

  @Test
  void childThatEndsIsStartedAgainAndSaysSo() throws Exception {
    try (Supervisor<Sleeper> supervisor = supervisor()) {
      ProcessHandle first = supervisor.child().process();
      first.destroyForcibly();
      assertThat(said.poll(10, TimeUnit.SECONDS))
          .isEqualTo(
              "Sleeper has ended unexpectedly. It is started again in 1 s, for the 1st time within"
                  + " an hour. Be quiet.");
      assertThat(state().running()).isFalse();
      assertThat(state().nextTry()).isNotNull();
      assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo("Sleeper is running again.");
      assertThat(supervisor.child().process().isAlive()).isTrue();
      assertThat(supervisor.child().process()).isNotEqualTo(first);
      assertThat(state().running()).isTrue();
      assertThat(state().restartsInTheHour()).isEqualTo(1);
    }
    assertThat(Supervisor.states()).isEmpty();
  }

  @Test
  void childThatIsClosedStaysAway() throws Exception {
    ProcessHandle process;
    try (Supervisor<Sleeper> supervisor = supervisor()) {
      process = supervisor.child().process();
    }
    process.onExit().get(10, TimeUnit.SECONDS);
    assertThat(starts).hasValue(1);
    assertThat(said).isEmpty();
  }

  @Test
  void closingDuringAPauseEndsIt() throws Exception {
    try (Supervisor<Sleeper> supervisor = supervisor()) {
      supervisor.child().process().destroyForcibly();
      assertThat(said.poll(10, TimeUnit.SECONDS)).startsWith("Sleeper has ended");
    }
    assertThat(starts).hasValue(1);
    assertThat(List.copyOf(said)).isEmpty();
  }

  @Test
  void childThatComesUpDuringTheCloseIsEndedWithoutWaiting() throws Exception {
    CountDownLatch comingUp = new CountDownLatch(1);
    Supervisor<Sleeper> supervisor =
        new Supervisor<>(
            "Sleeper",
            "Be quiet.",
            () -> {
              if (starts.get() > 0) {
                comingUp.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                  LockSupport.parkNanos(1_000_000); // one that does not heed it at once
                }
              }
              return sleeper();
            },
            Clock.systemUTC(),
            said::add);
    supervisor.child().process().destroyForcibly();
    assertThat(comingUp.await(10, TimeUnit.SECONDS)).isTrue();
    Instant began = Instant.now();
    supervisor.close();
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(starts).hasValue(2);
    supervisor.child().process().onExit().get(10, TimeUnit.SECONDS);
  }

  private static ChildState state() {
    return Supervisor.states().get(0);
  }
}
