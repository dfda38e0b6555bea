package org.reachline.base.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server may answer, and what becomes of the mail. */
class PostmanTest {
  private static Postman.Server at(int port, String user, Postman.Tls tls) {
    return new Postman.Server(
        "127.0.0.1",
        port,
        user,
        user == null ? null : "secret",
        tls,
        false,
        Duration.ofMillis(150));
  }

  private static Postman.Answer hand(Postman.Server server) throws Exception {
    Postman postman = new Postman(server);
    OutboxMail mail = new OutboxMail();
    mail.to = "somebody@place.example";
    mail.subject = "Invitation";
    mail.text = "Come.\n";
    mail.messageId = "1@hub.example";
    return postman.hand(
        MimeMail.of(
            mail,
            MailAddresses.sender("ECHO hub <echo@hub.example>").orElseThrow(),
            postman.session(),
            Instant.EPOCH));
  }

  @ParameterizedTest(name = "{1} to {0}: {2}")
  @CsvSource({
    "GREETING, 220 welcome, TAKEN",
    "GREETING, 421 too busy, LATER",
    "GREETING, 554 no service for you, LATER",
    "GREETING, silence, LATER",
    "GREETING, hangs up, LATER",
    "EHLO, silence, LATER",
    "MAIL, 451 4.3.0 try later, LATER",
    "MAIL, 452 4.3.1 no space, LATER",
    "MAIL, 530 5.7.0 Must issue a STARTTLS command first, LATER",
    "MAIL, 530 5.7.0 Authentication required, LATER",
    "MAIL, 550 5.1.8 we do not take mail from this sender, REFUSED",
    "MAIL, 552 5.3.4 too large, REFUSED",
    "MAIL, silence, LATER",
    "MAIL, hangs up, LATER",
    "RCPT, 450 4.2.0 greylisted, LATER",
    "RCPT, 451 4.4.3 no nameserver, LATER",
    "RCPT, 452 4.2.2 mailbox full for now, LATER",
    "RCPT, 421 4.7.0 closing, LATER",
    "RCPT, 550 5.1.1 user unknown, NO_SUCH_ADDRESS",
    "RCPT, 550 no such user here, NO_SUCH_ADDRESS",
    "RCPT, 551 5.1.6 moved, NO_SUCH_ADDRESS",
    "RCPT, 550 5.2.1 mailbox disabled, NO_SUCH_ADDRESS",
    "RCPT, 552 5.2.2 mailbox full, REFUSED",
    "RCPT, 550 5.2.2 over quota, REFUSED",
    "RCPT, 552 over quota, REFUSED",
    "RCPT, 552 5.2.3 too long for this mailbox, REFUSED",
    "RCPT, 552 5.1.1 user unknown, NO_SUCH_ADDRESS",
    "RCPT, 553 5.1.3 no address, NO_SUCH_ADDRESS",
    "RCPT, 501 5.1.3 bad syntax, NO_SUCH_ADDRESS",
    "RCPT, 554 5.7.1 relay access denied, REFUSED",
    "RCPT, 550 5.7.1 policy, REFUSED",
    "RCPT, silence, LATER",
    "RCPT, hangs up, LATER",
    "DATA, 451 4.3.0 not now, LATER",
    "DATA, 554 5.5.1 no valid recipients, REFUSED",
    "DATA, silence, LATER",
    "DATA, hangs up, LATER",
    "., 250 2.0.0 taken, TAKEN",
    "., 451 4.3.0 could not store it, LATER",
    "., 550 5.7.1 looks like spam, REFUSED",
    "., 554 5.6.0 no, REFUSED",
    "., silence, UNKNOWN",
    "., hangs up, UNKNOWN",
    "QUIT, silence, TAKEN",
    "QUIT, hangs up, TAKEN",
  })
  void everyAnswerHasOneMeaning(String command, String answer, Postman.Fate fate) throws Exception {
    try (ScriptedServer server = ScriptedServer.that(command, answer)) {
      Postman.Answer got = hand(at(server.port(), null, Postman.Tls.OPTIONAL));
      assertThat(got.fate()).isEqualTo(fate);
      if (fate == Postman.Fate.TAKEN) {
        assertThat(got.words()).isNull();
        assertThat(server.taken).hasSize(1);
      } else {
        assertThat(got.words()).isNotBlank().doesNotContain("\n");
      }
      if (answer.matches("\\d.*")
          && fate != Postman.Fate.TAKEN
          && !command.matches("GREETING|EHLO")) {
        assertThat(got.words()).contains(answer.replaceAll("^\\d+ (\\d\\S+ )?", ""));
      }
    }
  }

  @Test
  void aServerThatIsAwayIsTriedLater() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(hand(at(free, null, Postman.Tls.OPTIONAL)).fate()).isEqualTo(Postman.Fate.LATER);
    Postman.Server nowhere =
        new Postman.Server(
            "mail.invalid", 25, null, null, Postman.Tls.OPTIONAL, false, Duration.ofMillis(150));
    assertThat(hand(nowhere).fate()).isEqualTo(Postman.Fate.LATER);
  }

  @Test
  void aWrongPasswordIsAMatterOfSettingsAndNotOfTheMail() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.at(
            0,
            line ->
                line.startsWith("EHLO")
                    ? "250-scripted\r\n250 AUTH PLAIN LOGIN"
                    : line.startsWith("AUTH") ? "535 5.7.8 wrong password" : null)) {
      Postman.Answer answer = hand(at(server.port(), "echo", Postman.Tls.OPTIONAL));
      assertThat(answer.fate()).isEqualTo(Postman.Fate.LATER);
      assertThat(answer.words()).contains("did not accept our user and password");
    }
  }

  @Test
  void whereEncryptionIsRequiredNothingIsSaidWithoutIt() throws Exception {
    try (ScriptedServer server = ScriptedServer.that("none", null)) {
      assertThat(hand(at(server.port(), null, Postman.Tls.REQUIRED)).fate())
          .isEqualTo(Postman.Fate.LATER);
      assertThat(server.heard).noneMatch(line -> line.startsWith("MAIL"));
      assertThat(hand(at(server.port(), null, Postman.Tls.IMPLICIT)).fate())
          .isEqualTo(Postman.Fate.LATER);
      assertThat(server.taken).isEmpty();
    }
  }
}
