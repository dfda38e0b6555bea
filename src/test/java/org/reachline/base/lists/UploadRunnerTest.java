package org.reachline.base.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.input.UploadedText;
import org.reachline.people.Person;

/**
 * Long lists are taken whole or not at all, once, by whoever is at them, for who handed them in.
 */
@QuarkusTest
class UploadRunnerTest {
  private static final AtomicInteger PLACES = new AtomicInteger();

  @Inject Uploads uploads;
  @Inject UploadQueue queue;
  @Inject UploadRunner runner;
  @Inject LinesList list;
  @Inject OnBehalf behalf;
  @Inject EntityManager database;
  @Inject DataSource connections;

  private String place;
  private long coach;

  @BeforeEach
  void aCoachAndNothingThatWaits() {
    place = "place-" + PLACES.incrementAndGet();
    coach =
        now(
            () -> {
              TrialBuilder.personas();
              return Person.findByEmail(TrialBuilder.COACH).orElseThrow().id;
            });
    runner.work();
  }

  @AfterEach
  void nobodyComesInBetween() {
    LinesList.afterEach = () -> {};
    now(
        () -> {
          Person.<Person>findById(coach).roles.add(org.reachline.base.Role.COACH);
          return null;
        });
  }

  private static <T> T now(Supplier<T> act) {
    return QuarkusTransaction.requiringNew().call(act::get);
  }

  private long handIn(String lines) {
    return handIn(lines, ListSaid.NOTHING, Upload.Task.TAKE);
  }

  private long handIn(String lines, ListSaid said, Upload.Task task) {
    long[] id = {0};
    behalf.run(
        coach,
        () ->
            id[0] =
                uploads.keep(
                        list, place, "lines.csv", UploadedText.of("line\n" + lines), said, task)
                    .id);
    return id[0];
  }

  private boolean stop(long id) {
    boolean[] stopped = {false};
    behalf.run(coach, () -> stopped[0] = uploads.stop(id));
    return stopped[0];
  }

  private Upload get(long id) {
    return now(() -> Upload.findById(id));
  }

  private long saved() {
    return count("select count(*) from audit_entry where subject = 'lines:" + place + "'");
  }

  private long count(String sql) {
    return now(() -> ((Number) database.createNativeQuery(sql).getSingleResult()).longValue());
  }

  @Test
  void whoHandedItInHasTakenItAndTheReceiptStays() {
    long id = handIn("one\ntwo\n");
    assertThat(get(id).state).isEqualTo(Upload.State.WAITING);
    assertThat(saved()).isZero();

    assertThat(runner.work()).isEqualTo(1);

    assertThat(saved()).isEqualTo(2);
    assertThat(
            count(
                "select count(*) from audit_entry where subject = 'lines:"
                    + place
                    + "' and person_email = '"
                    + TrialBuilder.COACH
                    + "'"))
        .isEqualTo(2);
    Upload receipt = get(id);
    assertThat(receipt.state).isEqualTo(Upload.State.DONE);
    assertThat(receipt.counts()).isEqualTo(new ListOutcome.Counts(2, 0, 0, 0));
    assertThat(receipt.endedAt).isNotNull();
    // SHA-256 of "line\none\ntwo\n" by sha256sum.
    assertThat(receipt.sha256)
        .isEqualTo("e773025a1a5d0ae2d6acb49194e4429f1e7718922bc59c9e247175b2673d8294");
    assertThat(count("select count(*) from upload_piece where upload_id = " + id)).isZero();
    assertThat(receipt.told).isNull();
    assertThat(runner.work()).isZero();
  }

  @Test
  void badLineSavesNothingAndIsToldWithItsNumber() {
    long id = handIn("one\nbad\n");
    runner.work();
    assertThat(saved()).isZero();
    Upload refused = get(id);
    assertThat(refused.state).isEqualTo(Upload.State.REFUSED);
    assertThat(refused.errors).isEqualTo(1);
    assertThat(Uploads.told(list, refused).rows().get(0).row()).isEqualTo(3);
  }

  @Test
  void lookSavesNothingAndKeepsTheListForTheConfirmation() {
    long id = handIn("one\n", ListSaid.NOTHING, Upload.Task.CHECK);
    runner.work();
    assertThat(get(id).state).isEqualTo(Upload.State.CHECKED);
    assertThat(saved()).isZero();
    behalf.run(coach, () -> uploads.confirm(id, ListSaid.of("basis", "fresh"), Upload.Task.TAKE));
    runner.work();
    assertThat(get(id).state).isEqualTo(Upload.State.DONE);
    assertThat(saved()).isEqualTo(1);
  }

  @Test
  void progressIsSeenByOthersWhileItRuns() {
    long id = handIn("one\n".repeat(250));
    List<Integer> seen = new ArrayList<>();
    LinesList.afterEach = () -> seen.add(get(id).doneRows);
    runner.work();
    assertThat(seen).startsWith(1, 1).contains(101, 201).endsWith(250);
    assertThat(get(id).ofRows).isEqualTo(250);
  }

  @Test
  void stoppedInTheMiddleSavesNothing() {
    long id = handIn("one\n".repeat(250));
    LinesList.afterEach = () -> now(() -> stop(id));
    runner.work();
    assertThat(get(id).state).isEqualTo(Upload.State.STOPPED);
    assertThat(saved()).isZero();
    assertThat(count("select count(*) from upload_piece where upload_id = " + id)).isZero();
  }

  @Test
  void stoppedAfterTheLastRowSavesNothingEither() {
    long id = handIn("one\n");
    LinesList.afterEach = () -> now(() -> stop(id));
    runner.work();
    assertThat(get(id).state).isEqualTo(Upload.State.STOPPED);
    assertThat(saved()).isZero();
  }

  @Test
  void stoppedBeforeItsTurnIsNotBegun() {
    long id = handIn("one\n");
    behalf.run(coach, () -> assertThat(uploads.stop(id)).isTrue());
    assertThat(runner.work()).isZero();
    assertThat(get(id).state).isEqualTo(Upload.State.STOPPED);
    behalf.run(coach, () -> assertThat(uploads.stop(id)).isFalse());
  }

  @Test
  void whatAnotherInstanceIsAtIsLeftToItAndTakenOnceThatOneDied() throws SQLException {
    long id = handIn("one\n");
    try (Connection other = connections.getConnection()) {
      other.setAutoCommit(false);
      try (PreparedStatement lock =
          other.prepareStatement(
              "select pg_advisory_xact_lock(hashtextextended('upload:' || ?, 0))")) {
        lock.setString(1, String.valueOf(id));
        lock.execute();
      }
      // The other has begun, and works.
      Upload theirs = queue.begin(id).orElseThrow();
      assertThat(runner.work()).isZero();
      assertThat(get(id).attempts).isEqualTo(1);
      // Its connection ends with it.
      other.rollback();
      assertThat(runner.work()).isEqualTo(1);
      assertThat(saved()).isEqualTo(1);
      assertThat(get(id).attempts).isEqualTo(2);
      // It was only asleep: what it says now is not heard.
      assertThatThrownBy(() -> queue.tell(theirs, Progress.Step.SAVING, 1, 1))
          .isInstanceOf(UploadQueue.Stopped.class);
      queue.ended(theirs, Upload.State.REFUSED, "too late");
      assertThat(get(id).state).isEqualTo(Upload.State.DONE);
    }
  }

  @Test
  void whatEndsTheServiceAgainAndAgainIsGivenUp() {
    long id = handIn("one\n");
    for (int i = 0; i < 3; i++) {
      assertThat(queue.begin(id)).isPresent();
    }
    assertThat(queue.begin(id)).isEmpty();
    assertThat(get(id).state).isEqualTo(Upload.State.FAILED);
    assertThat(get(id).words).contains("Split the list");
  }

  @Test
  void twoInstancesTakeEachListOnce() throws Exception {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ids.add(handIn("one\ntwo\n"));
    }
    CyclicBarrier begin = new CyclicBarrier(2);
    List<CompletableFuture<Integer>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  begin.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                return runner.work();
              }));
    }
    int taken = both.get(0).get(60, TimeUnit.SECONDS) + both.get(1).get(60, TimeUnit.SECONDS);
    assertThat(taken).isEqualTo(6);
    assertThat(saved()).isEqualTo(12);
    assertThat(ids).allSatisfy(id -> assertThat(get(id).attempts).isEqualTo(1));
  }

  @Test
  void rightsThatWereTakenAwayMeanwhileAreMissed() {
    long id = handIn("one\n");
    now(
        () -> {
          Person.<Person>findById(coach).roles.clear();
          return null;
        });
    runner.work();
    assertThat(saved()).isZero();
    assertThat(get(id).state).isEqualTo(Upload.State.REFUSED);
    assertThat(get(id).words)
        .isEqualTo("You may no longer hand in lists of lines. Nothing was saved.");
  }

  @Test
  void overtakenListWantsAnotherLook() {
    long id = handIn("one\n", ListSaid.of("basis", "stale"), Upload.Task.TAKE);
    runner.work();
    assertThat(saved()).isZero();
    assertThat(get(id).state).isEqualTo(Upload.State.CHECKED);
    assertThat(get(id).words).contains("Corinne Adler changed a line.");
  }

  @Test
  void whatNobodyConfirmsInTwoWeeksIsLetGoOf() {
    long id = handIn("one\n", ListSaid.NOTHING, Upload.Task.CHECK);
    runner.work();
    assertThat(get(id).told).contains("one");
    now(
        () ->
            database
                .createNativeQuery(
                    "update upload set sent_at = timestamp '2001-01-01' where id = " + id)
                .executeUpdate());
    runner.work();
    assertThat(get(id).state).isEqualTo(Upload.State.STOPPED);
    assertThat(get(id).told).isNull();
    assertThat(count("select count(*) from upload_piece where upload_id = " + id)).isZero();
  }

  @Test
  void whatBreaksOfOursIsSaidAndSavesNothing() {
    long id = handIn("one\nbreaks\n");
    runner.work();
    assertThat(saved()).isZero();
    assertThat(get(id).state).isEqualTo(Upload.State.FAILED);
    assertThat(get(id).words).contains("Nothing was saved.").contains("" + id);
  }
}
