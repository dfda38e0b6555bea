package org.reachline.sessions.after;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.Presence;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.hosting.SessionActs;

@QuarkusTest
class AfterPageTest {
  @Inject SessionActs acts;
  @Inject AttendanceLedger ledger;
  @Inject JoinLinks links;
  @Inject Survey survey;

  private final EchoTrial trial = EchoTrial.planned();
  private final long id = trial.sessions().get(0);

  private static void at(int minute) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(minute)));
  }

  private EchoSession session() {
    return EchoSession.findById(id);
  }

  private static Person person(String email) {
    return Person.findByEmail(email).orElseThrow();
  }

  /** The session was held, and these people were there from its start for so many minutes. */
  private void held(int minutes, String... emails) {
    at(60);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (String email : emails) {
                Presence.Piece piece =
                    new Presence.Piece(
                        EchoTrial.FIRST,
                        EchoTrial.FIRST.plus(Duration.ofMinutes(minutes)),
                        Evidence.IMPORT,
                        EchoTrial.FIRST,
                        email);
                ledger.record(session(), person(email), piece, "system", null);
              }
              acts.close(session());
            });
  }

  private String after(String email) {
    return QuarkusTransaction.requiringNew().call(() -> links.afterPath(session(), person(email)));
  }

  private void answers(String email, int usefulness, String change) {
    Csrf.form()
        .formParam("usefulness", usefulness)
        .formParam("change", change)
        .post(after(email))
        .then()
        .statusCode(303);
  }

  @Test
  void everybodyWhoCameIsWrittenToOnceWithTheirOwnLink() {
    held(50, TrialBuilder.CLINICIAN, EchoTrial.COLLEAGUE);
    List<OutboxMail> letters =
        QuarkusTransaction.requiringNew()
            .call(() -> OutboxMail.list("mailKey like ?1", "echo-session-" + id + "/after/%"));
    assertThat(letters)
        .extracting(l -> l.to)
        .containsExactlyInAnyOrder(TrialBuilder.CLINICIAN, EchoTrial.COLLEAGUE);
    assertThat(letters)
        .filteredOn(l -> l.to.equals(EchoTrial.COLLEAGUE))
        .allSatisfy(l -> assertThat(l.text).contains(after(EchoTrial.COLLEAGUE)));
  }

  private List<OutboxMail> letters(String email) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                OutboxMail.list(
                    "mailKey like ?1 and to = ?2 order by id",
                    "echo-session-" + id + "/after/%",
                    email));
  }

  private void measured(String email, int minutes, String source) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ledger.record(
                    session(),
                    person(email),
                    new Presence.Piece(
                        EchoTrial.FIRST,
                        EchoTrial.FIRST.plus(Duration.ofMinutes(minutes)),
                        Evidence.IMPORT,
                        EchoTrial.FIRST,
                        source),
                    "system",
                    null));
  }

  @Test
  void whoeverIsKnownOnlyFromALaterListIsWrittenToOnce() {
    held(50, TrialBuilder.CLINICIAN);
    assertThat(letters(EchoTrial.COLLEAGUE)).isEmpty();
    at(180);
    measured(EchoTrial.COLLEAGUE, 50, "list");
    measured(EchoTrial.COLLEAGUE, 55, "list again");
    assertThat(letters(EchoTrial.COLLEAGUE))
        .singleElement()
        .satisfies(
            l ->
                assertThat(l.text)
                    .contains("Two questions about it, and your certificate of attendance")
                    .contains(after(EchoTrial.COLLEAGUE)));
    given().get(after(EchoTrial.COLLEAGUE)).then().statusCode(200).body(containsString("55 min"));
    // Nobody who came for no minute, nor once there is nothing to answer and no certificate.
    measured(EchoTrial.SPONSOR, 0, "list");
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofDays(30)));
    measured(EchoTrial.SPONSOR, 5, "later list");
    assertThat(letters(EchoTrial.SPONSOR)).isEmpty();
    measured(EchoTrial.SPONSOR, 45, "last list");
    assertThat(letters(EchoTrial.SPONSOR))
        .singleElement()
        .satisfies(
            l ->
                assertThat(l.text)
                    .contains("Here is your certificate of attendance")
                    .doesNotContain("Two questions"));
  }

  @Test
  void aLetterPromisesACertificateOnlyToWhoHasOne() {
    held(5, TrialBuilder.CLINICIAN);
    assertThat(letters(TrialBuilder.CLINICIAN))
        .singleElement()
        .satisfies(l -> assertThat(l.text).contains("Two questions").doesNotContain("certificate"));
    given().get(after(TrialBuilder.CLINICIAN) + "/certificate.pdf").then().statusCode(409);
    at(180);
    measured(TrialBuilder.CLINICIAN, 50, "list");
    assertThat(letters(TrialBuilder.CLINICIAN)).hasSize(2);
    OutboxMail second = letters(TrialBuilder.CLINICIAN).get(1);
    assertThat(second.subject).startsWith("Your certificate: ");
    assertThat(second.text).contains("50 minutes").contains(after(TrialBuilder.CLINICIAN));
    measured(TrialBuilder.CLINICIAN, 55, "list again");
    assertThat(letters(TrialBuilder.CLINICIAN)).hasSize(2);
    given().get(after(TrialBuilder.CLINICIAN) + "/certificate.pdf").then().statusCode(200);
  }

  /** The share is of the time really held: so is the certificate, and what its refusal says. */
  @Test
  void ofAnEarlyClosedSessionTheCertificateTakesAShareOfWhatWasHeld() {
    at(0);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              ledger.joined(session(), person(TrialBuilder.CLINICIAN));
            });
    at(12);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              ledger.joined(session(), person(EchoTrial.COLLEAGUE));
            });
    at(20);
    QuarkusTransaction.requiringNew().run(() -> acts.close(session()));
    given().get(after(TrialBuilder.CLINICIAN) + "/certificate.pdf").then().statusCode(200);
    given()
        .get(after(EchoTrial.COLLEAGUE) + "/certificate.pdf")
        .then()
        .statusCode(409)
        .body(containsString("at least 10 minutes of this session"));
    assertThat(letters(EchoTrial.COLLEAGUE).get(0).text).doesNotContain("certificate");
  }

  @Test
  void theLinkTakesAnAnswerAndItsChangeUntilTheSurveyCloses() {
    held(50, TrialBuilder.CLINICIAN);
    String page = after(TrialBuilder.CLINICIAN);
    given()
        .get(page)
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("no-store"))
        .body(containsString("50 min"))
        .body(containsString("How useful was this session"));
    Csrf.form()
        .formParam("change", "Ask about withdrawal at intake")
        .post(page)
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."))
        .body(containsString("Ask about withdrawal at intake"));
    Csrf.form().formParam("usefulness", "6").post(page).then().statusCode(400);
    answers(TrialBuilder.CLINICIAN, 4, "First words");
    answers(TrialBuilder.CLINICIAN, 5, "Second words");
    given()
        .get(page)
        .then()
        .body(containsString("Second words"))
        .body(containsString("Change my answer"));
    assertThat(
            QuarkusTransaction.requiringNew().call(() -> SurveyAnswer.count("key.sessionId", id)))
        .as("the earlier wording stays on record")
        .isEqualTo(2);
    assertThat(QuarkusTransaction.requiringNew().call(() -> survey.summary(session()).answers()))
        .isEqualTo(1);
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofDays(15)));
    Csrf.form().formParam("usefulness", "1").post(page).then().statusCode(409);
    given().get(page).then().statusCode(200).body(containsString("The survey closed on"));
  }

  @Test
  void aForgedLinkAJoinLinkAndALinkOfSomebodyWhoWasNotThereOpenNothing() {
    held(50, TrialBuilder.CLINICIAN);
    String page = after(TrialBuilder.CLINICIAN);
    String forged =
        page.substring(0, 12) + (page.charAt(12) == 'A' ? 'B' : 'A') + page.substring(13);
    String join = trial.joinPath(0, TrialBuilder.CLINICIAN).replace("/join/", "/after/");
    for (String path : List.of(forged, join, after(EchoTrial.COLLEAGUE))) {
      given().get(path).then().statusCode(404);
      given().get(path + "/certificate.pdf").then().statusCode(404);
      Csrf.form().formParam("usefulness", "5").post(path).then().statusCode(404);
    }
    given().get(page.replace("/after/", "/join/")).then().statusCode(404);
  }

  @Test
  void whoeverWasPresentFetchesACertificateAndOthersAreToldWhyNot() throws Exception {
    held(30, TrialBuilder.CLINICIAN);
    byte[] pdf =
        given()
            .get(after(TrialBuilder.CLINICIAN) + "/certificate.pdf")
            .then()
            .statusCode(200)
            .contentType("application/pdf")
            .header("Content-Disposition", containsString("certificate-session-1.pdf"))
            .extract()
            .asByteArray();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Mara Jensen", "30 minutes", "Tuesday 13 January 2026, 12:00 CST (Chicago)");
    }
  }

  @Test
  void thereIsNoCertificateBelowTheThresholdOrBeforeTheSessionWasHeld() {
    at(10);
    QuarkusTransaction.requiringNew()
        .run(() -> ledger.joined(session(), person(EchoTrial.COLLEAGUE)));
    given()
        .get(after(EchoTrial.COLLEAGUE))
        .then()
        .statusCode(200)
        .body(containsString("once the host has closed the session"))
        .body(containsString("The survey opens when"));
    Csrf.form()
        .formParam("usefulness", "5")
        .post(after(EchoTrial.COLLEAGUE))
        .then()
        .statusCode(409);
    held(29, TrialBuilder.CLINICIAN);
    given()
        .get(after(TrialBuilder.CLINICIAN))
        .then()
        .body(
            containsString("at least 30 minutes of this session; your attendance record says 29"));
    given().get(after(TrialBuilder.CLINICIAN) + "/certificate.pdf").then().statusCode(409);
  }

  @Test
  @AsHub
  void hubReadsSumsAndWordsWithoutNamesFromTheThirdAnswerOn() {
    held(60, TrialBuilder.CLINICIAN, EchoTrial.COLLEAGUE, EchoTrial.SPONSOR);
    answers(TrialBuilder.CLINICIAN, 5, "Start on day one");
    answers(EchoTrial.COLLEAGUE, 4, "Call the community clinic");
    String page = trial.first() + "/survey";
    given()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("2 of 3 who came have answered"))
        .body(containsString("Fewer than three people have answered"))
        .body(not(containsString("Start on day one")));
    given()
        .get(trial.api(0) + "/survey")
        .then()
        .body("told", equalTo(false))
        .body("changes", hasSize(0));
    answers(EchoTrial.SPONSOR, 3, "");
    given()
        .get(page)
        .then()
        .body(containsString("4.0"))
        .body(containsString("Start on day one"))
        .body(not(containsString("Mara")));
    given()
        .get(trial.api(0) + "/survey")
        .then()
        .statusCode(200)
        .body("answers", equalTo(3))
        .body("changes", equalTo(List.of("Call the community clinic", "Start on day one")));
  }

  @Test
  @AsClinician
  void clinicianFindsTheirOwnSessionsAndReadsNoSurvey() {
    held(45, TrialBuilder.CLINICIAN);
    given()
        .get("/my-sessions")
        .then()
        .statusCode(200)
        .body(containsString("My sessions"))
        .body(containsString("/my-sessions/" + id + "/certificate.pdf"));
    given().get("/my-sessions/" + id).then().statusCode(200).body(containsString("45 min"));
    given()
        .contentType("application/json")
        .body("{\"usefulness\":9}")
        .put("/api/my-sessions/" + id + "/survey")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("usefulness"));
    given()
        .contentType("application/json")
        .body("{\"usefulness\":4,\"change\":\"Ask sooner\"}")
        .put("/api/my-sessions/" + id + "/survey")
        .then()
        .statusCode(200)
        .body("usefulness", equalTo(4));
    given()
        .get("/api/my-sessions")
        .then()
        .body("find { it.session == " + id + " }.minutes", equalTo(45));
    given().get("/api/my-sessions/" + id + "/certificate").then().statusCode(200);
    given().get(trial.first() + "/survey").then().statusCode(403);
    given().get(trial.api(0) + "/survey").then().statusCode(403);
  }

  @Test
  @AsOutsider
  void nobodyFindsSomebodyElsesSession() {
    held(45, TrialBuilder.CLINICIAN);
    given().get("/my-sessions/" + id).then().statusCode(404);
    given().get("/my-sessions/" + id + "/certificate.pdf").then().statusCode(404);
    Csrf.form().formParam("usefulness", "5").post("/my-sessions/" + id).then().statusCode(404);
    given().get("/api/my-sessions/" + id + "/certificate").then().statusCode(404);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherReadsNoSurvey() {
    held(45, TrialBuilder.CLINICIAN);
    given().get(trial.first() + "/survey").then().statusCode(403);
    given().get("/my-sessions").then().statusCode(200).body(containsString("no session yet"));
  }
}
