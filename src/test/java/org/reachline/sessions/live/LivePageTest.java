package org.reachline.sessions.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.hosting.SessionActs;

@QuarkusTest
class LivePageTest {
  @Inject SessionActs acts;
  @Inject AttendanceLedger ledger;
  @Inject Beats beats;
  @Inject BeatFolding folding;
  @Inject LiveActs desk;

  private final EchoTrial trial = EchoTrial.planned();
  private final String live = trial.first() + "/live";

  private static void at(int minute) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(minute)));
  }

  private EchoSession session() {
    return EchoSession.findById(trial.sessions().get(0));
  }

  private static Person person(String email) {
    return Person.findByEmail(email).orElseThrow();
  }

  private void joins(String email) {
    QuarkusTransaction.requiringNew().run(() -> ledger.joined(session(), person(email)));
  }

  private long asks(String email, String question) {
    return QuarkusTransaction.requiringNew()
        .call(() -> desk.ask(session(), person(email), question).id);
  }

  private void beat(String email) {
    beats.write(trial.sessions().get(0), person(email).id, false, null);
  }

  @Test
  @AsHub
  void hostSeesWhoIsHereWithTheirSites() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    joins(EchoTrial.COLLEAGUE);
    QuarkusTransaction.requiringNew().run(() -> beat(TrialBuilder.CLINICIAN));
    Csrf.json().post(live + "/beat").then().statusCode(204);
    given()
        .get(live)
        .then()
        .statusCode(200)
        .body(containsString("Here now: 2"))
        .body(containsString("Mara Jensen"))
        .body(containsString(trial.trial().code("WI-DANE")))
        .body(containsString("Dr Hanna Okafor"))
        .body(containsString("not on this page now (1)"))
        .body(containsString("12:05 CST (Chicago)"))
        .body(containsString("Your running notes"));
  }

  @Test
  @AsHub
  void aHundredPeopleAreOnOnePageAndNobodyIsLost() {
    at(5);
    List<Long> ids = new ArrayList<>();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (int i = 0; i < 100; i++) {
                Person guest = new Person();
                guest.email = "guest%03d.%d@many.example".formatted(i, trial.sessions().get(0));
                guest.name = "Guest %03d".formatted(i);
                guest.zone = "America/Chicago";
                guest.persist();
                ids.add(guest.id);
                ledger.joined(session(), guest);
              }
            });
    ids.forEach(id -> beats.write(trial.sessions().get(0), id, false, null));
    String page = given().get(live).then().statusCode(200).extract().asString();
    assertThat(page).contains("Here now: 100", "Guest 000", "Guest 099");
  }

  @Test
  @AsClinician
  void clinicianIsOnThePageOnceTheyJoinedAndSeesNoNotes() {
    at(5);
    given().get(live).then().statusCode(404);
    Csrf.json().post(live + "/beat").then().statusCode(404);
    Csrf.form()
        .formParam("to", "live")
        .post(trial.first() + "/join")
        .then()
        .statusCode(303)
        .header("location", endsWith(live));
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                desk.write(
                    session(),
                    LiveText.Kind.NOTES,
                    0,
                    "Call Dane back",
                    0,
                    person(TrialBuilder.HUB)));
    given()
        .get(live)
        .then()
        .statusCode(200)
        .body(containsString("You are here as Mara Jensen"))
        .body(not(containsString("Call Dane back")))
        .body(not(containsString("running notes")));
    given().get(live + "/notes").then().statusCode(403);
    given().get(live + "/questions").then().statusCode(403);
    Csrf.json()
        .body("{\"wording\":\"x\",\"version\":1}")
        .post(live + "/notes/autosave")
        .then()
        .statusCode(403);
    Csrf.form().post(live + "/open").then().statusCode(403);
    Csrf.form().formParam("number", "1").post(live + "/screen").then().statusCode(403);
    given().get(live + "/cases/1").then().statusCode(403);
  }

  @Test
  @AsOutsider
  void peopleOfAnotherSiteAreNotLetIn() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    for (String path : new String[] {"", "/board"}) {
      given().get(live + path).then().statusCode(404).body(not(containsString("Mara")));
    }
    Csrf.json().post(live + "/beat").then().statusCode(404);
    Csrf.form().formParam("question", "May I?").post(live + "/questions").then().statusCode(404);
  }

  @Test
  @AsResearcher
  void researchersAreNotInTheRoom() {
    at(5);
    given().get(live).then().statusCode(404);
  }

  @Test
  @AsHub
  void hostCallsUpAnswersAndIsToldWhoWasQuicker() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    long question = asks(TrialBuilder.CLINICIAN, "Which dose on day one?");
    Csrf.form()
        .formParam("state", "taken")
        .post(live + "/questions/" + question)
        .then()
        .statusCode(303);
    given()
        .get(live + "/board")
        .then()
        .body(containsString("Called up"))
        .body(containsString("Mara Jensen"));
    Csrf.form()
        .formParam("state", "answered")
        .post(live + "/questions/" + question)
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("state", "dismissed")
        .post(live + "/questions/" + question)
        .then()
        .statusCode(409)
        .body(containsString("answered, by Dr Hanna Okafor"));
    Csrf.form()
        .formParam("state", "withdrawn")
        .post(live + "/questions/" + question)
        .then()
        .statusCode(400);
    given()
        .get(live + "/questions")
        .then()
        .statusCode(200)
        .body(containsString("Which dose on day one?"))
        .body(containsString("answered"));
  }

  @Test
  @AsHub
  void notesAreSavedByVersionAndTheSlowerHostKeepsTheirWords() {
    at(5);
    autosave("First thoughts", 0).then().statusCode(200).body("version", equalTo(1));
    autosave("First thoughts", 0).then().statusCode(200).body("version", equalTo(1));
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                desk.write(
                    session(),
                    LiveText.Kind.NOTES,
                    0,
                    "A colleague's words",
                    1,
                    person(TrialBuilder.COORDINATOR)));
    autosave("Second thoughts", 1)
        .then()
        .statusCode(409)
        .body("wording", equalTo("A colleague's words"))
        .body("by", equalTo("Corinne Adler"))
        .body("version", equalTo(2));
    Csrf.form()
        .formParam("notes", "Second thoughts")
        .formParam("version", "1")
        .post(live + "/notes")
        .then()
        .statusCode(409)
        .body(containsString("Corinne Adler saved other notes meanwhile"))
        .body(containsString("A colleague&#39;s words"))
        .body(containsString(">Second thoughts</textarea>"));
    Csrf.form()
        .formParam("notes", "Both")
        .formParam("version", "2")
        .post(live + "/notes")
        .then()
        .statusCode(303);
    given()
        .get(live + "/questions")
        .then()
        .body(containsString("First thoughts"))
        .body(containsString("A colleague&#39;s words"))
        .body(containsString("Both"));
    Csrf.form()
        .formParam("notes", "y".repeat(LiveActs.LONGEST_TEXT + 1))
        .formParam("version", "3")
        .post(live + "/notes")
        .then()
        .statusCode(400)
        .body(containsString("href=\"#notes\""))
        .body(containsString("yyyyyyyyyy</textarea>"));
    autosave("x".repeat(LiveActs.LONGEST_TEXT + 1), 3)
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("wording"));
  }

  private Response autosave(String wording, int version) {
    return Csrf.json()
        .accept("application/json")
        .body(new LivePage.Notes(wording, version))
        .post(live + "/notes/autosave");
  }

  @Test
  @AsHub
  void hostWritesACaseAndPutsItOnScreen() {
    at(-30);
    Csrf.form()
        .formParam("wording", "A person in their forties, withdrawal on day two.")
        .formParam("version", "0")
        .post(live + "/cases/1")
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("wording", "Another wording")
        .formParam("version", "0")
        .post(live + "/cases/1")
        .then()
        .statusCode(409)
        .body(containsString("in their forties"))
        .body(containsString("Another wording"));
    given().get(live).then().body(not(containsString("On screen:")));
    Csrf.form().formParam("number", "1").post(live + "/screen").then().statusCode(303);
    given()
        .get(live + "/board")
        .then()
        .body(containsString("On screen: First case"))
        .body(containsString("in their forties"));
    Csrf.form().post(live + "/screen").then().statusCode(303);
    given().get(live + "/board").then().body(not(containsString("On screen:")));
    Csrf.form().formParam("number", "9").post(live + "/screen").then().statusCode(400);
    given().get(live + "/cases/9").then().statusCode(404);
  }

  @Test
  @AsHub
  void hostStartsAndClosesHereAndTheMeasuredMinutesCount() {
    at(-5);
    Csrf.form().post(live + "/open").then().statusCode(303).header("location", endsWith(live));
    given().get(live).then().body(containsString("Open now"));
    joins(TrialBuilder.CLINICIAN);
    joins(EchoTrial.COLLEAGUE);
    for (int minute = -5; minute <= 58; minute++) {
      at(minute);
      if (minute <= 20 || minute >= 40) {
        QuarkusTransaction.requiringNew().run(() -> beat(TrialBuilder.CLINICIAN));
      }
    }
    Csrf.form()
        .formParam("sure", "yes")
        .post(trial.first() + "/close")
        .then()
        .statusCode(303)
        .header("location", endsWith("/roll-call"));
    // The page was silent from 12:20 to 12:40, and nobody said that they left.
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("58 HEARTBEAT");
    given()
        .get(trial.first() + "/roll-call")
        .then()
        .body(containsString("20 of them presumed: the live page fell silent"))
        .body(containsString("38 min"))
        .body(containsString("Live page, while it was heard"));
    assertThat(trial.attendance(0, EchoTrial.COLLEAGUE)).as("no page open").isEqualTo("58 JOINED");
    QuarkusTransaction.requiringNew().run(() -> folding.fold(session()));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("58 HEARTBEAT");
    given().get(live).then().statusCode(200).body(containsString("This session is closed."));
    Csrf.json().post(live + "/beat").then().statusCode(409);
  }

  @Test
  void aSessionThatNobodyClosedIsAddedUpOnceItIsOver() {
    at(0);
    joins(TrialBuilder.CLINICIAN);
    for (int minute = 0; minute < 30; minute++) {
      at(minute);
      QuarkusTransaction.requiringNew().run(() -> beat(TrialBuilder.CLINICIAN));
    }
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("60 JOINED");
    at(61);
    folding.foldWhatIsOver();
    // A telephone that shows the video puts the page to sleep: it counts on until somebody decides.
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("60 HEARTBEAT");
  }

  @Test
  @AsHub
  void theBoardIsSentAgainOnlyWhenItChanged() {
    at(5);
    String tag = given().get(live + "/board").then().statusCode(200).extract().header("ETag");
    given().header("If-None-Match", tag).get(live + "/board").then().statusCode(304);
    joins(TrialBuilder.CLINICIAN);
    String next =
        given()
            .header("If-None-Match", tag)
            .get(live + "/board")
            .then()
            .statusCode(200)
            .extract()
            .header("ETag");
    QuarkusTransaction.requiringNew().run(() -> beat(TrialBuilder.CLINICIAN));
    given().header("If-None-Match", next).get(live + "/board").then().statusCode(200);
  }

  @Test
  @AsClinician
  void whoeverLeavesSaysSoAndMayComeBack() {
    at(0);
    Csrf.form().formParam("to", "live").post(trial.first() + "/join").then().statusCode(303);
    given().get(live).then().body(containsString("I am leaving"));
    at(20);
    Csrf.form()
        .post(live + "/leave")
        .then()
        .statusCode(303)
        .header("location", endsWith(trial.first()));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("20 JOINED");
    given().get(live + "/board").then().body(containsString("Left (1)"));
    at(40);
    Csrf.form().formParam("to", "live").post(trial.first() + "/join").then().statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 JOINED");
    given().get(live + "/board").then().body(not(containsString("Left (")));
    at(50);
    given().contentType("application/json").post("/api" + live + "/leave").then().statusCode(204);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("30 JOINED");
  }

  @Test
  @AsOutsider
  void nobodyLeavesWhoNeverCame() {
    at(5);
    Csrf.form().post(live + "/leave").then().statusCode(404);
    given().contentType("application/json").post("/api" + live + "/leave").then().statusCode(404);
  }

  /** Truly at once: two threads wait for each other before each of forty pairs of saves. */
  @Test
  @AsHub
  void theLoserOfATrueRaceGetsTheOthersWordingAndCanSave() throws Exception {
    at(5);
    ExecutorService two = Executors.newFixedThreadPool(2);
    int version = 0;
    int races = 0;
    try {
      for (int pair = 0; pair < 40; pair++) {
        CyclicBarrier together = new CyclicBarrier(2);
        int read = version;
        String[] words = {"Words A of pair " + pair, "Words B of pair " + pair};
        List<Future<Response>> saves = new ArrayList<>();
        for (String wording : words) {
          saves.add(
              two.submit(
                  () -> {
                    together.await();
                    return autosave(wording, read);
                  }));
        }
        List<Response> answers = List.of(saves.get(0).get(), saves.get(1).get());
        int lost = answers.get(0).statusCode() == 409 ? 0 : 1;
        assertThat(answers.get(1 - lost).statusCode()).isEqualTo(200);
        assertThat(answers.get(lost).statusCode()).as(answers.get(lost).asString()).isEqualTo(409);
        answers
            .get(lost)
            .then()
            .body("wording", equalTo(words[1 - lost]))
            .body("version", equalTo(read + 1))
            .body("by", equalTo("Dr Hanna Okafor"));
        autosave(words[0] + " and " + words[1], read + 1)
            .then()
            .statusCode(200)
            .body("version", equalTo(read + 2));
        version = read + 2;
        races++;
      }
    } finally {
      two.shutdownNow();
    }
    assertThat(races).isEqualTo(40);
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(() -> LiveText.listWordings(session(), LiveText.Kind.NOTES, 0).size()))
        .as("every wording is kept")
        .isEqualTo(80);
  }

  /**
   * The same through the forms, and for a case and a raised hand: no answer is an error of ours.
   */
  @Test
  @AsHub
  void formsCasesAndHandsOfTwoAtOnceAreAnsweredForBoth() throws Exception {
    at(5);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int pair = 0; pair < 10; pair++) {
        int read = pair;
        for (String[] way :
            new String[][] {{live + "/notes", "notes"}, {live + "/cases/1", "wording"}}) {
          List<Response> answers =
              atOnce(
                  two,
                  wording ->
                      Csrf.form()
                          .formParam(way[1], wording + read)
                          .formParam("version", read)
                          .post(way[0]));
          assertThat(answers)
              .extracting(Response::statusCode)
              .as(way[0])
              .containsExactlyInAnyOrder(303, 409);
          answers.stream()
              .filter(a -> a.statusCode() == 409)
              .forEach(
                  a ->
                      a.then()
                          .body(containsString("saved"))
                          .body(containsString("One" + read))
                          .body(containsString("Two" + read))
                          .body(containsString("value=\"" + (read + 1) + "\"")));
        }
        assertThat(atOnce(two, wording -> Csrf.form().post(live + "/hand")))
            .extracting(Response::statusCode)
            .containsExactly(303, 303);
        long hand =
            QuarkusTransaction.requiringNew()
                .call(
                    () ->
                        LiveQuestion.findHand(session(), person(TrialBuilder.HUB))
                            .orElseThrow()
                            .id);
        Csrf.form().post(live + "/questions/" + hand + "/withdraw").then().statusCode(303);
      }
    } finally {
      two.shutdownNow();
    }
  }

  private static List<Response> atOnce(ExecutorService two, Function<String, Response> ask)
      throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<Response>> answers = new ArrayList<>();
    for (String wording : List.of("One", "Two")) {
      answers.add(
          two.submit(
              () -> {
                together.await();
                return ask.apply(wording);
              }));
    }
    return List.of(answers.get(0).get(), answers.get(1).get());
  }
}
