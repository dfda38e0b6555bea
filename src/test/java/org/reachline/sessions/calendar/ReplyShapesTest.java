package org.reachline.sessions.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.hosting.SessionActs;
import org.reachline.studies.Study;

/** Answers to a series, after mails that programs really sent; read from a real IMAP server. */
@QuarkusTest
class ReplyShapesTest {
  private static final Instant NOW = EchoTrial.FIRST.minus(Duration.ofDays(3));
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneId.of("America/Chicago"));
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Inject ReplyMailbox mailbox;
  @Inject SessionInvitations invitations;
  @Inject EventNames names;
  @Inject SessionActs acts;

  @ConfigProperty(name = "reachline.imap.port")
  int port;

  private GreenMail server;
  private GreenMailUser inbox;
  private EchoTrial trial;
  private String page;
  private int mails;

  @BeforeEach
  void inviteToTheSeriesAndStartMailServer() {
    EchoTrial.at(NOW);
    trial = EchoTrial.planned();
    page = trial.trial().path() + "/sessions/invitations";
    QuarkusTransaction.requiringNew()
        .run(() -> invitations.inviteToAll(Study.getBySlug(trial.trial().slug()), p -> true));
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    server.start();
    inbox = server.setUser("echo@reachline.example", "echo", "for-tests-only");
  }

  @AfterEach
  void stopMailServer() {
    server.stop();
  }

  private EchoSession session(int index) {
    return EchoSession.findById(trial.sessions().get(index));
  }

  private Invitation invitation(int index) {
    return Invitation.find(session(index), Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow())
        .orElseThrow();
  }

  private Invitation.Answer answer(int index) {
    return QuarkusTransaction.requiringNew().call(() -> invitation(index).answer);
  }

  private String uid() {
    return QuarkusTransaction.requiringNew().call(() -> names.of(invitation(0)));
  }

  private String place(int index) {
    return QuarkusTransaction.requiringNew().call(() -> LOCAL.format(session(index).recurrenceAt));
  }

  private void move(int index) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                acts.move(
                    session(index),
                    session(index).startsAt.plus(Duration.ofHours(2)),
                    Change.now(session(index), "Room.")));
  }

  /** A mail of the cases, about a session of this trial instead of its own. */
  private void arrives(String file, int index, Instant stamp, Instant at) throws Exception {
    String mail;
    try (var text = getClass().getResourceAsStream("/cases/mail/" + file)) {
      mail = new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (mail.contains("Content-Transfer-Encoding: base64")) {
      String body = mail.replaceAll("(?s).*base64\\s+([A-Za-z0-9+/=\\s]+?)\\n--AA--.*", "$1");
      String entry = new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
      mail =
          mail.replace(
              body,
              Base64.getMimeEncoder()
                  .encodeToString(ours(entry, index, stamp).getBytes(StandardCharsets.UTF_8)));
    } else {
      mail = ours(mail, index, stamp);
    }
    deliver(mail, at);
  }

  private String ours(String text, int index, Instant stamp) {
    return text.replaceAll("echo-series-\\d+-[\\w-]+@reachline", uid())
        .replaceAll("samir.garland@az-herongrove-p.example", TrialBuilder.CLINICIAN)
        .replaceAll("(RECURRENCE-ID[^:]*:)\\d{8}T120000", "$1" + place(index))
        .replaceFirst(
            "(RECURRENCE-ID[^:]*:)" + place(index) + "(?s)(.*RECURRENCE-ID[^:]*:)" + place(index),
            "$1" + place(index) + "$2" + place(Math.min(index + 1, 11)))
        .replaceAll("DTSTAMP:[0-9TZ]+", stamp == null ? "$0" : "DTSTAMP:" + STAMP.format(stamp));
  }

  private void deliver(String mail, Instant at) throws Exception {
    String numbered =
        mail.replaceFirst(
            "Message-ID: .*",
            "Message-ID: <" + trial.trial().slug() + "-" + ++mails + "@client.test>");
    server
        .getManagers()
        .getImapHostManager()
        .getInbox(inbox)
        .appendMessage(
            new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(numbered.getBytes(StandardCharsets.UTF_8))),
            new Flags(),
            Date.from(at));
  }

  private static Instant minute(int minute) {
    return NOW.minus(Duration.ofHours(1)).plus(Duration.ofMinutes(minute));
  }

  @Test
  @AsHub
  void everyShapeCountsWhereItAnswersAndKeepsTheSendersWords() throws Exception {
    move(7);
    arrives("R02-outlook-occ6-decline-qp.eml", 1, minute(1), minute(2));
    arrives("R05-floating-recurrence-occ9.eml", 2, minute(1), minute(2));
    arrives("R15-two-vevents-occ15-16.eml", 3, minute(1), minute(2));
    arrives("R17-counter-occ17.eml", 5, minute(1), minute(2));
    arrives("R26-application-ics-only-occ23.eml", 6, minute(1), minute(2));
    arrives("R20-moved-occ3-seq1.eml", 7, minute(1), minute(2));
    arrives("R06b-delegated-two-attendees-occ11.eml", 8, minute(1), minute(2));
    assertThat(mailbox.readNew()).isEqualTo(7);
    assertThat(mailbox.readNew()).as("read once").isZero();
    assertThat(answer(0)).isNull();
    assertThat(answer(1)).isEqualTo(Invitation.Answer.DECLINED);
    assertThat(answer(2)).isEqualTo(Invitation.Answer.DECLINED);
    assertThat(answer(3)).isEqualTo(Invitation.Answer.DECLINED);
    assertThat(answer(4)).isEqualTo(Invitation.Answer.TENTATIVE);
    assertThat(answer(5)).isEqualTo(Invitation.Answer.TENTATIVE);
    assertThat(answer(6)).isEqualTo(Invitation.Answer.DECLINED);
    assertThat(answer(7)).isEqualTo(Invitation.Answer.ACCEPTED);
    assertThat(answer(8)).isNull();
    given()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("Leider nicht möglich\nbin im Urlaub"))
        .body(containsString("Can we start at 2?"))
        .body(containsString("Proposes another time: "))
        .body(containsString("14:00 CDT (Chicago)"))
        .body(containsString("It passes the invitation on to deputy@az.example"));
    given()
        .get("/api" + page + "/refused")
        .then()
        .statusCode(200)
        .body("findAll { it.refused != null }.answer", hasItem((String) null))
        .body("comment", hasItem("Can we start at 2?"));
  }

  @Test
  @AsHub
  void aYesToTheSeriesThatWasGivenBeforeAMoveDoesNotCountForTheMovedSession() throws Exception {
    move(2);
    arrives("R30-series-accept-stamped-before-move.eml", 0, NOW.minus(Duration.ofMinutes(5)), NOW);
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer(1)).isEqualTo(Invitation.Answer.ACCEPTED);
    assertThat(answer(2)).as("asked anew since").isNull();
    assertThat(answer(11)).isEqualTo(Invitation.Answer.ACCEPTED);
    given()
        .get(page)
        .then()
        .body(containsString("It counts for 11 of 12 sessions."))
        .body(containsString("It was answered before the session was moved."));
    EchoTrial.at(NOW.plus(Duration.ofMinutes(9)));
    arrives(
        "R30-series-accept-stamped-before-move.eml",
        0,
        NOW.plus(Duration.ofMinutes(6)),
        NOW.plus(Duration.ofMinutes(7)));
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer(2)).as("given after the move").isEqualTo(Invitation.Answer.ACCEPTED);
  }

  @Test
  void aStampFromTheFutureCountsAsArrivalAndLocksNobodyOut() throws Exception {
    arrives("R21-future-stamp-occ20.eml", 9, null, minute(1));
    arrives("R05-floating-recurrence-occ9.eml", 9, minute(3), minute(4));
    assertThat(mailbox.readNew()).isEqualTo(2);
    assertThat(answer(9)).as("the later one").isEqualTo(Invitation.Answer.DECLINED);
    arrives("R21-future-stamp-occ20.eml", 9, minute(2), minute(5));
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer(9)).as("an older one that came late").isEqualTo(Invitation.Answer.DECLINED);
  }

  @Test
  void ofAnAnswerByLinkAndOneByMailTheLaterHolds() throws Exception {
    QuarkusTransaction.requiringNew()
        .run(() -> invitation(3).give(Invitation.Answer.DECLINED, NOW));
    arrives(
        "R33-occ15-accept-stamped-before-link-answer.eml",
        3,
        NOW.minus(Duration.ofMinutes(1)),
        NOW);
    EchoTrial.at(NOW.plus(Duration.ofMinutes(1)));
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer(3)).isEqualTo(Invitation.Answer.DECLINED);
    arrives(
        "R33-occ15-accept-stamped-before-link-answer.eml",
        3,
        NOW.plusSeconds(30),
        NOW.plusSeconds(40));
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer(3)).isEqualTo(Invitation.Answer.ACCEPTED);
  }

  @Test
  void aTitleThatChangedLeavesTheAnswerToTheSameTimeGood() throws Exception {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              session(4).didacticTitle = "Methadone";
              invitations.publish(session(4));
            });
    assertThat(QuarkusTransaction.requiringNew().call(() -> invitation(4).sequence)).isEqualTo(1);
    arrives("R05-floating-recurrence-occ9.eml", 4, minute(1), minute(2));
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer(4)).as("to revision 0").isEqualTo(Invitation.Answer.DECLINED);
    move(5);
    arrives("R05-floating-recurrence-occ9.eml", 5, NOW, NOW);
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer(5)).as("to the time before").isNull();
  }

  @Test
  void whatIsOverAtTheAnswerIsNotAnsweredByIt() throws Exception {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofDays(1)));
    Instant later = EchoTrial.FIRST.plus(Duration.ofHours(20));
    arrives("R30-series-accept-stamped-before-move.eml", 0, later, later);
    assertThat(mailbox.readNew()).isEqualTo(1);
    assertThat(answer(0)).as("held yesterday").isNull();
    assertThat(answer(1)).isEqualTo(Invitation.Answer.ACCEPTED);
  }

  private static String mail(String from, String headers, String type, String body) {
    return "From: "
        + from
        + "\r\nTo: echo@hub.test\r\nSubject: Answer\r\nMessage-ID: x\r\n"
        + headers
        + "MIME-Version: 1.0\r\nContent-Type: "
        + type
        + "\r\n\r\n"
        + body;
  }

  @Test
  @AsHub
  void whatCannotBeReadOrTakenStandsOnThePageWithItsReason() throws Exception {
    String me = "Mara Jensen <" + TrialBuilder.CLINICIAN + ">";
    deliver(mail(me, "", "text/calendar; method=REPLY", "BEGIN:NOTHING"), NOW);
    deliver(mail(me, "", "application/ms-tnef; name=winmail.dat", "x"), NOW);
    deliver(mail(me, "", "text/plain; charset=UTF-8", "Sorry, I am in court that day."), NOW);
    deliver(mail(me, "Auto-Submitted: auto-replied\r\n", "text/plain", "I am on leave."), NOW);
    deliver(mail("news@elsewhere.example", "", "text/plain", "Buy this."), NOW);
    deliver(mail("evil@elsewhere.example", "", "text/calendar", "BEGIN:NOTHING"), NOW);
    arrives("R05-floating-recurrence-occ9.eml", 0, minute(1), minute(2));
    String wrongDay =
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:"
            + uid()
            + "\r\nRECURRENCE-ID:20260501T120000\r\n"
            + "ATTENDEE;PARTSTAT=ACCEPTED:mailto:"
            + TrialBuilder.CLINICIAN
            + "\r\nEND:VEVENT\r\nEND:VCALENDAR";
    deliver(mail(me, "", "text/calendar; method=REPLY", wrongDay), NOW);
    deliver(
        mail(
            me,
            "",
            "text/calendar; method=REFRESH",
            wrongDay.replaceFirst("RECURRENCE-ID[^\r]*\r\n", "")),
        NOW);
    assertThat(mailbox.readNew()).isEqualTo(7);
    assertThat(answer(1)).isNull();
    given()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("Its calendar entry cannot be read."))
        .body(containsString("only Outlook reads"))
        .body(containsString("It is a letter in words"))
        .body(containsString("Sorry, I am in court that day."))
        .body(not(containsString("I am on leave.")))
        .body(not(containsString("Buy this.")))
        .body(not(containsString("evil@elsewhere.example")))
        .body(containsString("a day on which the series has no session"))
        .body(containsString("It asks to be sent the invitation once more."));
  }

  @Test
  @AsCoordinator
  void whatNobodyKnowsWhoseItIsStandsWithTheCoordinator() throws Exception {
    String from = "stranger-" + trial.trial().slug() + "@elsewhere.example";
    deliver(mail(from, "", "text/calendar", "BEGIN:NOTHING"), NOW);
    assertThat(mailbox.readNew()).isEqualTo(1);
    given().get(page).then().statusCode(200).body(containsString(from));
    given().get("/api" + page + "/refused").then().body("from", hasItem(from));
  }

  @Test
  @AsHub
  void anotherHubReadsNoReply() throws Exception {
    arrives("R17-counter-occ17.eml", 5, minute(1), minute(2));
    deliver(mail("M <" + TrialBuilder.CLINICIAN + ">", "", "text/plain", "Sorry, no."), NOW);
    assertThat(mailbox.readNew()).isEqualTo(2);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                session(0).program.team =
                    Set.of(Person.findByEmail(TrialBuilder.COACH).orElseThrow()));
    given().get(page).then().body(not(containsString("Can we start at 2?")));
    given().get("/api" + page + "/refused").then().statusCode(200).body("", empty());
  }

  @Test
  void theSameMailCountsOnceHoweverManyEventsItHas() throws Exception {
    arrives("R15-two-vevents-occ15-16.eml", 3, minute(1), minute(2));
    mails--;
    arrives("R15-two-vevents-occ15-16.eml", 3, minute(1), minute(3));
    assertThat(mailbox.readNew()).isEqualTo(1);
    List<String> kept =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    CalendarReply.<CalendarReply>list(
                            "messageId like ?1", "<" + trial.trial().slug() + "-%")
                        .stream()
                        .map(r -> r.messageId)
                        .toList());
    assertThat(kept).hasSize(2).doesNotHaveDuplicates();
  }
}
