package org.reachline.base.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.reachline.base.OneLine;

/**
 * Takes mail. Always in the transaction of the change, so that neither exists without the other.
 */
@ApplicationScoped
public class Outbox {
  /** More than any program shows; a header cannot be of any length. */
  private static final int LONGEST_SUBJECT = 500;

  @Inject MailAccount account;
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
   * @param urgent whether it goes before others that wait, because it is of no use later
   */
  public record Mail(
      String key,
      String to,
      String subject,
      String text,
      String calendar,
      String method,
      boolean urgent) {
    /** A mail that may wait its turn. */
    public Mail(
        String key, String to, String subject, String text, String calendar, String method) {
      this(key, to, subject, text, calendar, method, false);
    }

    /** The same mail, before others. */
    public Mail first() {
      return new Mail(key, to, subject, text, calendar, method, true);
    }
  }

  /** Takes a mail, once. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void take(Mail mail) {
    if (OutboxMail.count("mailKey", mail.key()) > 0) {
      return;
    }
    OutboxMail kept = new OutboxMail();
    kept.mailKey = mail.key();
    kept.to = mail.to();
    // Titles that were kept before they were asked to stand on one line must not hold a mail
    // back.
    kept.subject = OneLine.clean(mail.subject(), LONGEST_SUBJECT);
    kept.messageId = UUID.randomUUID() + "@" + account.domain();
    kept.urgent = mail.urgent();
    kept.text = mail.text();
    kept.calendar = mail.calendar();
    kept.method = mail.method();
    kept.createdAt = clock.instant();
    kept.nextAttemptAt = kept.createdAt;
    kept.persist();
  }
}
