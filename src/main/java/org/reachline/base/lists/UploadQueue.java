package org.reachline.base.lists;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadedText;

/**
 * Who is at which upload, and how far. An instance that is at one holds its lock; where nobody
 * holds the lock of one that is said to be under way, that instance died. Each beginning has a
 * number, and only the newest may say how it ended.
 */
@ApplicationScoped
class UploadQueue {
  /** Uploads that were begun so often and ended nowhere are what ends the instances. */
  private static final int MOST_CUT_OFF = 3;

  /** Rows that are kept of what a list would do; its counts are of all. */
  private static final int MOST_ROWS = 1000;

  /** How long a list waits for somebody's confirmation. */
  private static final Duration KEPT = Duration.ofDays(14);

  @Inject Uploads uploads;
  @Inject EntityManager database;
  @Inject Clock clock;

  /** Somebody stopped the upload, or somebody else is at it. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /** Those that wait or are said to be under way, oldest first. */
  List<Long> listOpen() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                database
                    .createQuery(
                        "select u.id from Upload u where u.state in (WAITING, RUNNING) order by"
                            + " u.ordinal",
                        Long.class)
                    .getResultList());
  }

  /** Lets go of lists that nobody confirmed: they hold people's data and are nobody's records. */
  void letGo() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (Upload upload :
                  Upload.<Upload>list(
                      "state = CHECKED and sentAt < ?1", clock.instant().minus(KEPT))) {
                end(
                    upload,
                    Upload.State.STOPPED,
                    "Nobody confirmed it in " + KEPT.toDays() + " days, so it was let go of.");
              }
            });
  }

  /** Takes the lock of an upload until the end of the transaction; false if somebody has it. */
  boolean lock(long id) {
    return (boolean)
        database
            .createNativeQuery(
                "select pg_try_advisory_xact_lock(hashtextextended('upload:' || ?1, 0))")
            .setParameter(1, String.valueOf(id))
            .getSingleResult();
  }

  /** Begins with an upload whose lock one has; empty if there is nothing to do any more. */
  Optional<Upload> begin(long id) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Upload upload = Upload.findById(id, LockModeType.PESSIMISTIC_WRITE);
              if (upload == null || !upload.isOpen()) {
                return Optional.empty();
              }
              upload.cutOff += upload.state == Upload.State.RUNNING ? 1 : 0;
              if (upload.stopAsked) {
                end(upload, Upload.State.STOPPED, null);
                return Optional.empty();
              }
              if (upload.cutOff >= MOST_CUT_OFF) {
                end(
                    upload,
                    Upload.State.FAILED,
                    "It was begun "
                        + MOST_CUT_OFF
                        + " times and the service ended each time. Nothing was saved. Split the"
                        + " list and send the parts.");
                return Optional.empty();
              }
              upload.state = Upload.State.RUNNING;
              upload.attempts++;
              upload.step = null;
              upload.doneRows = 0;
              return Optional.of(upload);
            });
  }

  /** Tells people how far an upload has come. @throws Stopped if it is not to go on */
  void tell(Upload mine, Progress.Step step, int done, int of) {
    int ours =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    database
                        .createQuery(
                            "update Upload set step = ?3, doneRows = ?4, ofRows = ?5 where id = ?1"
                                + " and attempts = ?2 and state = RUNNING and not stopAsked")
                        .setParameter(1, mine.id)
                        .setParameter(2, mine.attempts)
                        .setParameter(3, step)
                        .setParameter(4, done)
                        .setParameter(5, of)
                        .executeUpdate());
    if (ours == 0) {
      throw new Stopped();
    }
  }

  /**
   * Says in the transaction of the taking that all of it is saved.
   *
   * @throws Stopped if somebody stopped it before, so that nothing is
   */
  void done(Upload mine, ListOutcome told) {
    ListOutcome.Counts counts = ListOutcome.Counts.of(told.rows());
    int ours =
        database
            .createQuery(
                "update Upload set state = DONE, endedAt = ?3, told = null, words = null, added ="
                    + " ?4, changed = ?5, same = ?6, errors = 0 where id = ?1 and attempts = ?2 and"
                    + " state = RUNNING and not stopAsked")
            .setParameter(1, mine.id)
            .setParameter(2, mine.attempts)
            .setParameter(3, clock.instant())
            .setParameter(4, counts.added())
            .setParameter(5, counts.changed())
            .setParameter(6, counts.same())
            .executeUpdate();
    if (ours == 0) {
      throw new Stopped();
    }
    uploads.forget(mine.id);
  }

  /** Says what it would do, and asks for a look; or that it cannot be taken. */
  void looked(Upload mine, ListOutcome told, String words) {
    settle(
        mine,
        upload -> {
          List<RowOutcome> rows = told.rows();
          upload.told = Uploads.json(told.withRows(ListOutcome.first(rows, MOST_ROWS)));
          upload.count(ListOutcome.Counts.of(rows));
          end(
              upload,
              told.isBad() && !told.mayBeReadAnew() ? Upload.State.REFUSED : Upload.State.CHECKED,
              words);
        });
  }

  /** Says how it ended without anything being saved. */
  void ended(Upload mine, Upload.State how, String words) {
    settle(mine, upload -> end(upload, how, words));
  }

  private void settle(Upload mine, Consumer<Upload> how) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Upload upload = Upload.findById(mine.id, LockModeType.PESSIMISTIC_WRITE);
              if (upload.attempts == mine.attempts && upload.state == Upload.State.RUNNING) {
                how.accept(upload);
              }
            });
  }

  private void end(Upload upload, Upload.State how, String words) {
    upload.state = upload.stopAsked ? Upload.State.STOPPED : how;
    upload.words = upload.stopAsked ? null : words;
    if (upload.state != Upload.State.CHECKED) {
      upload.endedAt = clock.instant();
      upload.said = null;
      if (upload.state == Upload.State.STOPPED) {
        upload.told = null;
      }
      Upload.flush();
      uploads.forget(upload.id);
    }
  }

  /** The list as it came. */
  UploadedText text(Upload upload) {
    int pieces =
        ((Number)
                database
                    .createNativeQuery("select count(*) from upload_piece where upload_id = ?1")
                    .setParameter(1, upload.id)
                    .getSingleResult())
            .intValue();
    Enumeration<InputStream> each =
        Collections.enumeration(
            IntStream.range(0, pieces).mapToObj(n -> piece(upload, n)).toList());
    return UploadedText.keep(new SequenceInputStream(each));
  }

  private InputStream piece(Upload upload, int number) {
    return new ByteArrayInputStream(
        (byte[])
            database
                .createNativeQuery(
                    "select content from upload_piece where upload_id = ?1 and number = ?2",
                    byte[].class)
                .setParameter(1, upload.id)
                .setParameter(2, number)
                .getSingleResult());
  }
}
