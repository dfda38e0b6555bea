package org.reachline.sessions.calendar;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
public class ReplyMailbox {
  /** A reply has a few hundred bytes; what is far larger is none. */
  private static final int MOST_BYTES = 200_000;

  private static final int MOST_DEPTH = 5;

  @Inject Replies replies;
  @Inject Returns returns;

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
          } catch (RuntimeException e) {
            // It stays unseen for the next round, and must not keep the others waiting.
            Log.warnf(e, "A reply could not be taken");
          }
        }
      }
    }
    return taken;
  }

  private boolean read(Message mail) {
    try {
      if (returns.take(mail)) {
        return false;
      }
      Optional<String> calendar = calendarOf(mail, 0);
      String[] number = mail.getHeader("Message-ID");
      String from = sender(mail);
      if (calendar.isEmpty() || number == null || from == null) {
        return false;
      }
      return replies.take(number[0].strip(), from, calendar.get());
    } catch (MessagingException | IOException e) {
      // One mail that cannot be read must not keep the others waiting.
      Log.warnf("A mail in the mailbox of replies cannot be read: %s", e.getMessage());
      return false;
    }
  }

  private static String sender(Message mail) throws MessagingException {
    Address[] from = mail.getFrom();
    return from != null && from.length == 1 && from[0] instanceof InternetAddress
        ? ((InternetAddress) from[0]).getAddress()
        : null;
  }

  private static Optional<String> calendarOf(Part part, int depth)
      throws MessagingException, IOException {
    if (part.isMimeType("text/calendar")) {
      try (InputStream text = part.getInputStream()) {
        byte[] bytes = text.readNBytes(MOST_BYTES + 1);
        return bytes.length > MOST_BYTES
            ? Optional.empty()
            : Optional.of(new String(bytes, StandardCharsets.UTF_8));
      }
    }
    if (part.isMimeType("multipart/*") && depth < MOST_DEPTH) {
      Multipart parts = (Multipart) part.getContent();
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        Optional<String> found = calendarOf(inner, depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
