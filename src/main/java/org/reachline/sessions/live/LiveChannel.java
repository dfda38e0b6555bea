package org.reachline.sessions.live;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells the open pages of this instance that they should look again. Changes that follow each other
 * quickly are told as one: a room that fills by twenty people a second is looked at four times a
 * second at most.
 */
@ApplicationScoped
class LiveChannel implements ChangeListener.Hearer {
  private static final int GATHER_MILLIS = 250;

  /**
   * So much longer changes are gathered, and the looking of the pages is spread, for each page that
   * is called: a thousand pages ask two hundred times a second, not four thousand.
   */
  private static final int MILLIS_PER_PAGE = 5;

  /**
   * A call to look again.
   *
   * @param version the number of the newest change that is known; 0 if changes may have been missed
   * @param spreadMillis over how many milliseconds the pages should spread their looking
   */
  public record Call(long version, int spreadMillis) {}

  @Inject AgroalDataSource database;

  private final Map<Long, Set<MultiEmitter<? super Call>>> pages = new ConcurrentHashMap<>();
  private final Map<Long, Long> waiting = new ConcurrentHashMap<>();
  private ScheduledExecutorService calls;
  private ChangeListener listener;
  private boolean ended;

  /** Calls for one page, from now on; the first comes at once. */
  public Multi<Call> callsFor(long sessionId) {
    if (!begin()) {
      return Multi.createFrom().empty();
    }
    return Multi.createFrom()
        .emitter(
            emitter -> {
              Set<MultiEmitter<? super Call>> ofSession =
                  pages.computeIfAbsent(sessionId, id -> ConcurrentHashMap.newKeySet());
              ofSession.add(emitter);
              emitter.onTermination(() -> ofSession.remove(emitter));
              emitter.emit(new Call(0, 0));
            },
            // Only the newest call matters to a page that is slow to take it.
            BackPressureStrategy.LATEST);
  }

  /** How many pages of a session are open on this instance. */
  public int pagesOf(long sessionId) {
    return pages.getOrDefault(sessionId, Set.of()).size();
  }

  @Override
  public void changed(long sessionId, long version) {
    if (pagesOf(sessionId) > 0 && waiting.merge(sessionId, version, Math::max) == version) {
      later(sessionId);
    }
  }

  @Override
  public void reconnected() {
    pages.keySet().forEach(id -> call(id, 0));
  }

  private synchronized boolean begin() {
    if (listener == null && !ended) {
      calls =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "live-calls");
                thread.setDaemon(true);
                return thread;
              });
      listener = new ChangeListener(database, this);
    }
    return !ended;
  }

  private synchronized void later(long sessionId) {
    if (listener != null) {
      calls.schedule(
          () -> {
            Long version = waiting.remove(sessionId);
            if (version != null) {
              call(sessionId, version);
            }
          },
          GATHER_MILLIS + (long) pagesOf(sessionId) * MILLIS_PER_PAGE,
          TimeUnit.MILLISECONDS);
    }
  }

  private void call(long sessionId, long version) {
    Set<MultiEmitter<? super Call>> open = pages.getOrDefault(sessionId, Set.of());
    Call call = new Call(version, open.size() * MILLIS_PER_PAGE);
    open.forEach(page -> page.emit(call));
  }

  /** An open page is a request under way, for which a stop would wait in vain. */
  void letGo(@Observes ShutdownDelayInitiatedEvent stopping) {
    end();
  }

  void end(@Observes ShutdownEvent shutdown) {
    end();
  }

  private synchronized void end() {
    ended = true;
    if (listener != null) {
      listener.close();
      calls.shutdownNow();
      listener = null;
      pages.values().forEach(open -> open.forEach(MultiEmitter::complete));
    }
  }
}
