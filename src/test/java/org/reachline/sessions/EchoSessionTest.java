package org.reachline.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.base.Refusal;
import org.reachline.sessions.hosting.RollCall;

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

  /** Whoever was there all the time is present, at whatever second the host closed. */
  @Test
  void theShareOfPresenceIsOfTheTimeReallyHeld() {
    for (int second = 0; second <= 3700; second++) {
      plan();
      session.close(START.plusSeconds(second));
      Presence all =
          Presence.of(
              session.span(),
              List.of(new Presence.Piece(START, null, Evidence.JOINED, START, "button")));
      assertThat(all.minutes()).isEqualTo(session.heldMinutes());
      if (second >= 30) {
        assertThat(Presence.isEnough(all.minutes(), session.heldMinutes(), 1.0))
            .as("closed after %d s", second)
            .isTrue();
      }
      assertThat(RollCall.most(session)).isEqualTo(60);
    }
    assertThat(session.isCut()).isFalse();
  }

  @Test
  void aRollCallAfterAnEarlyClosingLengthensItAtMostToItsPlan() {
    session.close(at(5));
    assertThat(session.heldMinutes()).isEqualTo(5);
    assertThat(session.isCut()).isTrue();
    session.wentOnUntil(at(50));
    assertThat(session.heldMinutes()).isEqualTo(50);
    session.wentOnUntil(at(200));
    assertThat(session.heldMinutes()).isEqualTo(60);
    session.reopen(at(70));
    assertThat(session.heldMinutes()).isEqualTo(60);
  }
}
