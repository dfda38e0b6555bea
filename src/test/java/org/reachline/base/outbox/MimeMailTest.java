package org.reachline.base.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form in which a letter travels, read back from its bytes. */
class MimeMailTest {
  private static final Session SESSION = Session.getInstance(new Properties());

  private static OutboxMail mail(String to, String subject) {
    OutboxMail mail = new OutboxMail();
    mail.to = to;
    mail.subject = subject;
    mail.text = "Dear Zoë 🎈,\n\nfrom .\n.\nend\n";
    mail.messageId = "b3c1@hub.example";
    return mail;
  }

  private static byte[] bytes(OutboxMail mail, String from) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MimeMail.of(mail, MailAddresses.sender(from).orElseThrow(), SESSION, Instant.EPOCH)
        .writeTo(out);
    return out.toByteArray();
  }

  private static MimeMessage readBack(OutboxMail mail, String from) throws Exception {
    return new MimeMessage(SESSION, new ByteArrayInputStream(bytes(mail, from)));
  }

  @Test
  void aLetterSaysThatAProgramWroteItAndNamesNobodyElse() throws Exception {
    MimeMessage read = readBack(mail("mara@dane.example", "Reminder"), "echo@hub.example");
    assertThat(read.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(read.getHeader("Message-ID")).containsExactly("<b3c1@hub.example>");
    assertThat(read.getHeader("To")).containsExactly("mara@dane.example");
    assertThat(read.getHeader("From")).containsExactly("echo@hub.example");
    assertThat(read.getHeader("Cc")).isNull();
    assertThat(read.getHeader("Bcc")).isNull();
    assertThat(read.getHeader("MIME-Version")).containsExactly("1.0");
    assertThat(read.getContent()).isEqualTo("Dear Zoë 🎈,\r\n\r\nfrom .\r\n.\r\nend\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invitation: ECHO 1",
        "Einladung: Über „Ärzte“",
        "🎈 🎈 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 beyond the plane 🏥 to the end 🏁",
        "שלום \u200Fאחות",
        "日本語の件名",
        "=?UTF-8?Q?not=20encoded?=",
        "a@b, \"c\"; <d>",
      })
  void everySubjectArrivesWhole(String subject) throws Exception {
    for (String text : new String[] {subject, (subject + " ").repeat(500 / subject.length())}) {
      String line = text.strip();
      OutboxMail mail = mail("mara@dane.example", line);
      String raw = new String(bytes(mail, "echo@hub.example"), StandardCharsets.UTF_8);
      assertThat(raw.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(998));
      assertThat(raw.substring(0, raw.indexOf("\r\n\r\n")).chars()).allMatch(c -> c < 127);
      if (!subject.startsWith("=?")) {
        assertThat(readBack(mail, "echo@hub.example").getSubject()).isEqualTo(line);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\r\nBcc: all@evil.example",
        "a\rb",
        "a\0b",
        "a\u2028b",
        "a\u0085b",
        "a\u202Eb",
        "a\u001Bb"
      })
  void aSubjectOfSeveralLinesCannotBeBuilt(String subject) {
    assertThatThrownBy(() -> bytes(mail("mara@dane.example", subject), "echo@hub.example"))
        .isInstanceOf(MimeMail.CannotBeBuilt.class)
        .hasMessageContaining("subject");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "@x.example",
        "a@",
        "a b@x.example",
        "a@x.example, b@x.example",
        "a@x.example\r\nRCPT TO:<b@x.example>",
        "<a@x.example>",
        "A <a@x.example>",
        "jürg@x.example",
        "a@x..example",
        ""
      })
  void whatIsNoAddressCannotBeWrittenTo(String to) {
    assertThatThrownBy(() -> bytes(mail(to, "Reminder"), "echo@hub.example"))
        .isInstanceOf(MimeMail.CannotBeBuilt.class)
        .hasMessageContaining("is no mail address");
  }

  @Test
  void aDomainOfOtherLettersIsWrittenAsServersKnowIt() throws Exception {
    assertThat(readBack(mail("a@bücher.example", "x"), "echo@hub.example").getHeader("To"))
        .containsExactly("a@xn--bcher-kva.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo@hub.example | echo@hub.example |",
        "ECHO hub <echo@hub.example> | echo@hub.example | ECHO hub",
        "\"ECHO hub\" <echo@hub.example> | echo@hub.example | ECHO hub",
        "Project ECHO, Köln 🎈 <echo@hub.example> | echo@hub.example | Project ECHO, Köln 🎈",
        "<echo@hub.example> | echo@hub.example |",
      })
  void theSenderMayHaveAName(String from, String address, String name) throws Exception {
    MimeMessage read = readBack(mail("mara@dane.example", "x"), from);
    jakarta.mail.internet.InternetAddress sender =
        (jakarta.mail.internet.InternetAddress) read.getFrom()[0];
    assertThat(sender.getAddress()).isEqualTo(address);
    assertThat(sender.getPersonal()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ECHO", "ECHO <>", "a@b, c@d", "a@b\r\nBcc: x@y", "ECHO <a b@c>"})
  void whatIsNoSenderIsTold(String from) {
    assertThat(MailAddresses.sender(from)).isEmpty();
  }
}
