package org.reachline.sessions.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;

/**
 * Hosts who write at the same time: nobody's words are lost, and the slower is told of the quicker.
 */
@QuarkusTest
class TwoHostsTest extends LiveFixture {
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
