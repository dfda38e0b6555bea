package org.reachline.studies.versions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.OUTSIDER;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.input.UploadForm;
import org.reachline.base.trail.AuditEntry;
import org.reachline.coaching.TestContacts;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

@QuarkusTest
class StudiesPageTest {
  private static final String SECRET = "The ECHO of the jail in Dane is given up";
  private static final String FILE = "jail-moud-coaching-echo";

  @Inject StudyLibrary library;

  @Test
  @AsCoordinator
  void studiesThatComeWithTheServiceAreLoadedAtStart() {
    given()
        .get("/api/studies")
        .then()
        .statusCode(200)
        .body("slug", hasItems(FILE, "trial-sim48", "proud-primary-care"));
    given()
        .get("/studies")
        .then()
        .statusCode(200)
        .body(containsString("Coaching and ECHO to bring medication"));
    given()
        .get("/studies/" + FILE)
        .then()
        .statusCode(200)
        .body(containsString("Simulated data."))
        .body(containsString(">Jail MOUD trial</a>"));
  }

  @Test
  @AsResearcher
  void protocolIsToldInWords() {
    Trial trial = aTrial(FILE).save();
    given()
        .get(trial.path())
        .then()
        .statusCode(200)
        .body(containsString("High-dose coaching and ECHO"))
        .body(containsString("2 to 12"))
        .body(
            containsString(
                "12 contacts, 15 h: Every event of the registry after the kick-off (high 12, low"
                    + " 5)"))
        .body(containsString("Each jail is allocated together with its partners"));
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherIsNotShownArms() {
    Trial trial = aTrial(FILE).save();
    given()
        .get(trial.path())
        .then()
        .statusCode(200)
        .body(not(containsString("High-dose coaching")))
        .body(not(containsString("HIGH")))
        .body(containsString("are not shown to you"));
    given().get("/api" + trial.path()).then().statusCode(200).body("arms", nullValue());
    given().get(trial.path() + "/versions/1").then().statusCode(404);
    given().get("/api" + trial.path() + "/versions/1").then().statusCode(404);
  }

  @Test
  @AsHub
  void hubIsShownNeitherArmsNorWhyAVersionCame() {
    Trial trial = aTrial(FILE).save();
    library.load(text(trial) + "\n# two\n", "study.yaml", 1, SECRET);
    given()
        .get(trial.path())
        .then()
        .statusCode(200)
        .body(not(containsString("HIGH-ECHO")))
        .body(not(containsString(SECRET)));
    given()
        .get("/api" + trial.path() + "/versions")
        .then()
        .statusCode(200)
        .body("number", equalTo(List.of(2, 1)))
        .body("reason", everyItem(nullValue()));
  }

  @Test
  @AsClinician
  void clinicianFindsTheStudiesOfTheirSitesOnly() {
    Trial mine = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").staffed().save();
    Trial other = aTrial(FILE).withSite("WI-ROCK", "Rock County Jail").save();
    given()
        .get("/api/studies")
        .then()
        .statusCode(200)
        .body("slug", hasItem(mine.slug()))
        .body("slug", not(hasItem(other.slug())));
    given()
        .get("/studies")
        .then()
        .body(containsString(mine.path() + "\""))
        .body(not(containsString(other.path() + "\"")));
    given().get(mine.path()).then().statusCode(200);
    given().get(other.path()).then().statusCode(404);
    given().get("/api" + other.path()).then().statusCode(404);
    given().get("/api" + other.path() + "/versions").then().statusCode(404);
  }

  /** Not a room of it, nor its title at the head of an empty page. */
  @Test
  @AsOutsider
  void studyOfOtherPeopleIsNotThereInAnyRoom() {
    Trial other =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane County Jail")
            .withPart(OUTSIDER, "prescriber", LocalDate.of(2024, 1, 1), LocalDate.of(2024, 6, 30))
            .save();
    for (String room :
        List.of(
            "", "/sites", "/sessions", "/reach", "/coaching", "/activities", "/change-projects")) {
      given()
          .get(other.path() + room)
          .then()
          .statusCode(404)
          .body(not(containsString(other.study().title)));
    }
    for (String room : List.of("/enrolments", "/sessions", "/reach", "/coaching", "/activities")) {
      given().get("/api" + other.path() + room).then().statusCode(404);
    }
    Trial mine =
        aTrial(FILE).withSite("WI-DANE", "Dane Jail").withPart(OUTSIDER, "prescriber").save();
    given().get(mine.path() + "/sites").then().statusCode(200);
    given().get("/api" + mine.path() + "/enrolments").then().statusCode(200);
  }

  @Test
  @AsCoach
  void onlyCoordinatorsLoadStudies() {
    given().get("/studies/upload").then().statusCode(403);
    Csrf.upload().multiPart("pasted", "format: 1").post("/studies/upload").then().statusCode(403);
    given().contentType("text/yaml").body("format: 1").post("/api/studies").then().statusCode(403);
  }

  @Test
  @AsCoordinator
  void mistakesAreListedWithLineAndPathAndNothingIsSaved() {
    String broken = text(aTrial(FILE).save()).replace("from: 1, to: 12", "from: 2, to: 12");
    Csrf.upload()
        .multiPart("file", "our-trial.yml", broken.getBytes(StandardCharsets.UTF_8))
        .post("/studies/upload")
        .then()
        .statusCode(400)
        .body(containsString("<td>our-trial.yml</td>"))
        .body(containsString("The file has mistakes"))
        .body(containsString("phases[1]"));
    given()
        .contentType("text/yaml")
        .body(broken)
        .post("/api/studies?dryRun=false&reason=because")
        .then()
        .statusCode(400)
        .body("saved", equalTo(false))
        .body("errors.path", hasItem(containsString("phases[1]")));
  }

  @Test
  @AsCoordinator
  void newVersionShowsWhatChangesNeedsAReasonAndIsOnTheTrail() {
    Trial trial = aTrial(FILE).save();
    String changed =
        text(trial)
            .replace(
                "key: kickoff\n            label: Kick-off",
                "key: kickoff\n            label: Opening call");
    assertThat(changed).isNotEqualTo(text(trial));

    Csrf.upload()
        .multiPart("file", "study.yaml", changed.getBytes(StandardCharsets.UTF_8))
        .post("/studies/upload")
        .then()
        .statusCode(200)
        .body(containsString("A new version"))
        .body(containsString("Opening call"));
    assertThat(versions(trial)).hasSize(1);

    Csrf.upload()
        .multiPart("content", UploadForm.carried(changed))
        .multiPart("confirm", "yes")
        .multiPart("basis", "1")
        .post("/studies/upload")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."));
    assertThat(versions(trial)).hasSize(1);

    Csrf.upload()
        .multiPart("content", UploadForm.carried(changed))
        .multiPart("confirm", "yes")
        .multiPart("basis", "1")
        .multiPart("reason", "The sites call it so")
        .post("/studies/upload")
        .then()
        .statusCode(303)
        .header("location", endsWith(trial.path()));
    given()
        .get("/api" + trial.path() + "/versions")
        .then()
        .body("number", equalTo(List.of(2, 1)))
        .body("[0].reason", equalTo("The sites call it so"))
        .body("[0].loadedBy", equalTo("coordinator@demo.reachline.example"));
    given()
        .get("/api" + trial.path() + "/versions/2")
        .then()
        .statusCode(200)
        .contentType("text/plain")
        .body(equalTo(changed));
    given().get("/api" + trial.path() + "/versions/3").then().statusCode(404);
    AuditEntry entry = AuditEntry.listForSubject("study:" + trial.slug()).get(0);
    assertThat(entry.act).isEqualTo("study.version_loaded");
    assertThat(entry.reason).isEqualTo("The sites call it so");
    assertThat(entry.before).contains("\"version\"").contains("1");
    assertThat(entry.after).contains("2");
  }

  @Test
  @AsCoordinator
  void sameTextMakesNoVersion() {
    Trial trial = aTrial(FILE).save();
    given()
        .contentType("text/yaml")
        .body(text(trial))
        .post("/api/studies?dryRun=false")
        .then()
        .statusCode(200)
        .body("outcome", equalTo("unchanged"))
        .body("saved", equalTo(false));
    assertThat(versions(trial)).hasSize(1);
  }

  @Test
  @AsCoordinator
  void secondEditorIsToldWhoWasQuicker() {
    Trial trial = aTrial(FILE).save();
    load(text(trial) + "\n# one\n", 1, "first").statusCode(201);
    load(text(trial) + "\n# two\n", 1, "second")
        .statusCode(409)
        .body(
            "detail",
            allOf(
                containsString("Version 2"),
                containsString("coordinator@demo.reachline.example (“first”)")));
    given()
        .contentType("text/yaml")
        .body(text(trial) + "\n# two\n")
        .post("/api/studies?dryRun=false&reason=second")
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("basis")));
    Csrf.upload()
        .multiPart("content", UploadForm.carried(text(trial) + "\n# two\n"))
        .multiPart("confirm", "yes")
        .multiPart("basis", "1")
        .multiPart("reason", "My own reason")
        .post("/studies/upload")
        .then()
        .statusCode(409)
        .body(containsString("Version 2 was loaded by coordinator@demo.reachline.example"))
        .body(containsString("My own reason"))
        .body(containsString("name=\"basis\" value=\"2\""));
    assertThat(versions(trial)).hasSize(2);
  }

  @Test
  @AsCoordinator
  void armThatUnitsAreInCannotBeTakenAway() {
    Trial trial =
        aTrial("trial-sim48")
            .withSite("J01", "Jail")
            .startedOn(LocalDate.of(2026, 1, 1))
            .inStratum("L0")
            .allocatedTo("HI-EC")
            .save();
    load(text(trial).replace("L0", "L9"), 1, "rename")
        .statusCode(400)
        .body("conflicts", hasItem("The stratum L0 is gone, but 1 unit is in it."));
  }

  @Test
  @AsCoordinator
  void whatRecordsOfOtherRoomsStandOnCannotBeTakenAwayEither() {
    Trial trial = EchoTrial.planned().trial();
    QuarkusTransaction.requiringNew()
        .run(() -> TestContacts.held(trial, "WI-DANE", null, LocalDate.of(2026, 2, 3), 30));
    String text = text(trial).replace("prescriber", "doctor");
    for (String strategy : List.of("coaching", "echo")) {
      text =
          text.replaceFirst(
              "(?m)^  - key: %1$s(\\R    label: .*\\R    kind: %1$s)".formatted(strategy),
              "  - key: other_" + strategy + "$1");
    }
    load(text, 1, "rename")
        .statusCode(400)
        .body(
            "conflicts",
            equalTo(
                List.of(
                    "The part prescriber is gone, but 3 people have it at sites of the study.",
                    "The strategy coaching is gone as one of the kind coaching, but 1 contact is"
                        + " on record under it.",
                    "The strategy echo is gone as one of the kind echo, but 1 programme is on"
                        + " record under it.")));
    Trial partners =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane")
            .startedOn(LocalDate.of(2026, 1, 1))
            .withPartner("WI-TREAT", "Treatment")
            .save();
    load(text(partners).replace("community_provider", "provider"), 1, "rename")
        .statusCode(400)
        .body(
            "conflicts",
            equalTo(
                List.of("The site type community_provider is gone, but 1 site of it took part.")));
  }

  @Test
  @AsCoordinator
  void basisOfAStudyThatIsNotHereYetIsAConflictInWords() {
    String slug = aTrial(FILE).save().slug();
    String text = text(slug).replace("slug: " + slug, "slug: " + slug + "-elsewhere");
    load(text, 1, "first")
        .statusCode(409)
        .body("detail", containsString("There is no study “" + slug + "-elsewhere” here yet"));
    load(text, 0, "first").statusCode(201);
  }

  private static io.restassured.response.ValidatableResponse load(
      String text, int basis, String reason) {
    return given()
        .contentType("text/yaml")
        .body(text)
        .post("/api/studies?dryRun=false&basis=" + basis + "&reason=" + reason)
        .then();
  }

  private static String text(Trial trial) {
    return text(trial.slug());
  }

  private static String text(String slug) {
    return QuarkusTransaction.requiringNew().call(() -> Study.getBySlug(slug).current.text);
  }

  private static List<StudyVersion> versions(Trial trial) {
    return QuarkusTransaction.requiringNew()
        .call(() -> StudyVersion.listForStudy(Study.getBySlug(trial.slug())));
  }
}
