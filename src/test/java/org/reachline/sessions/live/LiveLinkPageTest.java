package org.reachline.sessions.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.hosting.SessionActs;

/**
 * The live page by the link of a mail: for who pressed the button, for that session, no further.
 */
@QuarkusTest
class LiveLinkPageTest extends LiveFixture {
  @Inject SessionActs acts;

  private long heard() {
    return beats.heardLately(trial.sessions().get(0)).size();
  }

  private static ValidatableResponse get(String path) {
    return given().redirects().follow(false).get(path).then();
  }

  @Test
  void whoHasNotPressedTheButtonIsSentToTheDoorAndLeavesNoTrace() {
    at(5);
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    get(link + "/live").statusCode(303).header("location", endsWith(link));
    get(link + "/live/board").statusCode(404);
    Csrf.json().post(link + "/live/beat").then().statusCode(404);
    Csrf.form().post(link + "/live/hand").then().statusCode(404);
    assertThat(heard()).isZero();
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
  }

  @Test
  void theDoorLeadsToTheLivePageAndSignsOfLifeAreCounted() {
    at(5);
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    Csrf.form()
        .formParam("to", "live")
        .post(link)
        .then()
        .statusCode(303)
        .header("location", endsWith(link + "/live"));
    get(link + "/live")
        .statusCode(200)
        .header("Cache-Control", containsString("no-store"))
        .header("Referrer-Policy", "no-referrer")
        .body(containsString("You are here as Mara Jensen"))
        .body(containsString("First case"))
        .body(not(containsString("Your running notes")));
    Csrf.json().post(link + "/live/beat").then().statusCode(204);
    Csrf.json().post(link + "/live/beat").then().statusCode(204);
    assertThat(heard()).isEqualTo(1);
    get(link + "/live/board").statusCode(200).body(containsString("Here now: 1"));
  }

  @Test
  void aForgedRevokedOrForeignLinkOpensNothing() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    String forged =
        link.substring(0, 10) + (link.charAt(10) == 'A' ? 'B' : 'A') + link.substring(11);
    for (String path : new String[] {forged, trial.joinPath(1, EchoTrial.COLLEAGUE)}) {
      get(path + "/live/board").statusCode(404);
      Csrf.json().post(path + "/live/beat").then().statusCode(404);
      Csrf.form().formParam("question", "x").post(path + "/live/questions").then().statusCode(404);
    }
    QuarkusTransaction.requiringNew()
        .run(() -> acts.revokeLink(session(), person(TrialBuilder.CLINICIAN)));
    get(link + "/live").statusCode(404);
    get(link + "/live/board").statusCode(404);
    Csrf.json().post(link + "/live/beat").then().statusCode(404);
    assertThat(heard()).isZero();
    Csrf.json()
        .post(trial.joinPath(0, TrialBuilder.CLINICIAN) + "/live/beat")
        .then()
        .statusCode(204);
  }

  @Test
  void endsWithTheSession() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    at(60);
    get(link + "/live").statusCode(303).header("location", endsWith(link));
    get(link + "/live/board").statusCode(409);
    Csrf.json().post(link + "/live/beat").then().statusCode(409);
    Csrf.form().post(link + "/live/hand").then().statusCode(409);
    Csrf.form()
        .formParam("question", "Too late, but typed")
        .post(link + "/live/questions")
        .then()
        .statusCode(409)
        .body(containsString(">Too late, but typed</textarea>"));
    assertThat(heard()).isZero();
  }

  @Test
  void goesOnWhileAnOpenSessionOverrunsButAddsNoMinutes() {
    at(0);
    QuarkusTransaction.requiringNew().run(() -> acts.open(session()));
    joins(TrialBuilder.CLINICIAN);
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    for (int minute = 0; minute <= 70; minute += 2) {
      at(minute);
      Csrf.json().post(link + "/live/beat").then().statusCode(204);
    }
    get(link + "/live").statusCode(200);
    QuarkusTransaction.requiringNew().run(() -> acts.close(session()));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("60 HEARTBEAT");
  }

  @Test
  void knowsByNameOnlyThePeopleOfTheOwnSite() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    joins(EchoTrial.COLLEAGUE);
    joins(TrialBuilder.OUTSIDER);
    QuarkusTransaction.requiringNew()
        .run(() -> desk.ask(session(), person(TrialBuilder.OUTSIDER), "How fast is fast?"));
    for (String email : new String[] {EchoTrial.COLLEAGUE, TrialBuilder.OUTSIDER}) {
      Csrf.json().post(trial.joinPath(0, email) + "/live/beat").then().statusCode(204);
    }
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    get(link + "/live")
        .statusCode(200)
        .body(containsString("Here now: 2"))
        .body(containsString(EchoTrial.COLLEAGUE))
        .body(containsString("and 1 of other sites"))
        .body(not(containsString("Otis Frame")))
        .body(not(containsString("How fast is fast?")));
  }

  @Test
  void asksRaisesTheHandAndTakesBothBack() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    String live = trial.joinPath(0, TrialBuilder.CLINICIAN) + "/live";
    Csrf.form()
        .formParam("question", "Which dose on day one?")
        .post(live + "/questions")
        .then()
        .statusCode(303)
        .header("location", endsWith(live));
    Csrf.form().post(live + "/hand").then().statusCode(303);
    Csrf.form().post(live + "/hand").then().statusCode(303);
    get(live + "/board")
        .body(containsString("Which dose on day one?"))
        .body(containsString("Your hand is up"));
    QuarkusTransaction.requiringNew()
        .call(() -> LiveQuestion.listOpen(session()).stream().map(q -> q.id).toList())
        .forEach(
            id -> Csrf.form().post(live + "/questions/" + id + "/withdraw").then().statusCode(303));
    get(live + "/board").body(containsString("You have asked nothing yet"));
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(() -> LiveQuestion.listForSession(session()).size()))
        .as("a second press raised no second hand, and both stay on record")
        .isEqualTo(2);
  }

  @Test
  void anEmptyOrALongQuestionComesBackWithItsWords() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    String live = trial.joinPath(0, TrialBuilder.CLINICIAN) + "/live";
    Csrf.form()
        .formParam("question", "  ")
        .post(live + "/questions")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."));
    Csrf.form()
        .formParam("question", "why ".repeat(260))
        .post(live + "/questions")
        .then()
        .statusCode(400)
        .body(containsString("At most 1000 characters"))
        .body(containsString("why why why"));
    for (int i = 0; i < LiveActs.MOST_WAITING; i++) {
      Csrf.form().formParam("question", "Q" + i).post(live + "/questions").then().statusCode(303);
    }
    Csrf.form()
        .formParam("question", "One more")
        .post(live + "/questions")
        .then()
        .statusCode(400)
        .body(containsString("You have 5 questions waiting"));
  }

  @Test
  void isNoWayToWhatTheHostDoes() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    String live = trial.joinPath(0, TrialBuilder.CLINICIAN) + "/live";
    long other =
        QuarkusTransaction.requiringNew()
            .call(() -> desk.ask(session(), person(EchoTrial.COLLEAGUE), "Mine").id);
    Csrf.form()
        .formParam("state", "answered")
        .post(live + "/questions/" + other)
        .then()
        .statusCode(oneOf(404, 405));
    Csrf.form().post(live + "/questions/" + other + "/withdraw").then().statusCode(404);
    for (String path : new String[] {"/notes", "/screen", "/open", "/close", "/cases/1"}) {
      Csrf.form().post(live + path).then().statusCode(oneOf(404, 405));
      get(live + path).statusCode(oneOf(404, 405));
    }
  }
}
