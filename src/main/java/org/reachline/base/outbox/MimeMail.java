package org.reachline.base.outbox;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.reachline.base.OneLine;

/**
 * A mail in the form in which it travels. A calendar entry goes as calendar programs take it for an
 * invitation (RFC 6047, section 2.4): as an alternative of the text, with its method in the type,
 * and once more as a file for programs that show none of this.
 */
final class MimeMail extends MimeMessage {
  private final String number;

  /** A letter that no mail server could be given; the message says why. */
  static final class CannotBeBuilt extends Exception {
    private static final long serialVersionUID = 1L;

    CannotBeBuilt(String message) {
      super(message);
    }
  }

  private MimeMail(Session session, String number) {
    super(session);
    this.number = number;
  }

  /** Writes a mail of the outbox. @throws CannotBeBuilt if that cannot be done, now or ever */
  static MimeMail of(OutboxMail mail, InternetAddress sender, Session session, Instant now)
      throws CannotBeBuilt {
    Optional<String> wrong = OneLine.complaint(mail.subject);
    if (wrong.isPresent()) {
      throw new CannotBeBuilt("Its subject cannot be sent. " + wrong.get());
    }
    InternetAddress receiver =
        MailAddresses.bare(mail.to)
            .orElseThrow(() -> new CannotBeBuilt("“" + mail.to + "” is no mail address."));
    try {
      MimeMail letter = new MimeMail(session, mail.messageId);
      letter.setFrom(sender);
      letter.setRecipient(Message.RecipientType.TO, receiver);
      letter.setSubject(mail.subject, StandardCharsets.UTF_8.name());
      letter.setSentDate(Date.from(now));
      // RFC 3834: no vacation program answers, and no list takes it for a person's letter.
      letter.setHeader("Auto-Submitted", "auto-generated");
      letter.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
      if (mail.calendar == null) {
        fill(letter, "text/plain; charset=UTF-8", mail.text);
      } else {
        letter.setContent(withEntry(mail));
      }
      letter.saveChanges();
      return letter;
    } catch (MessagingException | RuntimeException e) {
      throw new CannotBeBuilt("It cannot be written as a mail: " + e.getMessage());
    }
  }

  private static MimeMultipart withEntry(OutboxMail mail) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    fill(text, "text/plain; charset=UTF-8", mail.text);
    MimeBodyPart entry = new MimeBodyPart();
    fill(entry, "text/calendar; charset=UTF-8; method=" + mail.method, mail.calendar);
    MimeBodyPart either = new MimeBodyPart();
    either.setContent(new MimeMultipart("alternative", text, entry));
    MimeBodyPart file = new MimeBodyPart();
    fill(file, "application/ics; name=\"invite.ics\"", mail.calendar);
    file.setHeader("Content-Disposition", "attachment; filename=\"invite.ics\"");
    return new MimeMultipart(either, file);
  }

  private static void fill(MimePart part, String type, String content) throws MessagingException {
    byte[] bytes = content.replaceAll("\r\n?|\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
    part.setHeader("Content-Type", type);
    // Lines of 76 characters that no server on the way has to change.
    part.setHeader("Content-Transfer-Encoding", "base64");
  }

  /** The same mail carries the same number on every attempt, so that a second copy can be told. */
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", "<" + number + ">");
  }
}
