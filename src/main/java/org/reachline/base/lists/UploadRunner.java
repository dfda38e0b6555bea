package org.reachline.base.lists;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.input.UploadedText;

/**
 * Takes the lists that wait, one after the other, as whoever handed them in and with the rights
 * that they hold by then. Several instances of the service share the work; where one ends in the
 * middle, nothing of its list is saved and another begins it anew.
 */
@ApplicationScoped
public class UploadRunner {
  /** Seconds that one list may take. */
  private static final int LONGEST = 1200;

  /** Tells so often how far a list has come, and not for fewer rows. */
  private static final int PARTS = 50;

  private static final int FEWEST = 100;

  @Inject UploadQueue queue;
  @Inject Uploads uploads;
  @Inject OnBehalf behalf;
  @Inject ExecutorService threads;

  @ConfigProperty(name = "reachline.uploads.every")
  String every;

  private final AtomicBoolean working = new AtomicBoolean();
  private volatile boolean stopping;

  void stop(@Observes ShutdownEvent end) {
    stopping = true;
  }

  /** Whoever hands a list in need not wait for the next round. */
  void kick(@Observes(during = TransactionPhase.AFTER_SUCCESS) Uploads.Waits waits) {
    if (!every.equals("off")) {
      threads.submit(this::round);
    }
  }

  @Scheduled(
      every = "{reachline.uploads.every}",
      delayed = "5s",
      identity = "take-uploaded-lists",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void round() {
    if (working.compareAndSet(false, true)) {
      try {
        work();
      } finally {
        working.set(false);
      }
    }
  }

  /**
   * Takes what waits and nobody else is at, until nothing is left.
   *
   * @return how many lists that were
   */
  public int work() {
    queue.letGo();
    int all = 0;
    for (int more = 1; more > 0 && !stopping; all += more) {
      more = (int) queue.listOpen().stream().filter(this::take).count();
    }
    return all;
  }

  private boolean take(long id) {
    return !stopping
        && QuarkusTransaction.requiringNew()
            .timeout(2 * LONGEST)
            .call(() -> queue.lock(id) && queue.begin(id).map(this::taken).orElse(false));
  }

  private boolean taken(Upload mine) {
    try {
      behalf.run(mine.personId, () -> attempt(uploads.listOf(mine), mine));
    } catch (UploadQueue.Stopped stopped) {
      queue.ended(mine, Upload.State.STOPPED, null);
    } catch (Refusal.NotFound gone) {
      queue.ended(
          mine,
          Upload.State.REFUSED,
          "What this list is about is no longer there for you. Nothing was saved.");
    } catch (Refusal refused) {
      queue.ended(mine, Upload.State.REFUSED, refused.getMessage());
    } catch (RuntimeException e) {
      if (stopping) {
        throw e;
      }
      Log.errorf(e, "Upload %d could not be taken", mine.id);
      queue.ended(
          mine,
          Upload.State.FAILED,
          "Something of ours broke. Nothing was saved. Send it again; if it happens again, tell your"
              + " administrator the number of this upload: "
              + mine.id
              + ".");
    }
    return true;
  }

  private <P, T extends ListOutcome> void attempt(ListAct<P, T> list, Upload mine) {
    if (!uploads.mayTake(list)) {
      throw new Refusal.NotAllowed(
          "You may no longer hand in lists of " + list.many() + ". Nothing was saved.");
    }
    ListSaid said = Uploads.said(mine);
    if (mine.task == Upload.Task.CHECK) {
      queue.looked(mine, looked(list, mine, said), null);
      return;
    }
    try {
      T told = taken(list, mine, said);
      if (!told.done()) {
        queue.looked(mine, told, words(list, told, said));
      }
    } catch (Refusal.Conflict overtaken) {
      queue.looked(mine, looked(list, mine, said), overtaken.getMessage());
    } catch (Refusal.BadInput refused) {
      queue.looked(mine, looked(list, mine, said), refused.getMessage());
    }
  }

  private <P, T extends ListOutcome> T taken(ListAct<P, T> list, Upload mine, ListSaid said) {
    return OwnTaking.call(
        LONGEST,
        () -> {
          try (UploadedText text = queue.text(mine)) {
            T told = list.take(list.place(mine.place), text, said, told(mine));
            if (told.done()) {
              queue.done(mine, told);
            }
            return told;
          }
        });
  }

  private <P, T extends ListOutcome> T looked(ListAct<P, T> list, Upload mine, ListSaid said) {
    return OwnTaking.call(
        LONGEST,
        () -> {
          try (UploadedText text = queue.text(mine)) {
            return list.check(list.place(mine.place), text, said, told(mine));
          }
        });
  }

  private static <P, T extends ListOutcome> String words(
      ListAct<P, T> list, T told, ListSaid said) {
    return list.lacks(told, said).list().stream()
        .map(Problems.Problem::message)
        .findFirst()
        .orElse(null);
  }

  private Progress told(Upload mine) {
    return new Progress() {
      private Step step;
      private int last;

      @Override
      public void told(Step now, int done, int of) {
        last = now == step ? last : 0;
        if (now != step || done == of || done - last >= Math.max(FEWEST, of / PARTS)) {
          queue.tell(mine, now, done, of);
          step = now;
          last = done;
        }
      }
    };
  }
}
