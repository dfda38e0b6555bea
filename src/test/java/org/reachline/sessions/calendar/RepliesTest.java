package org.reachline.sessions.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.hosting.SessionActs;

/** Replies as calendar programs write them, read from a real IMAP server. */
@QuarkusTest
class RepliesTest {
  @Inject ReplyMailbox mailbox;
  @Inject SessionInvitations invitations;
  @Inject EventNames names;
  @Inject SessionActs acts;

  @ConfigProperty(name = "reachline.imap.port")
  int port;

  private GreenMail server;
  private GreenMailUser inbox;
  private EchoTrial trial;
  private int mails;

  @BeforeEach
  void inviteAndStartMailServer() {
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew().run(() -> invitations.publish(session()));
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    server.start();
    inbox = server.setUser("echo@reachline.example", "echo", "for-tests-only");
  }

  @AfterEach
  void stopMailServer() {
    server.stop();
  }

  private EchoSession session() {
    return EchoSession.findById(trial.sessions().get(0));
  }

  private String uid(String email) {
    return QuarkusTransaction.requiringNew()
        .call(() -> names.of(session(), Person.findByEmail(email).orElseThrow()));
  }

  private static String reply(
      String uid, int sequence, String attendee, String answer, String stamp) {
    return String.join(
        "\r\n",
        "BEGIN:VCALENDAR",
        "PRODID:-//Some calendar//EN",
        "VERSION:2.0",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        "UID:" + uid,
        "DTSTAMP:" + stamp,
        "DTSTART:20260113T180000Z",
        "SEQUENCE:" + sequence,
        "ORGANIZER:mailto:echo@reachline.example",
        "ATTENDEE;PARTSTAT=" + answer + ";CN=Somebody:MAILTO:" + attendee,
        "END:VEVENT",
        "END:VCALENDAR",
        "");
  }

  private void arrives(String from, String calendar) throws Exception {
    arrives("<" + trial.trial().slug() + "-" + ++mails + "@mail.example>", from, calendar);
  }

  private void arrives(String number, String from, String calendar) throws Exception {
    arrives(number, from, calendar, null);
  }

  private void arrives(String number, String from, String calendar, String returnPath)
      throws Exception {
    MimeMessage mail =
        new MimeMessage(Session.getInstance(new Properties())) {
          @Override
          protected void updateMessageID() throws jakarta.mail.MessagingException {
            setHeader("Message-ID", number);
          }
        };
    mail.setFrom(from);
    mail.setRecipients(MimeMessage.RecipientType.TO, "echo@reachline.example");
    mail.setSubject("Accepted: ECHO");
    if (returnPath != null) {
      mail.setHeader("Return-Path", returnPath);
    }
    MimeBodyPart words = new MimeBodyPart();
    words.setText("I will be there.");
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(calendar, "text/calendar; charset=UTF-8; method=REPLY");
    part.setHeader("Content-Type", "text/calendar; charset=UTF-8; method=REPLY");
    mail.setContent(new MimeMultipart("alternative", words, part));
    mail.saveChanges();
    server
        .getManagers()
        .getImapHostManager()
        .getInbox(inbox)
        .appendMessage(mail, new Flags(), Date.from(EchoTrial.FIRST));
  }

  private Invitation.Answer answer() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Invitation.find(session(), Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow())
                    .orElseThrow()
                    .answer);
  }

  private List<String> refusals() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                CalendarReply.<CalendarReply>list("session = ?1 order by id", session()).stream()
                    .filter(r -> r.refused != null)
                    .map(r -> r.refused)
                    .toList());
  }

  private static String stamp(int minute) {
    return String.format("20260110T18%02d00Z", minute);
  }

  @Test
  void aReplyThatAServerSendsForSomebodyCountsAndIsNoBounce() throws Exception {
    // Calendars answer without a return address, so that nothing answers their answer.
    arrives(
        "<" + trial.trial().slug() + "-null@mail.example>",
        TrialBuilder.CLINICIAN,
        reply(
            uid(TrialBuilder.CLINICIAN), 0, TrialBuilder.CLINICIAN, "ACCEPTED", "20260109T120000Z"),
        "<>");
    mailbox.readNew();
    assertThat(answer()).isEqualTo(Invitation.Answer.ACCEPTED);
  }

  @Test
  void anAnswerOfACalendarProgramIsTakenOnce() throws Exception {
    // Half an hour later, so that no stamp below is of a clock that is ahead.
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)).plus(Duration.ofMinutes(30)));
    String uid = uid(TrialBuilder.CLINICIAN);
    String yes = reply(uid, 0, TrialBuilder.CLINICIAN, "ACCEPTED", stamp(5));
    arrives("Mara Jensen <" + TrialBuilder.CLINICIAN.toUpperCase() + ">", yes);
    arrives("news@elsewhere.example", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer()).isEqualTo(Invitation.Answer.ACCEPTED);
    assertThat(mailbox.readNew()).as("seen already").isZero();
    arrives(
        "<again@mail.example" + trial.trial().slug() + ">",
        TrialBuilder.CLINICIAN,
        reply(uid, 0, TrialBuilder.CLINICIAN, "DECLINED", stamp(9)));
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer()).isEqualTo(Invitation.Answer.DECLINED);
    arrives(
        "<again@mail.example" + trial.trial().slug() + ">",
        TrialBuilder.CLINICIAN,
        reply(uid, 0, TrialBuilder.CLINICIAN, "ACCEPTED", stamp(10)));
    assertThat(mailbox.readNew()).as("the same mail, delivered twice").isZero();
    arrives(TrialBuilder.CLINICIAN, yes);
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer()).as("the older answer came late").isEqualTo(Invitation.Answer.DECLINED);
    assertThat(refusals()).containsExactly("A later answer came first.");
  }

  @Test
  void forgedAndStaleRepliesChangeNothingAndAreKeptWithTheReason() throws Exception {
    String mine = uid(TrialBuilder.CLINICIAN);
    String clinician = TrialBuilder.CLINICIAN;
    arrives("evil@elsewhere.example", reply(mine, 0, clinician, "DECLINED", stamp(1)));
    arrives(TrialBuilder.OUTSIDER, reply(mine, 0, TrialBuilder.OUTSIDER, "ACCEPTED", stamp(2)));
    arrives(clinician, reply(uid(EchoTrial.COLLEAGUE), 0, clinician, "DECLINED", stamp(3)));
    arrives(clinician, reply(mine, 7, clinician, "DECLINED", stamp(4)));
    arrives(clinician, reply(mine, 0, clinician, "DELEGATED", stamp(5)));
    assertThat(mailbox.readNew()).isEqualTo(5);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                acts.move(
                    session(),
                    EchoTrial.FIRST.plus(Duration.ofHours(1)),
                    Change.now(session(), "Room taken.")));
    arrives(clinician, reply(mine, 0, clinician, "DECLINED", stamp(6)));
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer()).isNull();
    assertThat(refusals())
        .containsExactly(
            "It answers for " + clinician + " but was sent by evil@elsewhere.example.",
            "It answers for " + TrialBuilder.OUTSIDER + ", who was not invited.",
            "It does not name the invitation that this person was given.",
            "It answers an invitation that was never sent.",
            "It passes the invitation on to somebody else; an invitation here is for one person alone.",
            "It answers an older invitation; the session has changed since.");
  }

  @Test
  @AsHub
  void hubSeesAnswersAndWhatWasRefused() throws Exception {
    arrives(
        TrialBuilder.CLINICIAN,
        reply(uid(TrialBuilder.CLINICIAN), 0, TrialBuilder.CLINICIAN, "TENTATIVE", stamp(1)));
    arrives(
        "evil@elsewhere.example",
        reply(uid(TrialBuilder.CLINICIAN), 0, TrialBuilder.CLINICIAN, "DECLINED", stamp(2)));
    mailbox.readNew();
    String page = trial.trial().path() + "/sessions/invitations";
    given()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("Mara Jensen: may come"))
        .body(containsString("but was sent by evil@elsewhere.example"));
    given()
        .get("/api" + page)
        .then()
        .statusCode(200)
        .body("find { it.email == '" + TrialBuilder.CLINICIAN + "' }.answer", equalTo("tentative"));
    given().get("/api" + page + "/refused").then().body("from", hasItem("evil@elsewhere.example"));
  }

  @Test
  @AsClinician
  void clinicianSeesNobodysAnswers() {
    String page = trial.trial().path() + "/sessions/invitations";
    given().get(page).then().statusCode(403);
    given().get("/api" + page).then().statusCode(403);
    given().get("/api" + page + "/refused").then().statusCode(403);
    given().get("/api/outbox").then().statusCode(403);
  }
}
