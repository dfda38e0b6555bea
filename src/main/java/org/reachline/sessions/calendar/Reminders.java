package org.reachline.sessions.calendar;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.reachline.base.outbox.Outbox;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/**
 * Reminds invited people one day and one hour before. A letter is named after person, start and
 * distance, so it is written once however often the job looks, and anew for a moved session.
 */
@ApplicationScoped
class Reminders {
  /** The job may have slept; a reminder that would come later than this is left out. */
  private static final Duration LATE = Duration.ofMinutes(30);

  @Inject Outbox outbox;
  @Inject SessionInvitations invitations;
  @Inject Clock clock;

  @Scheduled(
      every = "${reachline.reminders.every}",
      delayed = "15s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void work() {
    writeDue();
  }

  /** Writes the reminders that are due now. */
  @Transactional
  public void writeDue() {
    remind(Duration.ofDays(1), "tomorrow");
    remind(Duration.ofHours(1), "in one hour");
    dropUseless();
  }

  /**
   * Sets aside reminders that still wait although their session has begun, was moved or is
   * cancelled: a mail server that was away must not remind anybody of what is over.
   */
  private void dropUseless() {
    List<OutboxMail> waiting =
        OutboxMail.list(
            "state = ?1 and urgent = true and mailKey like ?2",
            OutboxMail.State.WAITING,
            SessionInvitations.KEY + "%");
    Instant now = clock.instant();
    for (OutboxMail mail : waiting) {
      String[] key = mail.mailKey.substring(SessionInvitations.KEY.length()).split("/");
      EchoSession session = EchoSession.findById(Long.valueOf(key[0]));
      boolean useful =
          session != null
              && session.state() == SessionState.PLANNED
              && session.startsAt.isAfter(now)
              && session.startsAt.toString().equals(key[2]);
      if (!useful) {
        // Only if no sender has taken it up meanwhile.
        OutboxMail.update(
            "state = ?1, setAsideAt = ?2, lastError = ?3 where id = ?4 and state = ?5",
            OutboxMail.State.FAILED,
            now,
            "It was not sent: its session had begun, was moved or is cancelled.",
            mail.id,
            OutboxMail.State.WAITING);
      }
    }
  }

  private void remind(Duration before, String when) {
    Instant latest = clock.instant().plus(before);
    List<EchoSession> due =
        EchoSession.list(
            "from EchoSession s where s.state = ?1 and s.startsAt <= ?2 and s.startsAt > ?3",
            SessionState.PLANNED,
            latest,
            latest.minus(LATE));
    for (EchoSession session : due) {
      for (Invitation invitation : Invitation.listForSession(session)) {
        boolean wanted =
            !invitation.withdrawn
                && invitation.answer != Invitation.Answer.DECLINED
                && invitation.person.isActive()
                && !ReminderStop.isSetBy(invitation.person);
        if (wanted) {
          outbox.take(invitations.reminder(invitation, when).first());
        }
      }
    }
  }
}
