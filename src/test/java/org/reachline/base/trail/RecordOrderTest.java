package org.reachline.base.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The database gives each record its place, whichever instance wrote it and with whatever key. */
@QuarkusTest
class RecordOrderTest {
  @Inject DataSource database;

  @Test
  void newestIsWhatTheDatabaseTookLastAndNotTheLargestKey() throws SQLException {
    String subject = "order_test:1";
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(entry(subject, 900_000_050, "2026-03-01T10:00:00Z", "test.first"));
      // Another instance, with an older block of keys and a clock that is behind.
      sql.execute(entry(subject, 900_000_001, "2026-03-01T09:59:58Z", "test.second"));
    }
    assertThat(AuditEntry.listForSubject(subject))
        .extracting(entry -> entry.act)
        .containsExactly("test.first", "test.second");
    assertThat(AuditEntry.findNewest(subject, ""))
        .hasValueSatisfying(entry -> assertThat(entry.act).isEqualTo("test.second"));
    assertThat(AuditEntry.findNewest(subject, "test.f"))
        .hasValueSatisfying(entry -> assertThat(entry.act).isEqualTo("test.first"));
    assertThat(AuditEntry.findNewest(subject, "other.")).isEmpty();
  }

  @Test
  void recordsFromBeforeArePutInTheOrderOfTheirTime() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("create schema before_ordinals");
      try {
        flyway("290").migrate();
        sql.execute("set search_path to before_ordinals");
        sql.execute(entry("site:1", 51, "2026-03-01T10:00:00Z", "older"));
        sql.execute(entry("site:1", 2, "2026-03-01T11:00:00Z", "newer"));
        flyway("370").migrate();
        sql.execute(entry("site:1", 1, "2026-03-01T12:00:00Z", "newest"));
        List<String> acts = new ArrayList<>();
        try (var rows = sql.executeQuery("select act from audit_entry order by ordinal")) {
          while (rows.next()) {
            acts.add(rows.getString(1));
          }
        }
        assertThat(acts).containsExactly("older", "newer", "newest");
        sql.execute(entry("site:2", 3, "2026-03-01T13:00:00Z", "elsewhere"));
        flyway("400").migrate();
        sql.execute(entry("site:1", 4, "2026-03-01T11:30:00Z", "counted"));
        assertThat(steps(sql))
            .containsExactly(
                "site:1 1 older",
                "site:1 2 newer",
                "site:1 3 newest",
                "site:1 4 counted",
                "site:2 1 elsewhere");
      } finally {
        sql.execute("set search_path to public");
        sql.execute("drop schema before_ordinals cascade");
      }
    }
  }

  private static List<String> steps(Statement sql) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (var rows =
        sql.executeQuery("select subject, step, act from audit_entry order by subject, step")) {
      while (rows.next()) {
        steps.add(rows.getString(1) + " " + rows.getInt(2) + " " + rows.getString(3));
      }
    }
    return steps;
  }

  @Test
  void actsOnOneRecordWaitForEachOtherAndThoseOnOthersDoNot() throws SQLException {
    String subject = "order_test:2";
    try (Connection slow = database.getConnection();
        Connection quick = database.getConnection();
        Statement first = slow.createStatement();
        Statement second = quick.createStatement()) {
      first.execute(entry(subject, 900_000_100, "2026-03-01T10:00:00Z", "test.first"));
      slow.setAutoCommit(false);
      first.execute(entry(subject, 900_000_103, "2026-03-01T10:00:01Z", "test.slow"));
      second.execute("set lock_timeout = '100ms'");
      second.execute(entry("order_test:3", 900_000_101, "2026-03-01T10:00:02Z", "test.other"));
      assertThatThrownBy(
              () ->
                  second.execute(entry(subject, 900_000_102, "2026-03-01T10:00:02Z", "test.quick")))
          .hasMessageContaining("lock timeout");
      second.execute("set lock_timeout = '10s'");
      String quickly = entry(subject, 900_000_102, "2026-03-01T10:00:02Z", "test.quick");
      CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> execute(second, quickly));
      while (!isWaitedFor(first)) {
        Thread.onSpinWait();
      }
      slow.commit();
      // It counts on from what was kept meanwhile, and is not refused for a step that is taken.
      waits.join();
      second.execute("set lock_timeout = 0");
      slow.setAutoCommit(true);
    }
    assertThat(AuditEntry.listForSubject(subject))
        .extracting(entry -> entry.step + " " + entry.act)
        .containsExactly("1 test.first", "2 test.slow", "3 test.quick");
  }

  @Test
  void firstActsOfTwoInstancesOnOneRecordAreBothKept() throws Exception {
    String subject = "order_test:4";
    try (Connection slow = database.getConnection();
        Connection quick = database.getConnection();
        Statement first = slow.createStatement();
        Statement second = quick.createStatement()) {
      slow.setAutoCommit(false);
      first.execute(entry(subject, 900_000_200, "2026-03-01T10:00:00Z", "test.slow"));
      String quickly = entry(subject, 900_000_201, "2026-03-01T09:00:00Z", "test.quick");
      CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> execute(second, quickly));
      while (!isWaitedFor(first)) {
        Thread.onSpinWait();
      }
      slow.commit();
      waits.join();
      slow.setAutoCommit(true);
    }
    assertThat(AuditEntry.listForSubject(subject))
        .extracting(entry -> entry.step + " " + entry.act)
        .containsExactly("1 test.slow", "2 test.quick");
  }

  @Test
  void twoInstancesThatWriteOneTrailAtOnceLeaveNoGapAndLoseNothing() throws Exception {
    String subject = "order_test:5";
    int each = 60;
    CyclicBarrier start = new CyclicBarrier(2);
    List<CompletableFuture<List<String>>> instances =
        Stream.of("a", "b")
            .map(name -> CompletableFuture.supplyAsync(() -> instance(name, subject, each, start)))
            .toList();
    List<String> kept = new ArrayList<>();
    for (CompletableFuture<List<String>> instance : instances) {
      kept.addAll(instance.get(30, TimeUnit.SECONDS));
    }
    List<AuditEntry> trail = AuditEntry.listForSubject(subject);
    assertThat(trail)
        .extracting(entry -> entry.step)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, kept.size()).boxed().toList());
    assertThat(trail)
        .extracting(entry -> entry.act)
        .containsExactlyInAnyOrderElementsOf(kept)
        .hasSize(2 * each - 2 * (each / 5));
    assertThat(AuditEntry.findNewest(subject, "").orElseThrow().act)
        .isEqualTo(trail.get(trail.size() - 1).act);
    // Each instance's own acts follow each other as it did them.
    for (String name : List.of("a", "b")) {
      assertThat(trail.stream().map(entry -> entry.act).filter(act -> act.startsWith(name)))
          .isSortedAccordingTo(Comparator.comparingInt(act -> Integer.parseInt(act.substring(1))));
    }
  }

  /**
   * One instance: a connection of its own, its own block of keys, a clock that runs backwards; each
   * fifth act fails after it was written.
   *
   * @return the acts that were kept
   */
  private List<String> instance(String name, String subject, int acts, CyclicBarrier start) {
    List<String> kept = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement()) {
      connection.setAutoCommit(false);
      start.await(10, TimeUnit.SECONDS);
      for (int i = 0; i < acts; i++) {
        String at = "2026-03-01T10:00:%02dZ".formatted(59 - i % 60);
        sql.execute(
            entry(subject, (name.equals("a") ? 900_001_000 : 900_000_500) + i, at, name + i));
        if (i % 5 == 0) {
          connection.rollback();
        } else {
          connection.commit();
          kept.add(name + i);
        }
      }
      connection.setAutoCommit(true);
      return kept;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Statement sql, String statement) {
    try {
      sql.execute(statement);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static boolean isWaitedFor(Statement sql) throws SQLException {
    try (var rows =
        sql.executeQuery(
            "select exists (select 1 from pg_stat_activity"
                + " where pg_backend_pid() = any (pg_blocking_pids(pid)))")) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private Flyway flyway(String upTo) {
    return Flyway.configure().dataSource(database).schemas("before_ordinals").target(upTo).load();
  }

  private static String entry(String subject, long id, String at, String act) {
    return "insert into audit_entry (id, occurred_at, person_email, act, subject) values (%d, '%s', 'a@b.example', '%s', '%s')"
        .formatted(id, at, act, subject);
  }
}
