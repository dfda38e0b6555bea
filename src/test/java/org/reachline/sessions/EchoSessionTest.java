package org.reachline.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.base.Refusal;

class EchoSessionTest {
  private static final Instant START = Instant.parse("2026-03-10T17:00:00Z");
  private EchoSession session;

  @BeforeEach
  void plan() {
    session = new EchoSession();
    session.program = new EchoProgram();
    session.program.roomUrl = "https://video.example/program";
    session.startsAt = START;
    session.durationMinutes = 60;
  }

  private static Instant at(int minute) {
    return START.plusSeconds(60L * minute);
  }

  @Test
  void goesFromPlannedToOpenToHeld() {
    session.open(at(-10));
    assertThat(session.state()).isEqualTo(SessionState.OPEN);
    session.close(at(58));
    assertThat(session.state()).isEqualTo(SessionState.HELD);
    assertThat(session.closedAt()).isEqualTo(at(58));
  }

  @Test
  void doesNotOpenBeforeItsDoors() {
    assertThatThrownBy(() -> session.open(at(-21)))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining("20 minutes before");
  }

  @Test
  void isNotClosedBeforeItBegan() {
    session.open(at(-10));
    assertThatThrownBy(() -> session.close(at(-1))).hasMessageContaining("has not begun");
  }

  @Test
  void canBeSaidToHaveBeenHeldAfterwards() {
    session.close(at(600));
    assertThat(session.state()).isEqualTo(SessionState.HELD);
    assertThat(session.span()).isEqualTo(new Span(START, at(60)));
  }

  @Test
  void isNotCancelledOnceHeld() {
    session.close(at(60));
    assertThatThrownBy(() -> session.cancel("hub flu", at(61)))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining("held already");
    assertThat(session.cancelReason()).isNull();
  }

  @Test
  void neitherOpensNorClosesNorCancelsAgainOnceCancelled() {
    session.cancel("hub flu", at(-600));
    assertThatThrownBy(() -> session.open(at(0))).hasMessageContaining("is cancelled");
    assertThatThrownBy(() -> session.close(at(30))).hasMessageContaining("is cancelled");
    assertThatThrownBy(() -> session.cancel("again", at(0))).hasMessageContaining("is cancelled");
    assertThat(session.cancelReason()).isEqualTo("hub flu");
    assertThat(session.admitsAt(at(10))).isFalse();
  }

  @Test
  void admitsFromTheDoorsToTheEnd() {
    assertThat(session.admitsAt(at(-21))).isFalse();
    assertThat(session.admitsAt(at(-20))).isTrue();
    assertThat(session.admitsAt(at(59))).isTrue();
    assertThat(session.admitsAt(at(60))).isFalse();
  }

  @Test
  void attendanceIsClippedToTheTimeItReallyLasted() {
    session.close(at(45));
    assertThat(session.span()).isEqualTo(new Span(START, at(45)));
  }

  @Test
  void itsOwnRoomGoesBeforeTheProgrammes() {
    assertThat(session.room()).contains("https://video.example/program");
    session.roomUrl = "https://video.example/one";
    assertThat(session.room()).contains("https://video.example/one");
  }
}
