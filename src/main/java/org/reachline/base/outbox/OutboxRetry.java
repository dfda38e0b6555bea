package org.reachline.base.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.reachline.base.Audit;
import org.reachline.base.Refusal;

/** Puts a failed mail back into the queue, the same from the page and from the API. */
@ApplicationScoped
public class OutboxRetry {
  @Inject Audit audit;
  @Inject Clock clock;

  /** Tries it again. @throws Refusal.Conflict if it has not failed */
  @Transactional
  public void retry(OutboxMail mail) {
    if (mail.state != OutboxMail.State.FAILED) {
      throw new Refusal.Conflict(
          "This mail has not failed: it " + mail.state.sentence() + ".",
          "outbox_mail:" + mail.id,
          "mail.retried");
    }
    mail.state = OutboxMail.State.WAITING;
    mail.attempts = 0;
    mail.nextAttemptAt = clock.instant();
    audit.record("mail.retried", "outbox_mail:" + mail.id, null, null, null, null);
  }
}
