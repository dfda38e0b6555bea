package org.reachline.sessions.calendar;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.outbox.Returns;

/**
 * Reads the mailbox to which calendar programs reply, where one is configured. Mails are marked as
 * seen, never deleted; one that is read twice counts once.
 */
@ApplicationScoped
class ReplyMailbox {
  /** More is not brought into memory: it is looked at part by part. */
  private static final int MOST_BYTES = 20_000_000;

  @Inject Replies replies;
  @Inject Returns returns;
  @Inject Clock clock;

  @ConfigProperty(name = "reachline.imap.host")
  Optional<String> host;

  @ConfigProperty(name = "reachline.imap.port", defaultValue = "993")
  int port;

  @ConfigProperty(name = "reachline.imap.tls", defaultValue = "true")
  boolean tls;

  @ConfigProperty(name = "reachline.imap.user")
  Optional<String> user;

  @ConfigProperty(name = "reachline.imap.password")
  Optional<String> password;

  @ConfigProperty(name = "reachline.imap.folder", defaultValue = "INBOX")
  String folder;

  /** Whether there is a mailbox to read. */
  public boolean isConfigured() {
    return host.filter(h -> !h.isBlank()).isPresent();
  }

  @Scheduled(
      every = "${reachline.imap.every}",
      delayed = "20s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void work() {
    if (isConfigured()) {
      try {
        readNew();
      } catch (MessagingException e) {
        Log.warnf("The mailbox of replies cannot be read now: %s", e.getMessage());
      }
    }
  }

  /**
   * Reads what is new.
   *
   * @return how many replies were new
   * @throws MessagingException if the mailbox cannot be reached; the next round tries again
   */
  public int readNew() throws MessagingException {
    String protocol = tls ? "imaps" : "imap";
    Properties settings = new Properties();
    for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      settings.put("mail." + protocol + "." + timeout, "20000");
    }
    settings.put("mail." + protocol + ".ssl.checkserveridentity", "true");
    int taken = 0;
    try (Store store = Session.getInstance(settings).getStore(protocol)) {
      store.connect(host.orElseThrow(), port, user.orElse(""), password.orElse(""));
      try (Folder inbox = store.getFolder(folder)) {
        inbox.open(Folder.READ_WRITE);
        Message[] unseen = inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
        for (Message mail : unseen) {
          if (mail instanceof IMAPMessage) {
            // Else reading marks it, and one that we failed to take would be lost.
            ((IMAPMessage) mail).setPeek(true);
          }
          try {
            taken += read(mail) ? 1 : 0;
            mail.setFlag(Flags.Flag.SEEN, true);
          } catch (RuntimeException | MessagingException e) {
            // It stays unseen for the next round, and must not keep the others waiting.
            Log.warnf(e, "A reply could not be taken");
          }
        }
      }
    }
    return taken;
  }

  private boolean read(Message mail) throws MessagingException {
    Instant now = clock.instant();
    Date received = mail.getReceivedDate();
    Instant arrived =
        received == null || received.toInstant().isAfter(now) ? now : received.toInstant();
    try {
      Message whole = whole(mail);
      ReplyMail reply = ReplyMail.read(whole, arrived);
      // Servers answer for people without a return address, too; a report may carry the invitation.
      boolean answers = !whole.isMimeType("multipart/report") && reply.isAnswer();
      return (answers || !returns.take(whole)) && replies.take(reply);
    } catch (IOException e) {
      throw new MessagingException("A mail could not be fetched", e);
    }
  }

  /**
   * A mail as it lies in the mailbox. Asked part by part, a server that cannot make sense of a mail
   * would keep us from reading it at all.
   */
  private static Message whole(Message mail) throws MessagingException, IOException {
    if (mail.getSize() > MOST_BYTES) {
      return mail;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    return new MimeMessage(
        Session.getInstance(new Properties()), new ByteArrayInputStream(bytes.toByteArray()));
  }
}
