package org.reachline.base.lists;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.input.UploadedText;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;

/** A long list is kept, shows how far it is, is confirmed and receipted, and is nobody else's. */
@QuarkusTest
class UploadPageTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(4);

  /** Blank lines enough for a list that nobody waits for. */
  private static final String LONG = "\n".repeat(1_000_001);

  @Inject UploadRunner runner;
  @Inject Uploads uploads;
  @Inject OnBehalf behalf;
  @Inject LinesList lines;

  private Trial trial;

  @BeforeEach
  void aJailWithItsCoach() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .save();
    runner.work();
  }

  private String contacts(int minutes, String more) {
    return "site,starts_at,minutes,mode,kind,outcome,coach,summary\n"
        + trial.code("WI-DANE")
        + ","
        + START.plusDays(3)
        + "T16:00:00Z,"
        + minutes
        + ",phone,call,held,"
        + TrialBuilder.COACH
        + ",Intake\n"
        + more
        + LONG;
  }

  private ValidatableResponse choose(String list) {
    return Csrf.upload()
        .multiPart(
            "file", "calls of March.csv", list.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post(trial.path() + "/coaching-import")
        .then();
  }

  private static String path(ValidatableResponse answer) {
    String location = answer.statusCode(303).extract().header("Location");
    return location.substring(location.indexOf("/uploads/"));
  }

  private static ValidatableResponse look(String path) {
    return given().get(path).then();
  }

  @Test
  @AsCoach
  void longListIsFollowedConfirmedAndReceipted() {
    String upload = path(choose(contacts(30, "")));
    look(upload)
        .statusCode(200)
        .body(containsString("It waits\n  for its turn."))
        .body(containsString("data-renews=\"" + upload + "\""))
        .body(containsString("Look again"));
    look(trial.path() + "/coaching-import").body(containsString("calls of March.csv"));

    runner.work();
    look(upload)
        .statusCode(200)
        .body(containsString("What the list would do"))
        .body(containsString("Held, 30 minutes, unplanned help"))
        .body(containsString("action=\"" + upload + "\""))
        .body(not(containsString("name=\"content\"")));

    String basis =
        look(upload)
            .extract()
            .body()
            .asString()
            .replaceAll("(?s).*name=\"basis\" value=\"([^\"]*)\".*", "$1");
    path(Csrf.upload().multiPart("confirm", "yes").multiPart("basis", basis).post(upload).then());
    runner.work();
    look(upload)
        .statusCode(200)
        .body(containsString("Receipt of a list"))
        .body(containsString("calls of March.csv"))
        .body(containsString("Cole Whitfield"))
        .body(containsString("SHA-256"))
        .body(containsString("href=\"" + trial.path() + "/coaching\""));
    look("/uploads").statusCode(200).body(containsString("href=\"" + upload + "\""));
    look(trial.path() + "/coaching-import").body(not(containsString("calls of March.csv")));
    look("/api" + upload)
        .statusCode(200)
        .body("state", equalTo("done"))
        .body("added", equalTo(1))
        .body("rows", nullValue());
  }

  @Test
  @AsCoach
  void rowsThatCannotBeTakenAreToldAsOfShortLists() {
    String upload = path(choose(contacts(30, "NOWHERE,,,,,,,\n")));
    runner.work();
    look(upload)
        .statusCode(200)
        .body(containsString("Nothing was saved."))
        .body(containsString("No site of this study that you coach has this code."))
        .body(containsString("choose it again"));
    look("/api" + upload).body("state", equalTo("refused")).body("rows[0].row", equalTo(3));
  }

  @Test
  @AsCoach
  void senselessFilesAreRefusedAtOnceAndEmptyOnesToo() {
    Csrf.upload()
        .multiPart("file", "picture.png", new byte[] {(byte) 0x89, (byte) 0xff, 0, 1})
        .post(trial.path() + "/coaching-import")
        .then()
        .statusCode(400)
        .body(containsString("not UTF-8"));
    Csrf.upload()
        .multiPart("file", "empty.csv", new byte[0])
        .post(trial.path() + "/coaching-import")
        .then()
        .statusCode(400);
    String blank = path(choose(LONG));
    runner.work();
    look(blank).statusCode(200).body(containsString("The file is empty."));
  }

  @Test
  @AsCoach
  void callThatPrefersNotToWaitIsToldWhereToLook() {
    String location =
        given()
            .header("Prefer", "respond-async")
            .contentType("text/csv")
            .queryParam("dryRun", false)
            .body(contacts(30, "").strip())
            .post("/api" + trial.path() + "/coaching-import")
            .then()
            .statusCode(202)
            .header("Location", containsString("/api/uploads/"))
            .header("Preference-Applied", equalTo("respond-async"))
            .body("state", equalTo("waiting"))
            .extract()
            .header("Location");
    String upload = location.substring(location.indexOf("/api/uploads/"));
    runner.work();
    look(upload)
        .body("state", equalTo("done"))
        .body("sha256", notNullValue())
        .body("added", equalTo(1))
        .body("words", nullValue());
    given().post(upload + "/stop").then().statusCode(409);
    look("/api/uploads?limit=1").body("$", hasSize(1)).body("[0].state", equalTo("done"));
  }

  @Test
  @AsCoach
  void stoppedListSavesNothing() {
    String upload = path(choose(contacts(30, "")));
    assertThat(path(Csrf.form().post(upload + "/stop").then())).isEqualTo(upload);
    runner.work();
    look(upload).body(containsString("A list stopped")).body(containsString("Choose another list"));
  }

  private String handedInByTheCoach(boolean taken) {
    long coach =
        QuarkusTransaction.requiringNew()
            .call(() -> Person.findByEmail(TrialBuilder.COACH).orElseThrow().id);
    String[] path = {""};
    behalf.run(
        coach,
        () ->
            path[0] =
                uploads
                    .keep(
                        lines,
                        "page",
                        "secret name.csv",
                        UploadedText.of("line\none\n"),
                        ListSaid.NOTHING,
                        taken ? Upload.Task.TAKE : Upload.Task.CHECK)
                    .address());
    runner.work();
    return path[0];
  }

  private void seesNothing() {
    for (boolean taken : new boolean[] {true, false}) {
      String upload = handedInByTheCoach(taken);
      look(upload).statusCode(404).body(not(containsString("secret name")));
      look("/api" + upload).statusCode(404);
      Csrf.form().post(upload + "/stop").then().statusCode(404);
      Csrf.upload().multiPart("confirm", "yes").post(upload).then().statusCode(404);
      given().post("/api" + upload + "/stop").then().statusCode(404);
    }
    look("/uploads").statusCode(200).body(not(containsString("secret name")));
    look("/api/uploads").statusCode(200).body("findAll { it.kind == 'lines' }", hasSize(0));
    look("/uploads/receipts").statusCode(403);
  }

  @Test
  @AsOutsider
  void strangerSeesNoUploadOfOthers() {
    seesNothing();
  }

  @Test
  @AsClinician
  void clinicianSeesNoUploadOfOthers() {
    seesNothing();
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherSeesNoUploadOfOthers() {
    seesNothing();
  }

  @Test
  @AsCoordinator
  void coordinatorSeesReceiptsOfOthersAndNothingElseOfThem() {
    String taken = handedInByTheCoach(true);
    look(taken).statusCode(200).body(containsString("Receipt of a list"));
    look("/uploads/receipts").statusCode(200).body(containsString("Cole Whitfield"));
    String looked = handedInByTheCoach(false);
    look(looked).statusCode(404);
    Csrf.form().post(taken + "/stop").then().statusCode(404);
  }
}
