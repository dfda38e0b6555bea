package org.reachline.sessions.programs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import biweekly.Biweekly;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

/** Units are brought into programmes, and whoever was invited is told what holds now. */
@QuarkusTest
class CohortPageTest extends ProgramFixture {
  @Inject Audience audience;

  private List<String> expected(long session) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                audience.expected(EchoSession.findById(session)).stream()
                    .map(e -> e.person().email)
                    .toList());
  }

  private static List<String> lettersTo(String email) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                OutboxMail.<OutboxMail>list("to = ?1 order by id", email).stream()
                    .map(mail -> mail.method + " " + mail.subject)
                    .toList());
  }

  @Test
  @AsCoordinator
  void aSiteMovesToAnotherCohortWithItsInvitationsItsSessionsAndItsFigures() {
    QuarkusTransaction.requiringNew().run(() -> OutboxMail.deleteAll());
    Csrf.form().post(study + "/sessions/invitations").then().statusCode(303);
    String program = added();
    given()
        .get(program + "/sites")
        .then()
        .statusCode(200)
        .body(containsString("Dane County Jail"))
        .body(containsString("now in ECHO sessions"))
        .body(not(containsString("Rock County Jail")));
    place(program, "0", "2026-01-10", "Meets at night.").statusCode(303);
    assertThat(lettersTo(TrialBuilder.CLINICIAN))
        .as("one letter takes the whole series back")
        .containsExactly(
            "REQUEST Invitation: ECHO sessions, 12 sessions",
            "CANCEL Cancelled: ECHO sessions, all sessions");
    assertThat(expected(trial.sessions().get(0))).isEmpty();
    given()
        .contentType("application/json")
        .post("/api" + study + "/sessions/plan")
        .then()
        .statusCode(200)
        .body("", hasSize(6))
        .body("program", hasItem(THURSDAYS))
        // Third Thursday at 19:00 in New York, before and after clocks went forward.
        .body("startsAt[0]", equalTo("2026-01-16T00:00:00Z"))
        .body("startsAt[2]", equalTo("2026-03-19T23:00:00Z"));
    List<Long> thursdays = sessionsOf(program);
    assertThat(expected(thursdays.get(0)))
        .containsExactlyInAnyOrder(TrialBuilder.CLINICIAN, EchoTrial.COLLEAGUE);
    Csrf.form().post(study + "/sessions/invitations").then().statusCode(303);
    assertThat(lettersTo(TrialBuilder.CLINICIAN))
        .contains("REQUEST Invitation: ECHO, Thursdays, 6 sessions");
    assertThat(mailedSeries("Invitation: ECHO, Thursdays, 6 sessions"))
        .as("the whole, expanded by a parser that is not ours")
        .isEqualTo(startsOf(thursdays))
        .hasSize(6);
    EchoTrial.at(Instant.parse("2026-01-20T12:00:00Z"));
    given()
        .get("/api" + study + "/sessions/sites")
        .then()
        .body("find { it.site == '" + dane + "' }.offered", equalTo(1));
    given()
        .get(study + "/sessions")
        .then()
        .body(containsString("<span class=\"sub\">" + THURSDAYS + "</span>"));
    // A day to come: until then the site is expected on Thursdays.
    String file = programOf(trial.sessions().get(0));
    place(file, "1", "2026-03-01", "Day shifts again.").statusCode(303);
    assertThat(expected(thursdays.get(1))).hasSize(2);
    assertThat(expected(thursdays.get(3))).isEmpty();
    assertThat(expected(trial.sessions().get(1))).isEmpty();
    assertThat(expected(trial.sessions().get(3))).hasSize(2);
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    AuditEntry.listForSubject(
                        "echo_program:" + program.substring(program.lastIndexOf('/') + 1)));
    assertThat(trail).extracting(e -> e.act).containsExactly("program.added", "cohort.placed");
    assertThat(trail.get(1).before).contains("ECHO sessions");
    assertThat(trail.get(1).after).contains(THURSDAYS).contains("2026-01-10");
    assertThat(trail.get(1).reason).isEqualTo("Meets at night.");
    assertThat(trail.get(1).personEmail).isEqualTo(TrialBuilder.COORDINATOR);
  }

  private static List<Instant> mailedSeries(String subject) {
    String calendar =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    OutboxMail.<OutboxMail>find(
                            "to = ?1 and subject = ?2", TrialBuilder.CLINICIAN, subject)
                        .firstResult()
                        .calendar);
    DateIterator dates =
        Biweekly.parse(calendar)
            .first()
            .getEvents()
            .get(0)
            .getDateIterator(TimeZone.getTimeZone("America/New_York"));
    List<Instant> starts = new ArrayList<>();
    while (dates.hasNext()) {
      starts.add(dates.next().toInstant());
    }
    return starts;
  }

  private static List<Instant> startsOf(List<Long> sessions) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                sessions.stream()
                    .map(id -> EchoSession.<EchoSession>findById(id).startsAt)
                    .toList());
  }

  private List<Long> sessionsOf(String program) {
    long id = Long.parseLong(program.substring(program.lastIndexOf('/') + 1));
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                EchoSession.listForProgram(EchoProgram.findById(id)).stream()
                    .map(s -> s.id)
                    .toList());
  }

  /** Letters to the clinician since the series was invited: what each calendar entry asks. */
  private static List<String> since(int letters) {
    List<String> all = lettersTo(TrialBuilder.CLINICIAN);
    return all.subList(letters, all.size());
  }

  @Test
  @AsCoordinator
  void aCorrectedPlacementTakesTheFormerOneBackByOneCancelAndSaysWhichHolds() {
    QuarkusTransaction.requiringNew().run(() -> OutboxMail.deleteAll());
    Csrf.form().post(study + "/sessions/invitations").then().statusCode(303);
    String thursdays = added();
    String nights =
        thursdays("Nights", "FREQ=MONTHLY;BYDAY=4WE")
            .post(study + "/sessions/programs/new")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    String third =
        nights.substring(nights.indexOf("/studies"), nights.length() - "/sites".length());
    place(thursdays, "0", "2026-02-01", "Nights do better.").statusCode(303);
    assertThat(since(1))
        .as("eleven of twelve, by one letter")
        .containsExactly("CANCEL Cancelled: ECHO sessions, 11 sessions");
    given().contentType("application/json").post("/api" + study + "/sessions/plan");
    Csrf.form().post(study + "/sessions/invitations").then().statusCode(303);
    int before = lettersTo(TrialBuilder.CLINICIAN).size();
    assertThat(lettersTo(TrialBuilder.CLINICIAN).get(before - 1))
        .startsWith("REQUEST Invitation: ECHO, Thursdays");
    // The typist took the wrong programme: the same day, another one.
    place(third, "1", "2026-02-01", "Meant this one.").statusCode(303);
    assertThat(since(before)).containsExactly("CANCEL Cancelled: ECHO, Thursdays, all sessions");
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(
                    () ->
                        OutboxMail.<OutboxMail>list(
                                "to = ?1 and subject like ?2",
                                TrialBuilder.CLINICIAN,
                                "Cancelled: ECHO, Thursdays%")
                            .get(0)
                            .text))
        .contains("Your site is in “Nights” from 1 February 2026 on.");
    given()
        .get(third + "/sites")
        .then()
        .body(containsString("from 1 Feb 2026 in Nights"))
        .body(not(containsString("in ECHO, Thursdays")));
    // And once more, to another day: what was foreseen for later holds no more.
    String notice =
        place(thursdays, "2", "2026-01-20", "Earlier than said.")
            .statusCode(303)
            .extract()
            .cookie("notice");
    assertThat(
            notice == null
                ? ""
                : java.net.URLDecoder.decode(notice, java.nio.charset.StandardCharsets.UTF_8))
        .contains(
            "Dane County Jail is in “ECHO, Thursdays” from 20 January 2026. This is what holds")
        .contains("in “Nights” from 1 February 2026 holds no more");
    List<Long> sessions = sessionsOf(thursdays);
    assertThat(expected(sessions.get(2))).hasSize(2);
    assertThat(lettersTo(TrialBuilder.CLINICIAN))
        .as("asked again for what was taken back, as one series")
        .last()
        .asString()
        .startsWith("REQUEST Invitation: ECHO, Thursdays")
        .endsWith("sessions");
    given()
        .get("/api" + thursdays + "/sites")
        .then()
        .body("units.find { it.unit == '" + dane + "' }.nextFrom", equalTo("2026-01-20"));
  }

  @Test
  @AsCoordinator
  void aSiteThatGetsFewerDatesThanSessionsIsNamedToThosePlanning() {
    given().get(study + "/sessions").then().body(not(containsString("Fewer dates than sessions")));
    // The programme's rule ends after six starts; the protocol plans twelve sessions.
    place(added(), "0", "2026-01-12", "Nights.").statusCode(303);
    given()
        .get(study + "/sessions")
        .then()
        .statusCode(200)
        .body(containsString("Fewer dates than sessions"))
        .body(containsString("Dane County Jail, 6 of 12"));
  }

  @Test
  @AsClinician
  void clinicianReadsNoCountOfPlannedSessions() {
    given().get(study + "/sessions").then().body(not(containsString("Fewer dates than sessions")));
  }

  @Test
  @AsCoordinator
  void theCancelOfAPartOfASeriesNamesEachSessionByItsPlace() {
    QuarkusTransaction.requiringNew().run(() -> OutboxMail.deleteAll());
    Csrf.form().post(study + "/sessions/invitations").then().statusCode(303);
    place(added(), "0", "2026-07-01", "Summer.").statusCode(303);
    List<OutboxMail> letters =
        QuarkusTransaction.requiringNew()
            .call(() -> OutboxMail.<OutboxMail>list("to = ?1 order by id", TrialBuilder.CLINICIAN));
    assertThat(letters).hasSize(2);
    var cancel = Biweekly.parse(letters.get(1).calendar).first();
    assertThat(cancel.getMethod().getValue()).isEqualTo("CANCEL");
    assertThat(cancel.getEvents())
        .hasSize(6)
        .allSatisfy(
            e -> {
              assertThat(e.getStatus().isCancelled()).isTrue();
              assertThat(e.getUid().getValue())
                  .isEqualTo(
                      Biweekly.parse(letters.get(0).calendar)
                          .first()
                          .getEvents()
                          .get(0)
                          .getUid()
                          .getValue());
              assertThat(e.getSequence().getValue()).isEqualTo(1);
            })
        .extracting(e -> e.getRecurrenceId().getValue().toInstant())
        .isEqualTo(startsOf(trial.sessions().subList(6, 12)));
    assertThat(letters.get(1).text)
        .contains("you are not expected in these 6 sessions any more.")
        .contains("Your site is in “" + THURSDAYS + "” from 1 July 2026 on.")
        .contains("14 July 2026");
  }

  @Test
  @AsHub
  void sitesOfAnotherHubsProgrammeAreNotToBeMoved() {
    givenToAnotherHub(programOf(trial.sessions().get(0)));
    String program = added();
    given().get(program + "/sites").then().statusCode(200).body(not(containsString("Dane County")));
    place(program, "0", "2026-01-10", "Ours now.")
        .statusCode(400)
        .body(containsString("not yours to move"));
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherLearnsNoCohort() {
    String program = programOf(trial.sessions().get(0));
    given().get(program + "/sites").then().statusCode(403);
    given().get("/api" + program + "/sites").then().statusCode(403);
  }
}
