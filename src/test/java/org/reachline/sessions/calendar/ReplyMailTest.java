package org.reachline.sessions.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.base.calendar.CalendarAnswer;

/** Where programs put a calendar entry in a mail. */
class ReplyMailTest {
  private static final Instant NOW = Instant.parse("2026-01-10T18:30:00Z");
  private static final String REPLY =
      "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20260110T180000Z\r\n"
          + "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\r\nCOMMENT:Bin im Büro\r\nEND:VEVENT\r\n"
          + "END:VCALENDAR\r\n";
  private static final String HEAD =
      "From: Ann <A@b.example>\r\nMessage-ID: <1@b.example>\r\nMIME-Version: 1.0\r\n";

  private static ReplyMail read(String mail) throws Exception {
    return read(mail.getBytes(StandardCharsets.UTF_8));
  }

  private static ReplyMail read(byte[] mail) throws Exception {
    MimeMessage message =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    return ReplyMail.read(message, NOW);
  }

  private static String part(String type, String content) {
    return "Content-Type: "
        + type
        + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Base64.getMimeEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }

  private static String multi(String kind, String boundary, String... parts) {
    StringBuilder all = new StringBuilder();
    all.append("Content-Type: multipart/").append(kind).append("; boundary=\"").append(boundary);
    all.append("\"\r\n\r\n");
    for (String part : parts) {
      all.append("--").append(boundary).append("\r\n").append(part);
    }
    return all.append("--").append(boundary).append("--\r\n").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/calendar; charset=UTF-8; method=REPLY",
        "TEXT/CALENDAR; CHARSET=utf-8",
        "application/ics; charset=\"UTF-8\"; method=REPLY",
        "application/ics; name=invite.ics",
        "application/octet-stream; name=\"response.ics\"",
        "application/calendar",
        "text/x-vcalendar; charset=utf-8",
        "text/calendar; charset=no-such-charset",
        "text/calendar; charset=us-ascii",
      })
  void findsTheEntryUnderWhateverType(String type) throws Exception {
    String words = part("text/plain; charset=UTF-8", "Ann has answered.");
    String entry = part(type, REPLY);
    for (String mail :
        new String[] {
          entry,
          multi("mixed", "m", words, entry),
          multi("mixed", "m", multi("alternative", "a", words, entry), entry),
          multi("mixed", "m", multi("related", "r", multi("alternative", "a", words, entry))),
          multi("signed", "s", multi("mixed", "m", words, entry)),
          "Content-Type: message/rfc822\r\n\r\n" + HEAD + entry,
        }) {
      ReplyMail read = read(HEAD + mail);
      assertThat(read.answers()).as(mail).hasSize(1);
      assertThat(read.answers().get(0).comment()).isEqualTo("Bin im Büro");
      assertThat(read.from()).isEqualTo("a@b.example");
      assertThat(read.unread()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"ISO-8859-1", "windows-1252", "UTF-16", "UTF-8", "ISO-8859-15"})
  void readsTheCharacterSetThatThePartNames(String charset) throws Exception {
    byte[] head =
        (HEAD
                + "Content-Type: text/calendar; charset="
                + charset
                + "\r\nContent-Transfer-Encoding: base64\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] body = Base64.getMimeEncoder().encode(REPLY.getBytes(Charset.forName(charset)));
    byte[] mail = new byte[head.length + body.length];
    System.arraycopy(head, 0, mail, 0, head.length);
    System.arraycopy(body, 0, mail, head.length, body.length);
    assertThat(read(mail).answers().get(0).comment()).isEqualTo("Bin im Büro");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/ms-tnef; name=winmail.dat | only Outlook reads",
        "application/pkcs7-mime; name=smime.p7m | encrypted",
        "application/pgp-encrypted | encrypted",
        "text/calendar; charset=UTF-8 | cannot be read",
      })
  void saysWhyNothingCanBeRead(String type, String why) throws Exception {
    ReplyMail read = read(HEAD + multi("mixed", "m", part(type, "nothing that we know")));
    assertThat(read.answers()).isEmpty();
    assertThat(read.unread()).contains(why);
  }

  @Test
  void damagedPartsAndEndlessNestingAreSaidAndBreakNothing() throws Exception {
    String deep = part("text/calendar", REPLY);
    for (int i = 0; i < 30; i++) {
      deep = multi("mixed", "m" + i, deep);
    }
    assertThat(read(HEAD + deep).unread()).contains("nested too deep");
    assertThat(read(HEAD + part("text/calendar", REPLY + "X:" + "y".repeat(300_000))).unread())
        .contains("larger than any answer");
    assertThat(read(HEAD + "Content-Type: multipart/mixed\r\n\r\nno boundary").answers()).isEmpty();
    assertThat(read("Subject: nothing else\r\n\r\n").from()).isEmpty();
  }

  @Test
  void aMailWithoutANumberGetsTheSameOneEachTime() throws Exception {
    String mail = HEAD.replaceAll("Message-ID.*\r\n", "") + part("text/calendar", REPLY);
    assertThat(read(mail).number()).startsWith("unnumbered-").isEqualTo(read(mail).number());
    assertThat(read(mail.replace("Ann <A@", "Ann <B@")).number()).isNotEqualTo(read(mail).number());
  }

  @Test
  void whatNoRecordCouldHoldIsLeftOut() throws Exception {
    String odd =
        REPLY
            .replace("METHOD:REPLY", "METHOD:\u0000FORGERY" + "x".repeat(900))
            .replace("a@b.example", "a\u0000@b.example");
    ReplyMail read =
        read(
            HEAD.replace("<1@", "<" + "1".repeat(9000) + "@").replace("A@b", "A\u0000@b")
                + part("text/calendar", odd));
    assertThat(read.number()).hasSizeLessThan(100);
    assertThat(read.answers().get(0).method()).hasSize(40).startsWith("FORGERY");
    assertThat(read.answers().get(0).attendees().get(0).email()).isEqualTo("a@b.example");
    assertThat(read.from()).doesNotContain("\u0000");
  }

  @Test
  void anAbsenceNoteIsNoLetter() throws Exception {
    String words = part("text/plain; charset=UTF-8", "I am away.");
    assertThat(read(HEAD + words).byItself()).isFalse();
    assertThat(read(HEAD + words).words()).isEqualTo("I am away.");
    assertThat(read(HEAD + "Auto-Submitted: auto-replied\r\n" + words).byItself()).isTrue();
    assertThat(read(HEAD + "Auto-Submitted: no\r\n" + words).byItself()).isFalse();
    assertThat(read(HEAD + "Precedence: bulk\r\n" + words).byItself()).isTrue();
    assertThat(CalendarAnswer.words("a\u0000b\uD800c")).isEqualTo("a bc");
  }
}
