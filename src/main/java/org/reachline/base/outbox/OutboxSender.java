package org.reachline.base.outbox;

import io.quarkus.logging.Log;
import io.quarkus.mailer.Mail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hands mail to the mail server. A mail is marked before it is handed over and again afterwards; if
 * the service dies between the two, nobody knows whether it left, so it is not sent again by itself
 * but shown as failed. Several instances of the service share the work.
 */
@ApplicationScoped
public class OutboxSender {
  static final int MOST_ATTEMPTS = 8;
  private static final Duration LOST_AFTER = Duration.ofMinutes(15);

  @Inject Postman postman;
  @Inject EntityManager database;
  @Inject Clock clock;

  @ConfigProperty(name = "reachline.mail.host")
  Optional<String> host;

  /** Whether a mail server is configured at all. */
  public boolean isConfigured() {
    return host.filter(h -> !h.isBlank()).isPresent();
  }

  @Scheduled(
      every = "${reachline.outbox.every}",
      delayed = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void work() {
    if (isConfigured()) {
      giveUpLost();
      sendDue();
    }
  }

  /**
   * Sends what is due.
   *
   * @return how many mails the server took
   */
  public int sendDue() {
    int sent = 0;
    for (Optional<OutboxMail> next = claim(); next.isPresent(); next = claim()) {
      OutboxMail mail = next.get();
      try {
        postman.hand(letter(mail));
        sent++;
        note(mail.id, null, false);
      } catch (ExecutionException e) {
        String error = rootOf(e);
        Log.warnf("Mail %d was not taken by the mail server: %s", mail.id, error);
        note(mail.id, error, mail.attempts >= MOST_ATTEMPTS);
      } catch (Postman.Unanswered e) {
        Log.warnf("Mail %d: the mail server did not answer in time", mail.id);
        note(mail.id, "The mail server did not answer: nobody knows whether it left.", true);
      }
    }
    return sent;
  }

  private Optional<OutboxMail> claim() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<?> due =
                  database
                      .createNativeQuery(
                          "select id from outbox_mail where state = 'WAITING' and next_attempt_at <= ?1"
                              + " order by ordinal limit 1 for update skip locked",
                          Long.class)
                      .setParameter(1, clock.instant())
                      .getResultList();
              if (due.isEmpty()) {
                return Optional.empty();
              }
              OutboxMail mail = OutboxMail.findById(due.get(0));
              mail.state = OutboxMail.State.SENDING;
              mail.attempts++;
              mail.nextAttemptAt = clock.instant();
              return Optional.of(mail);
            });
  }

  private void note(long id, String error, boolean forGood) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              OutboxMail mail = OutboxMail.findById(id);
              Instant now = clock.instant();
              mail.lastError = error;
              if (error == null) {
                mail.state = OutboxMail.State.SENT;
                mail.sentAt = now;
              } else if (forGood) {
                mail.state = OutboxMail.State.FAILED;
              } else {
                mail.state = OutboxMail.State.WAITING;
                mail.nextAttemptAt = now.plus(backOff(mail.attempts));
              }
            });
  }

  /** 1, 4, 16, 64 minutes and so on, at most six hours. */
  static Duration backOff(int attempts) {
    long minutes = 1L << Math.min(2 * (attempts - 1), 20);
    return Duration.ofMinutes(Math.min(minutes, 360));
  }

  void giveUpLost() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                OutboxMail.update(
                    "state = ?1, lastError = ?2 where state = ?3 and nextAttemptAt < ?4",
                    OutboxMail.State.FAILED,
                    "The service stopped while handing it over: nobody knows whether it left.",
                    OutboxMail.State.SENDING,
                    clock.instant().minus(LOST_AFTER)));
  }

  private static Mail letter(OutboxMail mail) {
    Mail letter =
        mail.calendar == null
            ? Mail.withText(mail.to, mail.subject, mail.text)
            : CalendarMail.of(mail);
    // The same mail carries the same number on every attempt, so that a second copy can be told.
    return letter.addHeader("Message-ID", "<outbox-" + mail.id + "@reachline>");
  }

  private static String rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = root.getClass().getSimpleName() + ": " + root.getMessage();
    return text.length() <= 500 ? text : text.substring(0, 500);
  }
}
