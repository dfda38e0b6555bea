package org.reachline.base.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;

/** What is done about mail that reached nobody, the same from the page and from the API. */
@ApplicationScoped
class OutboxActs {
  @Inject AuditTrail audit;
  @Inject Clock clock;

  /** Tries it again. @throws Refusal.Conflict if it has not failed */
  @Transactional
  public void retry(OutboxMail mail) {
    requireLost(mail, "mail.retried");
    putBack(mail);
    record("mail.retried", mail);
  }

  /** Tries again whatever failed and was not set aside; answers how many. */
  @Transactional
  public int retryAll() {
    List<OutboxMail> lost = OutboxMail.listWanting();
    for (OutboxMail mail : lost) {
      putBack(mail);
      record("mail.retried", mail);
    }
    return lost.size();
  }

  /** Notes that nothing more is to be done about it. @throws Refusal.Conflict if it is not lost */
  @Transactional
  public void setAside(OutboxMail mail) {
    requireLost(mail, "mail.set_aside");
    mail.setAsideAt = clock.instant();
    record("mail.set_aside", mail);
  }

  /** Somebody says that mail arrives at an address after all. */
  @Transactional
  public void trust(UndeliverableAddress address) {
    address.delete();
    audit.record("mail.address_works", "mail_address:" + address.email, null, null, null, null);
  }

  private static void requireLost(OutboxMail mail, String act) {
    if (!mail.state.isLost()) {
      throw new Refusal.Conflict(
          "This mail has not failed: it " + mail.state.sentence() + ".", subject(mail), act);
    }
  }

  private void putBack(OutboxMail mail) {
    mail.state = OutboxMail.State.WAITING;
    mail.sentAt = null;
    mail.setAsideAt = null;
    mail.attempts = 0;
    mail.nextAttemptAt = clock.instant();
  }

  private void record(String act, OutboxMail mail) {
    audit.record(act, subject(mail), null, null, null, null);
  }

  private static String subject(OutboxMail mail) {
    return "outbox_mail:" + mail.id;
  }
}
