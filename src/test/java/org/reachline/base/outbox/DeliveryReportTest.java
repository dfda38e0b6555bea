package org.reachline.base.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports as mail servers of several makes write them. */
class DeliveryReportTest {
  private static MimeMessage mail(String text) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<DeliveryReport> report(String blocks) throws Exception {
    return DeliveryReport.read(
        mail(
            """
            From: MAILER-DAEMON@mx.example
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            Sorry.
            --b
            Content-Type: message/delivery-status

            %s
            --b
            Content-Type: text/rfc822-headers

            Message-ID: <number@hub.example>
            To: a@place.example
            --b--
            """
                .formatted(blocks)));
  }

  @Test
  void theReportOfTheCaseNamesItsReceiverAndItsReason() throws Exception {
    try (InputStream file = getClass().getResourceAsStream("/cases/mail/R10-bounce-dsn.eml")) {
      MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), file);
      assertThat(DeliveryReport.isFromAServer(mail, "mailer-daemon@mx.az.example")).isTrue();
      DeliveryReport report = DeliveryReport.read(mail).orElseThrow();
      assertThat(report.about()).contains("outbox-5@reachline");
      assertThat(report.receivers())
          .containsExactly(
              new DeliveryReport.Receiver(
                  Optional.empty(),
                  Optional.of("samir.garland@az-herongrove-p.example"),
                  ReturnedMail.Meaning.FAILED,
                  "550 5.1.1 user unknown"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "552 5.2.2 over quota, true",
    "552-5.2.2 over quota, true",
    "452 4.2.2 mailbox full, true",
    "552 over quota, true",
    "552 over quota (5.0.0), true",
    "550 5.2.2 full, true",
    "status 5.2.2, true",
    "status 4.2.2, true",
    "quota exceeded (4.2.2), true",
    "552 5.3.4 too large, true",
    "550 5.1.1 user unknown, false",
    "552 5.1.1 user unknown, false",
    "status 5.2.1, false",
    "550 no such user, false",
    "status 5.2.20, false",
    "not delivered in five days (4.4.7), false",
  })
  void aFullMailboxIsNoUnknownPerson(String words, boolean full) {
    assertThat(UndeliverableAddress.isForWantOfRoom(words)).isEqualTo(full);
  }

  @Test
  void everyReceiverHasItsOwnMeaning() throws Exception {
    DeliveryReport report =
        report(
                """
                Reporting-MTA: dns; mx.example
                Arrival-Date: Mon, 30 Nov 2026 14:09:35 +0000

                Original-Recipient: rfc822;A@place.example
                Final-Recipient: RFC822; box@elsewhere.example
                Action: failed (permanent)
                Status: 5.2.1

                Final-Recipient: rfc822; b@place.example
                Action: delayed
                Status: 4.4.1
                Diagnostic-Code: smtp; 451 4.4.1 no answer
                  from the other side

                Final-Recipient: rfc822; c@place.example
                Action: relayed
                Status: 2.0.0


                Final-Recipient: utf-8; d@place.example
                Action: exploded
                """)
            .orElseThrow();
    assertThat(report.about()).contains("number@hub.example");
    assertThat(report.receivers())
        .extracting(DeliveryReport.Receiver::meaning)
        .containsExactly(
            ReturnedMail.Meaning.FAILED,
            ReturnedMail.Meaning.DELAYED,
            ReturnedMail.Meaning.DELIVERED,
            ReturnedMail.Meaning.UNREAD);
    assertThat(report.receivers().get(0).original()).contains("a@place.example");
    assertThat(report.receivers().get(0).last()).contains("box@elsewhere.example");
    assertThat(report.receivers().get(0).words()).isEqualTo("status 5.2.1");
    assertThat(report.receivers().get(1).words())
        .isEqualTo("451 4.4.1 no answer from the other side");
  }

  @Test
  void aReportThatNamesNobodyIsNotRead() throws Exception {
    assertThat(report("Reporting-MTA: dns; mx.example")).isEmpty();
    assertThat(report("Reporting-MTA: dns; x\n\nFinal-Recipient: x400; /c=us\nAction: failed"))
        .isEmpty();
    assertThat(report("Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; nobody\nAction: failed"))
        .isEmpty();
    assertThat(report("Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example")).isEmpty();
  }

  @Test
  void wordsForPeopleAreNotGuessedFrom() throws Exception {
    MimeMessage qmail =
        mail(
            """
            From: MAILER-DAEMON@mx.example
            Subject: failure notice

            Hi. This is the qmail-send program at mx.example.
            <a@place.example>:
            Sorry, no mailbox here by that name.
            """);
    assertThat(DeliveryReport.isFromAServer(qmail, "MAILER-DAEMON@mx.example")).isTrue();
    assertThat(DeliveryReport.read(qmail)).isEmpty();
    assertThat(DeliveryReport.beginning(qmail, 0))
        .startsWith("Hi. This is the qmail-send program")
        .contains("<a@place.example>");
  }

  @Test
  void somebodyWhoWritesIsNoServer() throws Exception {
    assertThat(DeliveryReport.isFromAServer(mail("From: a@b.example\n\nhello\n"), "a@b.example"))
        .isFalse();
  }
}
