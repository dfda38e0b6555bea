package org.reachline.sessions.materials;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

@QuarkusTest
class MaterialsPageTest {
  private static final byte[] PDF = "%PDF-1.7 dosing".getBytes(StandardCharsets.UTF_8);

  private EchoTrial trial;
  private String materials;

  @BeforeEach
  void threeDaysBefore() {
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
    materials = trial.first() + "/materials";
  }

  private long link() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Material link = new Material();
              link.session = EchoSession.findById(trial.sessions().get(0));
              link.title = "Guideline";
              link.url = "https://guideline.example/moud";
              link.addedBy = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
              link.addedAt = EchoTrial.FIRST;
              link.persist();
              return link.id;
            });
  }

  /** A title or a file's name may say what an arm gets. */
  @Test
  @AsBlindedResearcher
  void blindedResearcherFindsNoMaterials() {
    link();
    long file = file();
    given().get(materials).then().statusCode(404);
    given().get(materials + "/" + file).then().statusCode(404);
    given().get("/api" + materials).then().statusCode(404);
    given().get("/api" + materials + "/" + file).then().statusCode(404);
    given()
        .get(trial.first())
        .then()
        .statusCode(200)
        .body(not(containsString("Guideline")))
        .body(not(containsString("Materials")));
  }

  private long file() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Material material = new Material();
              material.session = EchoSession.findById(trial.sessions().get(0));
              material.title = "Slides";
              material.fileName = "Folien März.pdf";
              material.contentType = FileType.PDF.contentType();
              material.bytes = PDF.length;
              material.addedBy = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
              material.addedAt = EchoTrial.FIRST;
              material.persist();
              MaterialFile file = new MaterialFile();
              file.materialId = material.id;
              file.content = PDF;
              file.persist();
              return material.id;
            });
  }

  @Test
  @AsHub
  void hubAddsAFileThatIsWhatItSaysAndTakesItBackWithAReason() {
    Csrf.upload()
        .multiPart("title", "Slides on dosing")
        .multiPart("url", "")
        .multiPart("file", "dosing.exe", PDF, "application/octet-stream")
        .post(materials)
        .then()
        .statusCode(303);
    String page =
        given()
            .get(materials)
            .then()
            .statusCode(200)
            .body(containsString("Slides on dosing"))
            .body(containsString("dosing.pdf"))
            .extract()
            .asString();
    String path = page.replaceAll("(?s).*(/studies/[^\"]+/materials/\\d+)/withdraw\".*", "$1");
    given().get(trial.first()).then().body(containsString("href=\"" + path + "\""));
    Csrf.form().formParam("reason", "").post(path + "/withdraw").then().statusCode(400);
    Csrf.form()
        .formParam("reason", "An old version.")
        .post(path + "/withdraw")
        .then()
        .statusCode(303);
    Csrf.form().formParam("reason", "Again.").post(path + "/withdraw").then().statusCode(409);
    given().get(path).then().statusCode(404);
    given().get(materials).then().body(not(containsString("dosing.pdf")));
    var trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("echo_session:" + trial.sessions().get(0)));
    AuditEntry newest = trail.get(trail.size() - 1);
    assertThat(newest.act).isEqualTo("session.material_withdrawn");
    assertThat(newest.before).contains("dosing.pdf");
    assertThat(newest.reason).isEqualTo("An old version.");
  }

  @Test
  @AsHub
  void whatIsNoneOfTheKindsOrTooLargeIsRefusedAndWordsStay() {
    Csrf.upload()
        .multiPart("title", "A program")
        .multiPart("url", "")
        .multiPart("file", "talk.pdf", new byte[] {'M', 'Z', 0, 1}, "application/pdf")
        .post(materials)
        .then()
        .statusCode(400)
        .body(containsString("none of those that are taken"))
        .body(containsString("value=\"A program\""));
    byte[] large = Arrays.copyOf(PDF, Material.MOST_BYTES + 1);
    Csrf.upload()
        .multiPart("title", "Large")
        .multiPart("file", "talk.pdf", large, "application/pdf")
        .post(materials)
        .then()
        .statusCode(400)
        .body(containsString("larger than 8 MB"));
    Csrf.upload()
        .multiPart("title", "Neither")
        .multiPart("url", "javascript:alert(1)")
        .post(materials)
        .then()
        .statusCode(400)
        .body(containsString("begins with https"));
    given().get("/api" + materials).then().body("", hasSize(0));
  }

  @Test
  @AsHub
  void theSameActsAsJson() {
    int id =
        json("{\"title\":\"Guideline\",\"url\":\"https://guideline.example/moud\"}")
            .statusCode(200)
            .body("url", equalTo("https://guideline.example/moud"))
            .extract()
            .path("id");
    String pdf = Base64.getEncoder().encodeToString(PDF);
    json("{\"fileName\":\"dosing.pdf\",\"content\":\"" + pdf + "\"}")
        .statusCode(200)
        .body("title", equalTo("dosing.pdf"))
        .body("contentType", equalTo("application/pdf"))
        .body("bytes", equalTo(PDF.length));
    json("{\"title\":\"Nothing\"}").statusCode(400).body("errors.field", hasItem("file"));
    json("{\"title\":\"x\",\"content\":\"§\"}")
        .statusCode(400)
        .body("errors.field", hasItem("content"));
    given().get("/api" + materials).then().body("title", hasItem("Guideline"));
    given()
        .contentType("application/json")
        .body("{\"reason\":\"Moved.\"}")
        .post("/api" + materials + "/" + id + "/withdraw")
        .then()
        .statusCode(200)
        .body("", hasSize(1));
  }

  private ValidatableResponse json(String body) {
    return given().contentType("application/json").body(body).post("/api" + materials).then();
  }

  @Test
  @AsClinician
  void clinicianSavesTheFileButMayNotAddOrTakeBack() {
    long file = file();
    given()
        .get(materials + "/" + file)
        .then()
        .statusCode(200)
        .header("Content-Type", equalTo("application/pdf"))
        .header("X-Content-Type-Options", equalTo("nosniff"))
        .header(
            "Content-Disposition",
            equalTo(
                "attachment; filename=\"Folien M_rz.pdf\";"
                    + " filename*=UTF-8''Folien%20M%C3%A4rz.pdf"))
        .body(equalTo("%PDF-1.7 dosing"));
    given().get("/api" + materials + "/" + file).then().statusCode(200);
    Csrf.upload().multiPart("title", "Mine").post(materials).then().statusCode(403);
    json("{\"title\":\"Mine\"}").statusCode(403);
    Csrf.form()
        .formParam("reason", "No.")
        .post(materials + "/" + file + "/withdraw")
        .then()
        .statusCode(403);
  }

  @Test
  @AsOutsider
  void somebodyOfASiteThatIsNotOfferedEchoFindsNothing() {
    long file = file();
    given().get(materials).then().statusCode(404);
    given().get(materials + "/" + file).then().statusCode(404);
    given().get("/api" + materials).then().statusCode(404);
  }

  @Test
  void theMailsLinkOpensTheSessionsFilesUntilItIsOver() {
    long file = file();
    link();
    String door = trial.joinPath(0, TrialBuilder.CLINICIAN);
    given()
        .get(door)
        .then()
        .body(containsString(door + "/materials/" + file))
        .body(containsString("https://guideline.example/moud"));
    given().get(door + "/materials/" + file).then().statusCode(200);
    EchoTrial.at(EchoTrial.FIRST);
    Csrf.form().post(door).then().statusCode(303);
    given().get(door + "/live").then().statusCode(200).body(containsString("materials/" + file));
    String other = trial.joinPath(1, TrialBuilder.CLINICIAN);
    given().get(other + "/materials/" + file).then().statusCode(404);
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofHours(2)));
    given().get(door + "/materials/" + file).then().statusCode(404);
  }
}
