package org.reachline.base.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAwayTest {
  /** PostgreSQL 18 manual, appendix A: error codes. */
  @ParameterizedTest
  @CsvSource({
    "08001, true", // unable to establish a connection
    "08003, true", // connection does not exist
    "08006, true", // connection failure
    "53100, true", // disk full
    "53200, true", // out of memory
    "53300, true", // too many connections
    "57P01, true", // admin shutdown
    "57P02, true", // crash shutdown
    "57P03, true", // cannot connect now: it starts
    "25P03, true", // idle in transaction time-out
    "55000, true", // takes no connections
    "57014, false", // query cancelled
    "23505, false", // unique violation
    "22001, false", // too long
    "40001, false", // serialisation failure
    "42P01, false", // undefined table
    "XX000, false"
  })
  void tellsADatabaseThatIsAwayFromAMistake(String state, boolean isAway) {
    SQLException found = new SQLException("FATAL: words\nmore words", state);
    assertThat(DatabaseAway.in(new RuntimeException(new IOException(found))).isPresent())
        .isEqualTo(isAway);
  }

  @Test
  void aPoolThatWaitedInVainIsBusy() {
    assertThat(DatabaseAway.in(new SQLException("Sorry, acquisition timeout!")))
        .contains("Sorry, acquisition timeout!");
    assertThat(DatabaseAway.in(new SQLException("anything else"))).isEmpty();
    assertThat(DatabaseAway.in(new IllegalStateException("no SQL in it"))).isEmpty();
  }

  @Test
  void failureThatCausesItselfEnds() {
    RuntimeException outer = new RuntimeException("outer");
    RuntimeException inner = new RuntimeException("inner", outer);
    outer.initCause(inner);
    assertThat(DatabaseAway.in(outer)).isEmpty();
  }

  @Test
  void logTellsItInOneLineAndAnythingElseWhole() {
    LogRecord away = new LogRecord(Level.SEVERE, "A round failed");
    away.setThrown(new RuntimeException(new SQLException("FATAL: going down\nat all", "57P01")));
    assertThat(new DatabaseAway().isLoggable(away)).isTrue();
    assertThat(away.getThrown()).isNull();
    assertThat(away.getMessage())
        .isEqualTo("The database did not answer: FATAL: going down (57P01)");

    LogRecord mistake = new LogRecord(Level.SEVERE, "A round failed");
    mistake.setThrown(new IllegalStateException("ours"));
    assertThat(new DatabaseAway().isLoggable(mistake)).isTrue();
    assertThat(mistake.getThrown()).hasMessage("ours");
  }
}
