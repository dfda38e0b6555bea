package org.reachline.base.outbox;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reachline.base.OneLine;

/**
 * Takes what mail servers write back about mails of ours. A report that a program can read marks
 * the address and the mail; any other stands on the outbox page, and nothing is guessed from it.
 */
@ApplicationScoped
public class Returns {
  private static final int MOST_LETTERS = 200;

  @Inject Clock clock;

  /**
   * Takes a mail if a mail server wrote it, once.
   *
   * @return whether it was one, so that nobody else has to read it
   */
  @Transactional
  public boolean take(Message mail) throws MessagingException, IOException {
    String from = sender(mail);
    if (!DeliveryReport.isFromAServer(mail, from)) {
      return false;
    }
    String[] number = mail.getHeader("Message-ID");
    String id = number == null ? "unnumbered " + UUID.randomUUID() : number[0];
    if (ReturnedMail.count("messageId", id.strip()) > 0) {
      return true;
    }
    Optional<DeliveryReport> report = read(mail);
    List<DeliveryReport.Receiver> receivers =
        report.map(DeliveryReport::receivers).orElse(List.of());
    Optional<OutboxMail> about =
        report.flatMap(DeliveryReport::about).flatMap(OutboxMail::findByMessageId);
    for (DeliveryReport.Receiver receiver : receivers) {
      take(keep(mail, id, from), receiver, about);
    }
    if (receivers.isEmpty()) {
      ReturnedMail unread = keep(mail, id, from);
      unread.meaning = ReturnedMail.Meaning.UNREAD;
      unread.words = DeliveryReport.beginning(mail, 0);
      unread.persist();
    }
    return true;
  }

  private void take(
      ReturnedMail row, DeliveryReport.Receiver receiver, Optional<OutboxMail> about) {
    row.address = address(receiver, about);
    row.meaning = receiver.meaning();
    row.words = receiver.words();
    row.mail = about.filter(m -> m.to.equalsIgnoreCase(row.address)).orElse(null);
    row.persist();
    if (receiver.meaning() == ReturnedMail.Meaning.FAILED) {
      if (!UndeliverableAddress.isForWantOfRoom(row.words)) {
        UndeliverableAddress.note(
            row.address, UndeliverableAddress.Source.BOUNCED, row.words, row.receivedAt);
      }
      if (row.mail != null && row.mail.state == OutboxMail.State.SENT) {
        row.mail.state = OutboxMail.State.RETURNED;
        row.mail.lastError = row.words;
      }
    }
  }

  /** The address that we wrote to: a mail that was passed on ends at one that we may not know. */
  private static String address(DeliveryReport.Receiver receiver, Optional<OutboxMail> about) {
    return receiver
        .last()
        .filter(OutboxMail::isKnown)
        .or(() -> receiver.original().filter(OutboxMail::isKnown))
        .or(() -> about.map(m -> m.to))
        .or(receiver::original)
        .or(receiver::last)
        .orElseThrow();
  }

  private ReturnedMail keep(Message mail, String id, String from) throws MessagingException {
    ReturnedMail row = new ReturnedMail();
    row.messageId = id.strip();
    row.receivedAt = clock.instant();
    row.from = OneLine.clean(from, MOST_LETTERS);
    row.subject = OneLine.clean(mail.getSubject() == null ? "" : mail.getSubject(), MOST_LETTERS);
    return row;
  }

  private static Optional<DeliveryReport> read(Message mail) {
    try {
      return DeliveryReport.read(mail);
    } catch (MessagingException | IOException | RuntimeException e) {
      Log.warnf("A report of a mail server cannot be read: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private static String sender(Message mail) throws MessagingException {
    Address[] from = mail.getFrom();
    return from != null && from.length > 0 && from[0] instanceof InternetAddress
        ? ((InternetAddress) from[0]).getAddress()
        : "";
  }
}
