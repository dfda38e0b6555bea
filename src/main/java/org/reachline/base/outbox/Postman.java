package org.reachline.base.outbox;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hands one mail to the mail server and waits for its word.
 *
 * <p>The mail client opens its connection on one event loop and listens on that of its caller. From
 * an ordinary thread these are two, and a quick server's greeting comes before anybody listens:
 * client and server then wait for each other until one gives up. So the client is called on an
 * event loop, where opening and listening follow each other on one thread.
 */
@ApplicationScoped
public class Postman {
  /** Longer than any server that means to answer takes; RFC 5321 allows it to think. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Inject ReactiveMailer mailer;
  @Inject Vertx vertx;

  /** The server did not say in time whether it took the mail: it may have left. */
  static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Hands over one mail.
   *
   * @throws ExecutionException when the server refuses it or cannot be reached
   * @throws Unanswered when the server is silent
   */
  void hand(Mail mail) throws ExecutionException, Unanswered {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    vertx
        .getOrCreateContext()
        .runOnContext(
            onLoop ->
                mailer
                    .send(mail)
                    .subscribe()
                    .with(taken -> answer.complete(null), answer::completeExceptionally));
    try {
      answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Unanswered();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered();
    }
  }
}
