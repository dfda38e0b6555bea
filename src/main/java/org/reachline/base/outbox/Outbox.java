package org.reachline.base.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * Takes mail. Always in the transaction of the change, so that neither exists without the other.
 */
@ApplicationScoped
public class Outbox {
  @Inject Clock clock;

  /**
   * A mail to be written.
   *
   * @param key names the change that causes it; a second mail of the same key is not taken
   * @param to mail address of the receiver
   * @param subject subject line
   * @param text text for people
   * @param calendar text for calendars, or null
   * @param method its method, REQUEST or CANCEL, or null
   */
  public record Letter(
      String key, String to, String subject, String text, String calendar, String method) {}

  /** Takes a mail, once. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void take(Letter letter) {
    if (OutboxMail.count("mailKey", letter.key()) > 0) {
      return;
    }
    OutboxMail mail = new OutboxMail();
    mail.mailKey = letter.key();
    mail.to = letter.to();
    mail.subject = letter.subject();
    mail.text = letter.text();
    mail.calendar = letter.calendar();
    mail.method = letter.method();
    mail.createdAt = clock.instant();
    mail.nextAttemptAt = mail.createdAt;
    mail.persist();
  }
}
