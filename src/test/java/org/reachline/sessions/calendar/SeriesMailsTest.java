package org.reachline.sessions.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.base.trail.Change;
import org.reachline.people.Affiliation;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.hosting.SessionActs;
import org.reachline.studies.Study;

/** A whole series in one letter: asked for, changed and taken back, read by another parser. */
@QuarkusTest
class SeriesMailsTest {
  @Inject SessionInvitations invitations;
  @Inject Replies replies;
  @Inject SessionActs acts;
  @Inject Audience audience;

  private EchoTrial trial;
  private String program;

  @BeforeEach
  void inviteToTheWholeSeries() {
    QuarkusTransaction.requiringNew().run(() -> OutboxMail.deleteAll());
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
    int letters =
        QuarkusTransaction.requiringNew()
            .call(() -> invitations.inviteToAll(Study.getBySlug(trial.trial().slug()), p -> true));
    assertThat(letters).as("one letter for each of two people").isEqualTo(2);
    long id = QuarkusTransaction.requiringNew().call(() -> session(0).program.id);
    program = trial.trial().path() + "/sessions/programs/" + id;
  }

  private EchoSession session(int index) {
    return EchoSession.findById(trial.sessions().get(index));
  }

  /** What the clinician's calendar was told, in order. */
  private List<ICalendar> told() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                OutboxMail.<OutboxMail>list("to = ?1 order by id", TrialBuilder.CLINICIAN).stream()
                    .map(mail -> Biweekly.parse(mail.calendar).first())
                    .toList());
  }

  private static List<Instant> expanded(VEvent master) {
    DateIterator dates = master.getDateIterator(TimeZone.getTimeZone("America/Chicago"));
    List<Instant> starts = new ArrayList<>();
    dates.forEachRemaining(date -> starts.add(date.toInstant()));
    return starts;
  }

  private static VEvent only(ICalendar calendar) {
    assertThat(calendar.getEvents()).hasSize(1);
    return calendar.getEvents().get(0);
  }

  private void move(int index, Instant to) {
    QuarkusTransaction.requiringNew()
        .run(() -> acts.move(session(index), to, Change.now(session(index), "Room taken.")));
  }

  @Test
  void twelveSessionsAreOneRecurringEventWithTheirOwnLinks() {
    ICalendar calendar = told().get(0);
    assertThat(calendar.getMethod().getValue()).isEqualTo("REQUEST");
    assertThat(calendar.getEvents()).hasSize(13);
    List<Instant> planned =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    trial.sessions().stream()
                        .map(id -> EchoSession.<EchoSession>findById(id).startsAt)
                        .toList());
    assertThat(expanded(calendar.getEvents().get(0))).isEqualTo(planned);
    VEvent fifth =
        calendar.getEvents().stream()
            .filter(e -> e.getRecurrenceId() != null)
            .filter(e -> e.getRecurrenceId().getValue().toInstant().equals(planned.get(4)))
            .findFirst()
            .orElseThrow();
    assertThat(fifth.getLocation().getValue()).endsWith(trial.joinPath(4, TrialBuilder.CLINICIAN));
    int again =
        QuarkusTransaction.requiringNew()
            .call(() -> invitations.inviteToAll(Study.getBySlug(trial.trial().slug()), p -> true));
    assertThat(again).isZero();
  }

  @Test
  void oneMovedSessionIsToldAsThatOccurrenceWithARisingSequence() {
    Instant place = EchoTrial.FIRST;
    move(0, place.plus(Duration.ofHours(1)));
    move(0, place.plus(Duration.ofHours(2)));
    List<ICalendar> told = told();
    assertThat(told).hasSize(3);
    VEvent last = only(told.get(2));
    assertThat(told.get(2).getMethod().getValue()).isEqualTo("REQUEST");
    assertThat(last.getUid().getValue())
        .isEqualTo(told.get(0).getEvents().get(0).getUid().getValue());
    assertThat(last.getRecurrenceId().getValue().toInstant()).isEqualTo(place);
    assertThat(last.getDateStart().getValue().toInstant()).isEqualTo("2026-01-13T20:00:00Z");
    assertThat(only(told.get(1)).getSequence().getValue()).isEqualTo(1);
    assertThat(last.getSequence().getValue()).isEqualTo(2);
  }

  @Test
  void oneCancelledSessionLeavesTheOthersIn() {
    QuarkusTransaction.requiringNew()
        .run(() -> acts.cancel(session(3), Change.now(session(3), "The hub has flu.")));
    ICalendar cancel = told().get(1);
    assertThat(cancel.getMethod().getValue()).isEqualTo("CANCEL");
    Instant place = QuarkusTransaction.requiringNew().call(() -> session(3).recurrenceAt);
    assertThat(only(cancel).getRecurrenceId().getValue().toInstant()).isEqualTo(place);
    assertThat(told()).hasSize(2);
  }

  @Test
  @AsHub
  void cancellingTheSeriesIsOneCancelForAllOfIt() {
    move(0, EchoTrial.FIRST.plus(Duration.ofHours(1)));
    Csrf.form()
        .formParam("reason", "")
        .post(program + "/cancel")
        .then()
        .statusCode(400)
        .body(containsString("reason-problem"));
    Csrf.form().formParam("reason", "It ends.").post(program + "/cancel").then().statusCode(303);
    List<ICalendar> told = told();
    assertThat(told).hasSize(3);
    VEvent end = only(told.get(2));
    assertThat(told.get(2).getMethod().getValue()).isEqualTo("CANCEL");
    assertThat(end.getRecurrenceId()).as("all of it, not the first").isNull();
    assertThat(end.getUid().getValue())
        .isEqualTo(told.get(0).getEvents().get(0).getUid().getValue());
    assertThat(end.getSequence().getValue()).isEqualTo(2);
    given()
        .get("/api" + trial.trial().path() + "/sessions")
        .then()
        .body("state", everyItem(equalTo("cancelled")));
    Csrf.form()
        .formParam("reason", "Again.")
        .post(program + "/cancel")
        .then()
        .statusCode(409)
        .body(containsString("is still to come. " + TrialBuilder.HUB + " changed this record"));
  }

  @Test
  @AsHub
  void whatWasHeldStaysInTheCalendarWhenTheRestIsCancelled() {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofDays(2)));
    given()
        .contentType("application/json")
        .body("{\"reason\":\"It ends.\"}")
        .post("/api" + program + "/cancel")
        .then()
        .statusCode(200)
        .body("", hasSize(11))
        .body("state", everyItem(equalTo("cancelled")))
        .body("cancelReason", hasItem("It ends."));
    List<ICalendar> cancels = told().subList(1, told().size());
    assertThat(cancels).hasSize(11);
    assertThat(cancels)
        .allSatisfy(c -> assertThat(c.getMethod().getValue()).isEqualTo("CANCEL"))
        .extracting(c -> only(c).getRecurrenceId().getValue().toInstant())
        .doesNotHaveDuplicates()
        .doesNotContain(EchoTrial.FIRST);
  }

  @Test
  @AsClinician
  void clinicianMayNotEndASeries() {
    given().get(program + "/cancel").then().statusCode(403);
    Csrf.form().formParam("reason", "No.").post(program + "/cancel").then().statusCode(403);
    given()
        .contentType("application/json")
        .body("{\"reason\":\"No.\"}")
        .post("/api" + program + "/cancel")
        .then()
        .statusCode(403);
  }

  @Test
  void anAnswerToTheSeriesAnswersAllAndOneToAnOccurrenceOne() {
    String uid = told().get(0).getEvents().get(0).getUid().getValue();
    assertThat(take(uid, "", "ACCEPTED", 1)).isTrue();
    assertThat(answers()).hasSize(12).containsOnly(Invitation.Answer.ACCEPTED);
    assertThat(take(uid, "RECURRENCE-ID:20260210T180000Z\r\n", "DECLINED", 2)).isTrue();
    assertThat(answers().get(1)).isEqualTo(Invitation.Answer.DECLINED);
    assertThat(answers().subList(2, 12)).containsOnly(Invitation.Answer.ACCEPTED);
    assertThat(take(uid.replace("@", "x@"), "", "DECLINED", 3)).isTrue();
    assertThat(answers().get(5)).as("forged").isEqualTo(Invitation.Answer.ACCEPTED);
  }

  private boolean take(String uid, String place, String answer, int minute) {
    String text =
        "BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:"
            + uid
            + "\r\n"
            + place
            + "DTSTAMP:20260110T18000"
            + minute
            + "Z\r\nSEQUENCE:0\r\nATTENDEE;PARTSTAT="
            + answer
            + ":mailto:"
            + TrialBuilder.CLINICIAN
            + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    return replies.take(trial.trial().slug() + minute, TrialBuilder.CLINICIAN, text);
  }

  private List<Invitation.Answer> answers() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                trial.sessions().stream()
                    .map(id -> Invitation.listForSession(EchoSession.findById(id)))
                    .map(
                        all ->
                            all.stream()
                                .filter(i -> i.person.email.equals(TrialBuilder.CLINICIAN))
                                .findFirst()
                                .orElseThrow()
                                .answer)
                    .toList());
  }

  /** The clinician's place at the site ends on the day of the sixth session. */
  private void clinicianLeavesAfterTheSixth() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Audience.Expected mine =
                  audience.expected(session(0)).stream()
                      .filter(e -> e.person().email.equals(TrialBuilder.CLINICIAN))
                      .findFirst()
                      .orElseThrow();
              Affiliation.<Affiliation>list(
                      "person = ?1 and site = ?2 and until is null", mine.person(), mine.site())
                  .forEach(
                      place ->
                          place.until =
                              session(5)
                                  .startsAt
                                  .atZone(ZoneId.of("America/Chicago"))
                                  .toLocalDate());
            });
  }

  /** The talks of two sessions get their titles, before and after the clinician's last one. */
  private void talks(String before, String after) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              session(4).didacticTitle = before;
              session(7).didacticTitle = after;
            });
  }

  @Test
  @AsClinician
  void feedTellsNoWordsOfWhatItsOwnerIsNotExpectedInAnyMore() {
    String mine = "Talk " + UUID.randomUUID();
    String others = "Talk " + UUID.randomUUID();
    Csrf.form().post("/my/calendar/renew").then().statusCode(303);
    String feed =
        given().get("/my/calendar").asString().replaceAll("(?s).*(/calendar/[^\"]+\\.ics).*", "$1");
    talks(mine, others);
    String before = unfolded(feed);
    assertThat(before).contains(mine, others);
    String series =
        Biweekly.parse(before).first().getEvents().stream()
            .filter(e -> e.getSummary().getValue().contains(others))
            .findFirst()
            .orElseThrow()
            .getUid()
            .getValue();
    clinicianLeavesAfterTheSixth();
    talks(mine, others + ", changed");
    String left = unfolded(feed);
    assertThat(left).contains(mine).doesNotContain(others);
    Instant place = QuarkusTransaction.requiringNew().call(() -> session(7).recurrenceAt);
    assertThat(Biweekly.parse(left).first().getEvents())
        .filteredOn(e -> e.getUid().getValue().equals(series))
        .filteredOn(e -> e.getRecurrenceId() != null)
        .filteredOn(e -> e.getRecurrenceId().getValue().toInstant().equals(place))
        .hasSize(1)
        .allSatisfy(
            e -> {
              assertThat(e.getSummary().getValue()).isEqualTo("Session 8");
              assertThat(e.getStatus().isCancelled()).isTrue();
              assertThat(e.getLocation()).isNull();
            });
    given()
        .get("/api/my-calendar/invitations?limit=1000")
        .then()
        .body("find { it.session == " + trial.sessions().get(7) + " }.program", nullValue())
        .body(
            "find { it.session == " + trial.sessions().get(4) + " }.program",
            equalTo("ECHO sessions"));
  }

  private static String unfolded(String feed) {
    return given().get(feed).then().statusCode(200).extract().asString().replace("\r\n ", "");
  }
}
