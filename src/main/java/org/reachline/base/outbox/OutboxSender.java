package org.reachline.base.outbox;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hands mail to the mail server, several at a time, so that one that takes long holds no other
 * back. A mail is marked before it is handed over and again afterwards; if the service dies between
 * the two, nobody knows whether it left, so it is not sent again by itself but shown as failed.
 * Several instances of the service share the work.
 */
@ApplicationScoped
public class OutboxSender {
  static final int MOST_ATTEMPTS = 8;

  /** Longer than the mail server may take for all its answers together. */
  private static final Duration LOST_AFTER = Duration.ofMinutes(30);

  /** Claims follow one another, so that no two mails to one person are under way at once. */
  private static final long CLAIMING = 7_206_310;

  /** To one person in the order of writing; whoever is to get something urgent before others. */
  private static final String NEXT =
      """
      select m.id from outbox_mail m
      where m.state = 'WAITING' and m.next_attempt_at <= ?1
        and not exists (
          select 1 from outbox_mail o where o.state = 'SENDING' and o.to_email = m.to_email)
      order by exists (
          select 1 from outbox_mail u
          where u.state = 'WAITING' and u.urgent and u.to_email = m.to_email) desc,
        m.ordinal
      limit 1 for update skip locked
      """;

  @Inject MailAccount account;
  @Inject EntityManager database;
  @Inject ExecutorService threads;
  @Inject Clock clock;

  private final Semaphore places;
  private volatile boolean stopping;

  @Inject
  OutboxSender(@ConfigProperty(name = "reachline.mail.at-once") int atOnce) {
    places = new Semaphore(Math.max(1, atOnce));
  }

  /** Whether a mail server is configured at all. */
  public boolean isConfigured() {
    return account.isConfigured();
  }

  void stop(@Observes ShutdownEvent end) {
    stopping = true;
  }

  @Scheduled(
      every = "${reachline.outbox.every}",
      delayed = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void work() {
    if (isConfigured()) {
      giveUpLost();
      begin();
    }
  }

  /**
   * Sends what is due and waits until that is done.
   *
   * @return how many mails the server took
   */
  public int sendDue() {
    int sent = 0;
    for (Future<Integer> part : begin()) {
      try {
        sent += part.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return sent;
  }

  /** Takes up as many mails as there are free places; each place goes on until nothing is due. */
  private List<Future<Integer>> begin() {
    List<Future<Integer>> begun = new ArrayList<>();
    while (places.tryAcquire()) {
      Optional<OutboxMail> first = Optional.empty();
      try {
        first = claim();
      } finally {
        if (first.isEmpty()) {
          places.release();
        }
      }
      if (first.isEmpty()) {
        return begun;
      }
      OutboxMail mail = first.get();
      begun.add(
          threads.submit(
              () -> {
                try {
                  return sendFrom(mail);
                } finally {
                  places.release();
                }
              }));
    }
    return begun;
  }

  private int sendFrom(OutboxMail first) {
    Postman postman = new Postman(account.server());
    int sent = 0;
    for (Optional<OutboxMail> next = Optional.of(first); next.isPresent(); next = claim()) {
      sent += send(postman, next.get()) ? 1 : 0;
    }
    return sent;
  }

  private boolean send(Postman postman, OutboxMail mail) {
    Postman.Answer answer;
    try {
      answer =
          postman.hand(MimeMail.of(mail, account.sender(), postman.session(), clock.instant()));
    } catch (MimeMail.CannotBeBuilt e) {
      answer = new Postman.Answer(Postman.Fate.REFUSED, e.getMessage());
    }
    if (answer.fate() != Postman.Fate.TAKEN) {
      Log.warnf("Mail %d was not taken by the mail server: %s", mail.id, answer.words());
    }
    note(mail.id, answer);
    return answer.fate() == Postman.Fate.TAKEN;
  }

  private Optional<OutboxMail> claim() {
    if (stopping) {
      return Optional.empty();
    }
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              database
                  .createNativeQuery("select pg_advisory_xact_lock(?1)")
                  .setParameter(1, CLAIMING)
                  .getSingleResult();
              List<?> due =
                  database
                      .createNativeQuery(NEXT, Long.class)
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

  private void note(long id, Postman.Answer answer) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              OutboxMail mail = OutboxMail.findById(id);
              Instant now = clock.instant();
              mail.lastError = answer.words();
              switch (answer.fate()) {
                case TAKEN:
                  mail.state = OutboxMail.State.SENT;
                  mail.sentAt = now;
                  UndeliverableAddress.serverTakes(mail.to);
                  break;
                case LATER:
                  boolean forGood = mail.attempts >= MOST_ATTEMPTS;
                  mail.state = forGood ? OutboxMail.State.FAILED : OutboxMail.State.WAITING;
                  mail.nextAttemptAt = now.plus(backOff(mail.attempts));
                  break;
                case NO_SUCH_ADDRESS:
                  UndeliverableAddress.note(
                      mail.to, UndeliverableAddress.Source.REFUSED, answer.words(), now);
                  mail.state = OutboxMail.State.FAILED;
                  break;
                default:
                  mail.state = OutboxMail.State.FAILED;
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
}
