package org.reachline.sessions.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.base.outbox.OutboxSender;
import org.reachline.base.trail.Change;
import org.reachline.people.Affiliation;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.hosting.SessionActs;

@QuarkusTest
class SessionInvitationsTest {
  @Inject OutboxSender sender;
  @Inject SessionInvitations invitations;
  @Inject SessionActs acts;

  @ConfigProperty(name = "quarkus.mailer.port")
  int port;

  private GreenMail server;

  @BeforeEach
  void startMailServer() {
    QuarkusTransaction.requiringNew().run(() -> OutboxMail.deleteAll());
    startAgain();
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
  }

  @AfterEach
  void stopMailServer() {
    server.stop();
  }

  private int publish(EchoTrial trial) {
    return QuarkusTransaction.requiringNew()
        .call(() -> invitations.publish(EchoSession.findById(trial.sessions().get(0))));
  }

  private List<MimeMessage> to(String email) throws Exception {
    List<MimeMessage> mails = new ArrayList<>();
    for (MimeMessage mail : server.getReceivedMessages()) {
      if (mail.getAllRecipients()[0].toString().equals(email)) {
        mails.add(mail);
      }
    }
    return mails;
  }

  private static BodyPart calendarPart(MimeMessage mail) throws Exception {
    return alternative(mail).getBodyPart(1);
  }

  /**
   * Text and entry stand as alternatives in the first part; the file for other programs follows.
   */
  private static MimeMultipart alternative(MimeMessage mail) throws Exception {
    return (MimeMultipart) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
  }

  private static ICalendar calendar(MimeMessage mail) throws Exception {
    byte[] bytes = calendarPart(mail).getInputStream().readAllBytes();
    return Biweekly.parse(new String(bytes, StandardCharsets.UTF_8)).first();
  }

  private static String text(MimeMessage mail) throws Exception {
    return alternative(mail).getBodyPart(0).getContent().toString();
  }

  @Test
  void everyExpectedPersonGetsOneLetterWithAnEntryAndTheirOwnWayIn() throws Exception {
    EchoTrial trial = EchoTrial.planned();
    assertThat(publish(trial)).isEqualTo(2);
    assertThat(publish(trial)).as("nothing new to tell").isZero();
    assertThat(sender.sendDue()).isEqualTo(2);
    assertThat(sender.sendDue()).as("never twice").isZero();
    List<MimeMessage> mails = to(TrialBuilder.CLINICIAN);
    assertThat(mails).hasSize(1);
    assertThat(mails.get(0).getSubject()).isEqualTo("Invitation: ECHO sessions 1");
    assertThat(calendarPart(mails.get(0)).getContentType()).containsIgnoringCase("method=REQUEST");
    assertThat(calendar(mails.get(0)).getMethod().getValue()).isEqualTo("REQUEST");
    VEvent event = calendar(mails.get(0)).getEvents().get(0);
    assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(EchoTrial.FIRST);
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    assertThat(event.getLocation().getValue()).endsWith(link);
    assertThat(text(mails.get(0))).contains(link).contains("13 January 2026, 12:00 CST (Chicago)");
    assertThat(to(TrialBuilder.OUTSIDER)).isEmpty();
  }

  @Test
  void aMovedSessionIsAnUpdateUnderTheSameUidWithAHigherSequence() throws Exception {
    EchoTrial trial = EchoTrial.planned();
    publish(trial);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                acts.move(
                    EchoSession.findById(trial.sessions().get(0)),
                    EchoTrial.FIRST.plus(Duration.ofDays(1)),
                    Change.now(EchoSession.findById(trial.sessions().get(0)), "The hub is away.")));
    sender.sendDue();
    List<MimeMessage> mails = to(TrialBuilder.CLINICIAN);
    assertThat(mails).hasSize(2);
    VEvent before = calendar(mails.get(0)).getEvents().get(0);
    VEvent after = calendar(mails.get(1)).getEvents().get(0);
    assertThat(mails.get(1).getSubject()).startsWith("Changed: ");
    assertThat(text(mails.get(1)))
        .contains("14 January 2026, 12:00 CST (Chicago)")
        .contains("Before, it was Tuesday 13 January 2026, 12:00 CST (Chicago).")
        .contains("Why: The hub is away.");
    assertThat(text(mails.get(0))).doesNotContain("Before").doesNotContain("Why");
    assertThat(after.getUid().getValue()).isEqualTo(before.getUid().getValue());
    assertThat(after.getSequence().getValue()).isGreaterThan(before.getSequence().getValue());
    assertThat(after.getDateStart().getValue().toInstant())
        .isEqualTo(EchoTrial.FIRST.plus(Duration.ofDays(1)));
  }

  @Test
  void aCancelledSessionIsCancelledInEveryCalendar() throws Exception {
    EchoTrial trial = EchoTrial.planned();
    publish(trial);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                acts.cancel(
                    EchoSession.findById(trial.sessions().get(0)),
                    Change.now(EchoSession.findById(trial.sessions().get(0)), "The hub has flu.")));
    sender.sendDue();
    for (String email : List.of(TrialBuilder.CLINICIAN, EchoTrial.COLLEAGUE)) {
      List<MimeMessage> mails = to(email);
      assertThat(mails).hasSize(2);
      ICalendar request = calendar(mails.get(0));
      ICalendar cancel = calendar(mails.get(1));
      assertThat(cancel.getMethod().getValue()).isEqualTo("CANCEL");
      assertThat(calendarPart(mails.get(1)).getContentType()).containsIgnoringCase("method=CANCEL");
      assertThat(cancel.getEvents().get(0).getUid().getValue())
          .isEqualTo(request.getEvents().get(0).getUid().getValue());
      assertThat(cancel.getEvents().get(0).getSequence().getValue()).isPositive();
      assertThat(text(mails.get(1))).contains("The hub has flu.").doesNotContain("/join/");
    }
  }

  @Test
  void somebodyWhoIsNotExpectedAnyMoreIsTakenOutAndTheOthersHearNothing() throws Exception {
    EchoTrial trial = EchoTrial.planned();
    publish(trial);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Affiliation.listForSite(trial.trial().site("WI-DANE")).stream()
                    .filter(a -> a.person.email.equals(EchoTrial.COLLEAGUE))
                    .forEach(a -> a.until = java.time.LocalDate.of(2026, 1, 1)));
    assertThat(publish(trial)).isEqualTo(1);
    sender.sendDue();
    assertThat(to(TrialBuilder.CLINICIAN)).hasSize(1);
    List<MimeMessage> mails = to(EchoTrial.COLLEAGUE);
    assertThat(calendar(mails.get(1)).getMethod().getValue()).isEqualTo("CANCEL");
    assertThat(calendar(mails.get(1)).getEvents().get(0).getSequence().getValue()).isEqualTo(1);
    assertThat(publish(trial)).isZero();
  }

  @Test
  void aChangeThatIsRolledBackSendsNothing() {
    EchoTrial trial = EchoTrial.planned();
    publish(trial);
    sender.sendDue();
    int before = server.getReceivedMessages().length;
    try {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                acts.cancel(
                    EchoSession.findById(trial.sessions().get(0)),
                    Change.now(EchoSession.findById(trial.sessions().get(0)), "No."));
                throw new IllegalStateException("rolled back");
              });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessageContaining("rolled back");
    }
    assertThat(sender.sendDue()).isZero();
    assertThat(server.getReceivedMessages()).hasSize(before);
  }

  @Test
  void aServerThatIsAwayIsTriedAgainLaterAndTheMailArrivesOnce() throws Exception {
    EchoTrial trial = EchoTrial.planned();
    publish(trial);
    server.stop();
    assertThat(sender.sendDue()).isZero();
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                assertThat(OutboxMail.<OutboxMail>listAll())
                    .hasSize(2)
                    .allSatisfy(
                        mail -> {
                          assertThat(mail.state).isEqualTo(OutboxMail.State.WAITING);
                          assertThat(mail.attempts).isEqualTo(1);
                          assertThat(mail.lastError).isNotBlank();
                        }));
    startAgain();
    assertThat(sender.sendDue()).as("not before the back-off is over").isZero();
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)).plus(Duration.ofMinutes(2)));
    assertThat(sender.sendDue()).isEqualTo(2);
    assertThat(to(TrialBuilder.CLINICIAN)).hasSize(1);
  }

  private void startAgain() {
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
  }

  @Test
  void openingTheAnswerLinkAnswersNothingAndPressingDoes() throws Exception {
    EchoTrial trial = EchoTrial.planned();
    publish(trial);
    sender.sendDue();
    String link =
        text(to(TrialBuilder.CLINICIAN).get(0)).replaceAll("(?s).*(/answer/\\S+).*", "$1");
    given().get(link).then().statusCode(200).body(containsString("Mara Jensen"));
    assertThat(answer(trial)).isNull();
    Csrf.form().formParam("answer", "DECLINED").post(link).then().statusCode(303);
    assertThat(answer(trial)).isEqualTo(Invitation.Answer.DECLINED);
    Csrf.form().formParam("answer", "ACCEPTED").post(link).then().statusCode(303);
    assertThat(answer(trial)).isEqualTo(Invitation.Answer.ACCEPTED);
    Csrf.form().formParam("answer", "PERHAPS").post(link).then().statusCode(400);
    String token = link.substring("/answer/".length());
    given().get("/join/" + token).then().statusCode(404);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                acts.move(
                    EchoSession.findById(trial.sessions().get(0)),
                    EchoTrial.FIRST.plus(Duration.ofHours(1)),
                    Change.now(EchoSession.findById(trial.sessions().get(0)), "Room taken.")));
    assertThat(answer(trial)).as("asked anew for the new time").isNull();
  }

  private static Invitation.Answer answer(EchoTrial trial) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Invitation.listForSession(EchoSession.findById(trial.sessions().get(0))).stream()
                    .filter(i -> i.person.email.equals(TrialBuilder.CLINICIAN))
                    .findFirst()
                    .orElseThrow()
                    .answer);
  }

  @Test
  @AsHub
  void hubInvitesAndSeesTheAnswers() {
    EchoTrial trial = EchoTrial.planned();
    String page = trial.trial().path() + "/sessions/invitations";
    given().get(page).then().statusCode(200).body(containsString("Nobody was invited yet"));
    Csrf.form().post(page).then().statusCode(303);
    given()
        .get(page)
        .then()
        .body(containsString("Mara Jensen: no answer"))
        .body(containsString("Session 12"));
    given().get("/outbox").then().statusCode(403);
  }

  @Test
  @AsCoordinator
  void coordinatorSeesTheOutboxAndRetriesAFailure() {
    EchoTrial trial = EchoTrial.planned();
    publish(trial);
    long id =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  OutboxMail mail = OutboxMail.<OutboxMail>listAll().get(0);
                  mail.state = OutboxMail.State.FAILED;
                  mail.lastError = "ConnectException: refused";
                  return mail.id;
                });
    given()
        .get("/outbox")
        .then()
        .statusCode(200)
        .body(containsString("ConnectException: refused"))
        .body(containsString("Invitation: ECHO sessions 1"));
    Csrf.form().post("/outbox/" + id + "/retry").then().statusCode(303);
    Csrf.form().post("/outbox/" + id + "/retry").then().statusCode(409);
    assertThat(sender.sendDue()).isEqualTo(2);
  }

  @Test
  @AsClinician
  void clinicianMayNotInviteButMaySubscribeToTheirOwnCalendar() {
    EchoTrial trial = EchoTrial.planned();
    Csrf.form().post(trial.trial().path() + "/sessions/invitations").then().statusCode(403);
    Csrf.form().post("/my/calendar/renew").then().statusCode(303);
    String feed = feedPath();
    String text = given().get(feed).then().statusCode(200).extract().asString();
    assertThat(Biweekly.parse(text).first().getEvents())
        .extracting(event -> event.getUid().getValue())
        .anyMatch(uid -> uid.startsWith("echo-session-" + trial.sessions().get(0) + "-"))
        .anyMatch(uid -> uid.startsWith("echo-session-" + trial.sessions().get(11) + "-"));
    Csrf.form().post("/my/calendar/renew").then().statusCode(303);
    given().get(feed).then().statusCode(404);
    String renewed = feedPath();
    given().get(renewed).then().statusCode(200);
    Csrf.form().post("/my/calendar/off").then().statusCode(303);
    given().get(renewed).then().statusCode(404);
    given().get("/my/calendar").then().body(not(containsString(".ics")));
  }

  private static String feedPath() {
    String page = given().get("/my/calendar").then().statusCode(200).extract().asString();
    return page.replaceAll("(?s).*(/calendar/[^\"]+\\.ics).*", "$1");
  }

  @Test
  @AsHub
  void hubMovesASessionWithAReasonAndTheHistoryShowsIt() {
    EchoTrial trial = EchoTrial.planned();
    Csrf.form()
        .formParam("day", "2025-01-01")
        .formParam("time", "12:00")
        .formParam("reason", "")
        .formParam("version", "0")
        .post(trial.first() + "/move")
        .then()
        .statusCode(400)
        .body(containsString("This is past already"))
        .body(containsString("reason-problem"));
    Csrf.form()
        .formParam("day", "2026-01-14")
        .formParam("time", "12:00")
        .formParam("reason", "The hub is away.")
        .formParam("version", "0")
        .post(trial.first() + "/move")
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("day", "2026-01-15")
        .formParam("time", "12:00")
        .formParam("reason", "Mine was first.")
        .formParam("version", "0")
        .post(trial.first() + "/move")
        .then()
        .statusCode(409)
        .body(containsString("Now it begins Wednesday 14 January 2026, 12:00 CST"))
        .body(containsString("Mine was first."));
    given().get(trial.first()).then().body(containsString("Wednesday 14 January 2026, 12:00 CST"));
    given()
        .get(trial.first() + "/history")
        .then()
        .statusCode(200)
        .body(containsString("session.moved"))
        .body(containsString("The hub is away."));
  }

  @Test
  @AsHub
  void aDayOnWhichNobodyIsExpectedIsToldBeforeTheSessionIsMovedThere() {
    EchoTrial trial = EchoTrial.planned();
    // Dane's twelve study months end on 4 January 2027.
    RequestSpecification away = moved("2027-02-02", "0", "");
    String asked =
        away.post(trial.first() + "/move")
            .then()
            .statusCode(400)
            .body(containsString("Not moved yet"))
            .body(containsString("Nobody is expected on 2 February 2027"))
            .body(containsString("The hub is away."))
            .body(containsString("Move it all the same"))
            .extract()
            .asString();
    given().get(trial.first()).then().body(containsString("13 January 2026"));
    String sure = asked.replaceAll("(?s).*name=\"sure\" value=\"([^\"]+)\".*", "$1");
    moved("2027-02-03", "0", sure)
        .post(trial.first() + "/move")
        .then()
        .statusCode(400)
        .body(containsString("Nobody is expected on 3 February 2027"));
    moved("2027-02-02", "0", sure).post(trial.first() + "/move").then().statusCode(303);
    given().get(trial.first()).then().body(containsString("2 February 2027"));
    String move = "{\"startsAt\":\"2027-02-02T18:00:00Z\",\"reason\":\"Away\",\"version\":0%s}";
    given()
        .contentType("application/json")
        .body(move.formatted(""))
        .post(trial.api(1) + "/move")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("startsAt"))
        .body("errors.message[0]", containsString("\"anyway\": true"));
    given()
        .contentType("application/json")
        .body(move.formatted(",\"anyway\":true"))
        .post(trial.api(1) + "/move")
        .then()
        .statusCode(200);
  }

  private static RequestSpecification moved(String day, String version, String sure) {
    return Csrf.form()
        .formParam("day", day)
        .formParam("time", "12:00")
        .formParam("reason", "The hub is away.")
        .formParam("version", version)
        .formParam("sure", sure);
  }

  @Test
  @AsHub
  void whoIsLostByAMoveIsNamedBeforeIt() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Affiliation.listForSite(trial.trial().site("WI-DANE")).stream()
                    .filter(a -> a.person.email.equals(EchoTrial.COLLEAGUE))
                    .forEach(a -> a.until = java.time.LocalDate.of(2026, 1, 20)));
    moved("2026-01-27", "0", "")
        .post(trial.first() + "/move")
        .then()
        .statusCode(400)
        .body(containsString("these are not expected, who are now: "));
    moved("2026-01-15", "0", "").post(trial.first() + "/move").then().statusCode(303);
  }

  @Test
  @AsClinician
  void clinicianMovesNothing() {
    EchoTrial trial = EchoTrial.planned();
    moved("2027-02-02", "0", "").post(trial.first() + "/move").then().statusCode(403);
  }
}
