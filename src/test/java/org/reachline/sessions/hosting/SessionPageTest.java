package org.reachline.sessions.hosting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sites.Site;

@QuarkusTest
class SessionPageTest extends HostFixture {
  @Test
  @AsHub
  void hubPlansTheCalendarFromTheProtocol() {
    TrialBuilder.Trial trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(java.time.LocalDate.of(2026, 1, 5))
            .allocatedTo("HIGH-ECHO")
            .save();
    at(0);
    String page = trial.path() + "/sessions";
    given().get(page).then().body(not(containsString("The protocol asks for")));
    EchoTrial.hosted(trial);
    given()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("The protocol asks for 12 sessions more"));
    Csrf.form().post(page + "/plan").then().statusCode(303);
    given()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("Session 12"))
        .body(containsString("13 Jan 2026, 12:00 CST"))
        .body(containsString("10 Mar 2026, 12:00 CDT"))
        .body(not(containsString("The protocol asks for")));
  }

  @Test
  @AsClinician
  void clinicianMayNotPlanTheCalendar() {
    EchoTrial trial = EchoTrial.planned();
    Csrf.form().post(trial.trial().path() + "/sessions/plan").then().statusCode(403);
  }

  @Test
  @AsHub
  void hubSeesWhoIsExpectedButNoArm() {
    EchoTrial trial = EchoTrial.planned();
    at(-60);
    given()
        .get(trial.first())
        .then()
        .statusCode(200)
        .body(containsString("Mara Jensen"))
        .body(containsString("Dane County Jail"))
        .body(not(containsString("Otis Frame")))
        .body(not(containsString("LOW-ECHO")))
        .body(not(containsString("Low-dose")));
  }

  @Test
  @AsClinician
  void clinicianSeesTheAgendaAndOnlyTheirOwnSitesPeople() {
    EchoTrial trial = EchoTrial.planned();
    trial.presentedByMara();
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(1)));
    given()
        .get(trial.trial().path() + "/sessions")
        .then()
        .statusCode(200)
        .body(containsString("13 Jan 2026, 12:00 CST"));
    given()
        .get(trial.first())
        .then()
        .statusCode(200)
        .body(containsString("First case"))
        .body(stringContainsInOrder("Didactic", "Mara Jensen", "First case", "Mara Jensen"))
        .body(containsString("Tuesday 13 January 2026, 12:00 CST (Chicago)"))
        .body(containsString(EchoTrial.COLLEAGUE))
        .body(not(containsString("Join links")))
        .body(containsString("The doors open 20 minutes before"));
  }

  @Test
  @AsOutsider
  void clinicianOfASiteThatIsNotOfferedEchoSeesNoSession() {
    EchoTrial trial = EchoTrial.planned();
    at(-60);
    given()
        .get(trial.trial().path() + "/sessions")
        .then()
        .statusCode(200)
        .body(containsString("No ECHO session is planned for you or your sites"))
        .body(not(containsString("Jan 2026")));
    given().get(trial.first()).then().statusCode(404);
    Csrf.form().post(trial.first() + "/join").then().statusCode(404);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherSeesTheCalendarWithoutPeople() {
    EchoTrial trial = EchoTrial.planned();
    trial.presentedByMara();
    at(-60);
    given()
        .get(trial.trial().path() + "/sessions")
        .then()
        .statusCode(200)
        .body(allOf(containsString("Session 1"), not(containsString("Expected"))))
        .body(not(containsString("Mara Jensen")));
    given()
        .get(trial.first())
        .then()
        .statusCode(200)
        .body(not(containsString("Mara Jensen")))
        .body(not(containsString("Dane County Jail")));
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherReadsNoTitleAndNoLabelThatSomebodyTyped() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoSession session = EchoSession.findById(trial.sessions().get(0));
              session.didacticTitle = "What high-dose jails get";
              session.agenda.get(0).label = "Welcome of the high-dose arm";
            });
    at(-60);
    for (String address :
        List.of(
            trial.trial().path() + "/sessions",
            trial.first(),
            "/api" + trial.trial().path() + "/sessions",
            "/api" + trial.first())) {
      given().get(address).then().statusCode(200).body(not(containsString("high-dose")));
    }
    given().get(trial.first()).then().body(containsString("Welcome"));
  }

  @Test
  @AsResearcher
  void unblindedResearcherSeesPeopleButChangesNothing() {
    EchoTrial trial = EchoTrial.planned();
    at(-60);
    given().get(trial.first()).then().statusCode(200).body(containsString("Mara Jensen"));
    given().get(trial.first() + "/edit").then().statusCode(403);
    Csrf.form().formParam("reason", "no").post(trial.first() + "/cancel").then().statusCode(403);
    Csrf.form().formParam("reason", "no").post(trial.first() + "/reopen").then().statusCode(403);
  }

  @Test
  @AsCoach
  void coachLearnsNothingOfTheEchoOfTheirSites() {
    EchoTrial trial = EchoTrial.planned();
    at(61);
    String study = trial.trial().path();
    given()
        .get(study + "/sessions")
        .then()
        .statusCode(200)
        .body(containsString("No ECHO session is planned for you."))
        .body(not(containsString("Session 1<")));
    given().get(trial.first()).then().statusCode(404);
    given().get(study + "/sessions/attendance").then().statusCode(403);
    given().get("/api" + study + "/sessions").then().body("", empty());
    given().get("/api" + study + "/sessions/sites").then().body("", empty());
    given().get(trial.first() + "/links").then().statusCode(403);
  }

  @Test
  @AsCoach
  void coachWhoIsExpectedAsAPersonSeesTheirOwnSessionsAndNobodyElse() {
    EchoTrial trial = EchoTrial.planned();
    at(-60);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Affiliation own = new Affiliation();
              own.person = Person.findByEmail(TrialBuilder.COACH).orElseThrow();
              own.site = Site.findById(trial.trial().site("WI-DANE").id);
              own.part = "prescriber";
              own.from = LocalDate.of(2026, 1, 1);
              own.until = LocalDate.of(2026, 1, 31);
              own.persist();
            });
    given()
        .get(trial.first())
        .then()
        .statusCode(200)
        .body(containsString("Cole Whitfield"))
        .body(not(containsString("Mara Jensen")));
    given().get(trial.path(1)).then().statusCode(404);
  }

  @Test
  @AsHub
  void hubIsToldWhatIsMissingAndLedToTheNextStep() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    String page = given().get(trial.first()).then().statusCode(200).extract().asString();
    assertThat(page)
        .contains("class=\"steps\"", "60 of 60 min", "talk to be named", "none yet", "Doors open")
        .contains("btn btn-primary\" href=\"" + trial.first() + "/edit\">Name the talk")
        .containsOnlyOnce("btn-primary");
    at(5);
    // Now the next step is to host it, and the agenda shows where it should be.
    assertThat(given().get(trial.first()).then().extract().asString())
        .containsOnlyOnce("btn-primary")
        .doesNotContain("class=\"runs\"");
    Csrf.form().post(trial.first() + "/open").then().statusCode(303);
    given().get(trial.first()).then().body(containsString("class=\"runs\""));
  }

  @Test
  @AsClinician
  void clinicianReadsTheAgendaWithoutTheHostsSteps() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    given()
        .get(trial.first())
        .then()
        .statusCode(200)
        .body(containsString("First case"))
        .body(not(containsString("class=\"steps\"")))
        .body(not(containsString("Roll-call")));
  }

  @Test
  @AsHub
  void hubNamesTheTalkAndTheTrailSaysSo() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    Csrf.form()
        .formParam("didacticTitle", "Buprenorphine at intake")
        .formParam("didacticPresenter", "Dr Hanna Okafor")
        .formParam("roomUrl", "https://video.example/one")
        .formParam("version", "0")
        .post(trial.first() + "/edit")
        .then()
        .statusCode(303)
        .header("location", endsWith(trial.first()));
    given()
        .get(trial.first())
        .then()
        .body(containsString("Session 1: Buprenorphine at intake"))
        .body(containsString("https://video.example/one"));
    AuditEntry entry = newestEntry(trial);
    assertThat(entry.act).isEqualTo("session.changed");
    assertThat(entry.personEmail).isEqualTo(TrialBuilder.HUB);
    assertThat(entry.before).containsPattern("\"didacticTitle\": ?null");
    assertThat(entry.after).contains("Buprenorphine at intake");
  }

  @Test
  @AsHub
  void aWrongRoomAddressComesBackWithTheTypedWords() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    for (String wrong :
        List.of(
            "javascript:alert(1)", "http://video.example/x", "zoom", "https://me:pw@v.example")) {
      Csrf.form()
          .formParam("didacticTitle", "Naloxone at release")
          .formParam("roomUrl", wrong)
          .formParam("version", "0")
          .post(trial.first() + "/edit")
          .then()
          .statusCode(400)
          .body(containsString("begins with https://"))
          .body(containsString("Naloxone at release"))
          .body(containsString("value=\"" + wrong));
    }
  }

  @Test
  @AsCoordinator
  void theSlowerOfTwoEditorsIsToldWhoWasQuickerAndKeepsTheirWords() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    Csrf.form()
        .formParam("didacticTitle", "First words")
        .formParam("version", "0")
        .post(trial.first() + "/edit")
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("didacticTitle", "Second words")
        .formParam("version", "0")
        .post(trial.first() + "/edit")
        .then()
        .statusCode(409)
        .body(containsString("Corinne Adler changed this"))
        .body(containsString("First words"))
        .body(containsString("value=\"Second words\""));
    given().get(trial.first()).then().body(containsString("Session 1: First words"));
  }

  @Test
  @AsHub
  void hubOpensAndClosesTheSession() {
    EchoTrial trial = EchoTrial.planned();
    at(-30);
    Csrf.form().post(trial.first() + "/open").then().statusCode(409);
    given().get(trial.first()).then().body(containsString("/move\">Move</a>"));
    at(5);
    given().get(trial.first()).then().body(not(containsString("/move\">Move</a>")));
    given().get(trial.first() + "/move").then().statusCode(409);
    at(-10);
    Csrf.form().post(trial.first() + "/open").then().statusCode(303);
    given().get(trial.first()).then().body(containsString("Open now"));
    at(58);
    Csrf.form()
        .formParam("sure", "yes")
        .post(trial.first() + "/close")
        .then()
        .statusCode(303)
        .header("location", endsWith("/roll-call"));
    given().get(trial.first()).then().body(containsString(">Held<"));
  }

  @Test
  @AsClinician
  void clinicianJoinsFromTheSessionsPageAndIsOnTheList() {
    EchoTrial trial = EchoTrial.planned();
    at(-19);
    given().get(trial.first()).then().body(containsString("Join the session"));
    Csrf.form()
        .post(trial.first() + "/join")
        .then()
        .statusCode(303)
        .header("location", endsWith(trial.first() + "/room"));
    given().get(trial.first() + "/room").then().statusCode(200);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("60 JOINED");
    at(61);
    Csrf.form().post(trial.first() + "/join").then().statusCode(409);
  }

  @Test
  @AsHub
  void hubGoesToTheRoomWithoutBeingCounted() {
    EchoTrial trial = EchoTrial.planned();
    at(0);
    Csrf.form().post(trial.first() + "/join").then().statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.HUB)).isNull();
  }

  @Test
  @AsHub
  void hubHandsOutPersonalLinksAndCanMakeOneUseless() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    given().get(trial.first() + "/links").then().statusCode(200).body(containsString(link));
    long mara =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    org.reachline.people.Person.findByEmail(TrialBuilder.CLINICIAN)
                        .orElseThrow()
                        .id);
    Csrf.form().post(trial.first() + "/links/" + mara + "/revoke").then().statusCode(303);
    given().get(trial.first() + "/links").then().body(not(containsString(link)));
    assertThat(newestEntry(trial).act).isEqualTo("join_link.revoked");
    assertThat(newestEntry(trial).after).contains(TrialBuilder.CLINICIAN);
  }

  @Test
  @AsHub
  void hubSetsTheProgrammesRoomAndDoors() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    long program =
        QuarkusTransaction.requiringNew()
            .call(() -> EchoSession.<EchoSession>findById(trial.sessions().get(0)).program.id);
    String page = trial.trial().path() + "/sessions/programs/" + program;
    Csrf.form()
        .formParam("name", "ECHO for jails")
        .formParam("roomKind", "EXTERNAL")
        .formParam("roomUrl", "https://video.example/echo")
        .formParam("opensBeforeMinutes", "a lot")
        .formParam("version", "0")
        .post(page)
        .then()
        .statusCode(400)
        .body(containsString("ECHO for jails"))
        .body(containsString("opensBeforeMinutes-problem"));
    Csrf.form()
        .formParam("name", "ECHO for jails")
        .formParam("roomKind", "EXTERNAL")
        .formParam("roomUrl", "https://video.example/echo")
        .formParam("opensBeforeMinutes", "10")
        .formParam("version", "0")
        .post(page)
        .then()
        .statusCode(303);
    given()
        .get(trial.trial().path() + "/sessions")
        .then()
        .body(containsString("https://video.example/echo"))
        .body(containsString("10 minutes before the start"));
  }

  @Test
  @AsCoach
  void coachMayNotChangeAProgramme() {
    EchoTrial trial = EchoTrial.planned();
    given().get(trial.trial().path() + "/sessions/programs/1").then().statusCode(403);
  }

  @Test
  @AsHub
  void aSessionOfAnotherStudyIsNotThere() {
    EchoTrial one = EchoTrial.planned();
    EchoTrial other = EchoTrial.planned();
    given().get(one.trial().path() + "/sessions/" + other.sessions().get(0)).then().statusCode(404);
  }
}
