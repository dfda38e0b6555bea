package org.reachline.sessions.calendar;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.reachline.base.calendar.CalendarAnswer;

/**
 * A mail in the mailbox of replies, as far as it answers something. Programs put a calendar entry
 * into a mail in many ways: as an alternative of the text or a file beside it, once or twice, under
 * several types, deep within others. The same answer found twice is one.
 *
 * @param number the mail's own number; the same mail counts once
 * @param from mail address of its sender, lower case; empty if it names none
 * @param arrivedAt when it arrived
 * @param answers what it answers, in order
 * @param unread why it answers nothing although a calendar entry is in it, a sentence; or null
 * @param words how its text begins, or null
 * @param byItself whether a program wrote it unasked, such as an absence note
 */
record ReplyMail(
    String number,
    String from,
    Instant arrivedAt,
    List<CalendarAnswer> answers,
    String unread,
    String words,
    boolean byItself) {

  /** Whether a calendar program says in it that it answers. */
  boolean isAnswer() {
    return answers.stream()
        .anyMatch(answer -> answer.method().equals("REPLY") || answer.method().equals("COUNTER"));
  }

  /** A reply has a few hundred bytes; what is far larger is none. */
  private static final int MOST_BYTES = 200_000;

  private static final int MOST_DEPTH = 20;
  private static final int MOST_WORDS = 2_000;
  private static final int MOST_NUMBER = 500;

  /** What is found on a walk through the parts. */
  private static final class Found {
    final Set<CalendarAnswer> answers = new LinkedHashSet<>();
    String unread;
    String words;
  }

  /**
   * Reads a mail.
   *
   * @param arrivedAt when it arrived
   */
  static ReplyMail read(Message mail, Instant arrivedAt) throws MessagingException {
    Found found = new Found();
    walk(mail, 0, found);
    String from = sender(mail);
    return new ReplyMail(
        number(mail, from, found),
        from,
        arrivedAt,
        List.copyOf(found.answers),
        found.answers.isEmpty() ? found.unread : null,
        CalendarAnswer.words(found.words),
        isByItself(mail));
  }

  private static void walk(Part part, int depth, Found found) {
    try {
      if (depth > MOST_DEPTH) {
        found.unread = "It is nested too deep to be read.";
      } else if (isCalendar(part)) {
        found.answers.addAll(CalendarAnswer.readAll(text(part), method(part)));
      } else if (part.isMimeType("multipart/*")) {
        Multipart parts = (Multipart) part.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
          walk(parts.getBodyPart(i), depth + 1, found);
        }
      } else if (part.isMimeType("message/rfc822")) {
        walk((Part) part.getContent(), depth + 1, found);
      } else if (part.isMimeType("application/ms-tnef")) {
        found.unread = "Its answer is in a form that only Outlook reads (winmail.dat).";
      } else if (part.isMimeType("application/pkcs7-mime")
          || part.isMimeType("application/pgp-encrypted")) {
        found.unread = "It is encrypted.";
      } else if (part.isMimeType("text/plain") && found.words == null) {
        found.words = text(part);
      }
    } catch (CalendarAnswer.Unreadable e) {
      found.unread = e.getMessage();
    } catch (MessagingException | IOException | RuntimeException e) {
      found.unread = "Its parts cannot be read: it was damaged on the way.";
    }
  }

  private static boolean isCalendar(Part part) throws MessagingException {
    return part.isMimeType("text/calendar")
        || part.isMimeType("text/x-vcalendar")
        || part.isMimeType("application/ics")
        || part.isMimeType("application/calendar")
        || part.isMimeType("application/x-ics")
        || fileName(part).matches(".*\\.(ics|vcs|ical|icalendar)");
  }

  private static String fileName(Part part) {
    try {
      String name = part.getFileName();
      return name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
    } catch (MessagingException odd) {
      return "";
    }
  }

  private static String method(Part part) throws MessagingException {
    String said = parameter(part, "method");
    return said == null ? "" : said;
  }

  private static String parameter(Part part, String name) throws MessagingException {
    try {
      return new ContentType(part.getContentType()).getParameter(name);
    } catch (ParseException odd) {
      return null;
    }
  }

  private static String text(Part part)
      throws MessagingException, IOException, CalendarAnswer.Unreadable {
    byte[] bytes;
    try (InputStream content = part.getInputStream()) {
      bytes = content.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      if (part.isMimeType("text/plain")) {
        return new String(bytes, 0, MOST_WORDS, StandardCharsets.UTF_8);
      }
      throw tooLarge();
    }
    return decoded(bytes, parameter(part, "charset"));
  }

  private static CalendarAnswer.Unreadable tooLarge() {
    return CalendarAnswer.unreadable("Its calendar entry is larger than any answer.");
  }

  /** In the character set that is named, else in what the bytes look like. */
  private static String decoded(byte[] bytes, String charset) {
    List<Charset> tried = new ArrayList<>();
    try {
      if (charset != null) {
        tried.add(Charset.forName(charset.strip()));
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      // The bytes decide.
    }
    tried.add(StandardCharsets.UTF_8);
    for (Charset one : tried) {
      try {
        return one.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException wrong) {
        // The next one.
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String sender(Message mail) {
    try {
      Address[] from = mail.getFrom();
      return from != null && from.length > 0 && from[0] instanceof InternetAddress one
          ? clean(one.getAddress()).toLowerCase(Locale.ROOT)
          : "";
    } catch (MessagingException odd) {
      return "";
    }
  }

  /** Without what no record could hold. */
  private static String clean(String header) {
    return header == null ? "" : header.replaceAll("\\p{Cntrl}|\\p{Cs}", "").strip();
  }

  /** Absence notes and news: nobody answers by them. */
  private static boolean isByItself(Message mail) throws MessagingException {
    String submitted = header(mail, "Auto-Submitted");
    String precedence = header(mail, "Precedence");
    return !submitted.isEmpty() && !submitted.startsWith("no")
        || precedence.matches("bulk|junk|list|auto_reply")
        || !header(mail, "X-Autoreply").isEmpty()
        || !header(mail, "X-Auto-Response-Suppress").isEmpty()
        || !header(mail, "List-Id").isEmpty();
  }

  private static String header(Message mail, String name) throws MessagingException {
    String[] said = mail.getHeader(name);
    return said == null || said.length == 0 ? "" : said[0].strip().toLowerCase(Locale.ROOT);
  }

  /** The number that the mail gives itself; else one that the same mail will have again. */
  private static String number(Message mail, String from, Found found) throws MessagingException {
    String[] said = mail.getHeader("Message-ID");
    String own = said == null || said.length == 0 ? "" : clean(said[0]);
    if (!own.isEmpty() && own.length() <= MOST_NUMBER) {
      return own;
    }
    return "unnumbered-"
        + DigestUtils.sha256Hex(
            own
                + "|"
                + from
                + "|"
                + header(mail, "Date")
                + "|"
                + found.answers
                + "|"
                + found.words);
  }
}
