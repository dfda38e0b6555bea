package org.reachline.sessions.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.base.outbox.ReturnedMail;
import org.reachline.base.outbox.UndeliverableAddress;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

/** What mail servers write back, read from a real IMAP server, and where people see it. */
@QuarkusTest
class ReturnsTest {
  private static final String DANE = TrialBuilder.CLINICIAN;

  @Inject ReplyMailbox mailbox;
  @Inject SessionInvitations invitations;

  @ConfigProperty(name = "reachline.imap.port")
  int port;

  private GreenMail server;
  private GreenMailUser inbox;
  private EchoTrial trial;

  @BeforeEach
  void inviteAndStartMailServer() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              ReturnedMail.deleteAll();
              OutboxMail.deleteAll();
              UndeliverableAddress.deleteAll();
            });
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(() -> invitations.publish(EchoSession.findById(trial.sessions().get(0))));
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                OutboxMail.<OutboxMail>streamAll()
                    .forEach(
                        mail -> {
                          mail.state = OutboxMail.State.SENT;
                          mail.sentAt = Instant.EPOCH;
                        }));
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    server.start();
    inbox = server.setUser("echo@reachline.example", "echo", "for-tests-only");
  }

  @AfterEach
  void stopMailServer() {
    server.stop();
    QuarkusTransaction.requiringNew().run(() -> UndeliverableAddress.deleteAll());
  }

  private void arrives(String text) throws Exception {
    inbox.deliver(
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
    mailbox.readNew();
  }

  private static OutboxMail mailTo(String address) {
    return QuarkusTransaction.requiringNew()
        .call(() -> OutboxMail.<OutboxMail>find("to", address).firstResult());
  }

  private static boolean isMarked(String address) {
    return QuarkusTransaction.requiringNew()
        .call(() -> UndeliverableAddress.find(address).isPresent());
  }

  private static String report(String number, String recipients, String about) {
    return """
        From: Mail Delivery System <MAILER-DAEMON@mx.example>
        To: echo@reachline.example
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <%s@mx.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        Sorry.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        %s
        --b
        Content-Type: text/rfc822-headers

        Message-ID: <%s>
        --b--
        """
        .formatted(number, recipients, about);
  }

  private static String failed(String address) {
    return "Final-Recipient: rfc822; "
        + address
        + "\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown";
  }

  @Test
  void aFullMailboxBringsTheMailBackAndLeavesTheAddressGood() throws Exception {
    String full = failed(DANE).replace("5.1.1", "5.2.2").replace("550", "552");
    arrives(report("full", full, mailTo(DANE).messageId));
    assertThat(mailTo(DANE).state).isEqualTo(OutboxMail.State.RETURNED);
    assertThat(isMarked(DANE)).isFalse();
  }

  @Test
  @AsCoordinator
  void aBounceMarksTheAddressWhereverPeopleRelyOnIt() throws Exception {
    OutboxMail mail = mailTo(DANE);
    arrives(report("one", failed(DANE.toUpperCase(java.util.Locale.ROOT)), mail.messageId));
    assertThat(mailTo(DANE).state).isEqualTo(OutboxMail.State.RETURNED);
    assertThat(mailTo(EchoTrial.COLLEAGUE).state).isEqualTo(OutboxMail.State.SENT);
    String why = "550 5.1.1 user unknown";
    given()
        .get("/outbox")
        .then()
        .body(containsString("came back"))
        .body(containsString("cannot be delivered"))
        .body(containsString(why));
    given().get("/people?q=" + DANE).then().body(containsString(why));
    given().get("/people/" + id()).then().body(containsString(why));
    given().get("/api/people?q=" + DANE).then().body("undeliverable", hasItem(why));
    given().get("/home").then().body(containsString("1 mail could not be sent."));
    given().get("/api/outbox/returned").then().body("[0].address", equalTo(DANE));
  }

  private static long id() {
    return QuarkusTransaction.requiringNew()
        .call(() -> org.reachline.people.Person.findByEmail(DANE).orElseThrow().id);
  }

  @Test
  @AsHub
  void theHubSeesItOnInvitationsButNotInTheOutbox() throws Exception {
    String page = trial.trial().path() + "/sessions/invitations";
    given().get(page).then().body(not(containsString("Mail does not arrive")));
    arrives(report("two", failed(DANE), mailTo(DANE).messageId));
    given()
        .get(page)
        .then()
        .body(containsString("Mail does not arrive"))
        .body(containsString("550 5.1.1 user unknown"));
    given().get("/api" + page).then().body("undeliverable", hasItem("550 5.1.1 user unknown"));
    given().get("/outbox").then().statusCode(403);
  }

  @Test
  void theCaseOfRecordMarksThePersonsAddress() throws Exception {
    try (InputStream file = getClass().getResourceAsStream("/cases/mail/R10-bounce-dsn.eml")) {
      arrives(new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(isMarked("samir.garland@az-herongrove-p.example")).isTrue();
  }

  @Test
  void theSameReportCountsOnceAndARepeatedOneChangesNothing() throws Exception {
    String report = report("three", failed(DANE), mailTo(DANE).messageId);
    arrives(report);
    QuarkusTransaction.requiringNew().run(() -> UndeliverableAddress.deleteAll());
    arrives(report);
    assertThat(isMarked(DANE)).isFalse();
    assertThat(ReturnedMail.count()).isEqualTo(1);
  }

  @Test
  void aMailThatWasPassedOnMarksTheAddressThatWeWroteTo() throws Exception {
    arrives(report("four", failed("box17@elsewhere.example"), mailTo(DANE).messageId));
    assertThat(isMarked(DANE)).isTrue();
    assertThat(isMarked("box17@elsewhere.example")).isFalse();
    arrives(
        report(
            "five",
            "Original-Recipient: rfc822;" + EchoTrial.COLLEAGUE + "\n" + failed("b@x.example"),
            "unknown@x.example"));
    assertThat(isMarked(EchoTrial.COLLEAGUE)).isTrue();
  }

  @Test
  void whatIsLateOrArrivedMarksNobody() throws Exception {
    for (String action : new String[] {"delayed", "relayed", "delivered", "expanded", "unheard"}) {
      arrives(
          report(
              action,
              "Final-Recipient: rfc822; " + DANE + "\nAction: " + action + "\nStatus: 4.4.1",
              mailTo(DANE).messageId));
    }
    assertThat(isMarked(DANE)).isFalse();
    assertThat(mailTo(DANE).state).isEqualTo(OutboxMail.State.SENT);
    assertThat(ReturnedMail.count()).isEqualTo(5);
  }

  @Test
  @AsCoordinator
  void whatNoProgramCanReadStandsOnThePageAndNothingIsGuessed() throws Exception {
    arrives(
        """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example
        To: echo@reachline.example
        Subject: failure notice
        Message-ID: <qmail@mx.example>

        Hi. This is the qmail-send program at mx.example.

        <%s>:
        Sorry, no mailbox here by that name. (#5.1.1)
        """
            .formatted(DANE));
    arrives(
        """
        From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@place.example>
        To: echo@reachline.example
        Subject: Undeliverable: Invitation
        Message-ID: <exchange@mx.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/html

        <p>Your message to %s couldn't be delivered.</p>
        --b
        Content-Type: message/delivery-status

        torn off
        --b--
        """
            .formatted(DANE));
    assertThat(isMarked(DANE)).isFalse();
    given()
        .get("/outbox")
        .then()
        .body(containsString("could not be read by a program"))
        .body(containsString("qmail-send program"))
        .body(containsString("Undeliverable: Invitation"));
  }
}
