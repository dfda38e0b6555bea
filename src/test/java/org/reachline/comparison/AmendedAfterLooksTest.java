package org.reachline.comparison;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/** A question that was written anew after somebody had looked says so to whoever reads it. */
@QuarkusTest
class AmendedAfterLooksTest {
  private static final String REASON = "The jail data of HIGH looked better later";
  private TrialBuilder.Trial trial;

  @BeforeEach
  void aQuestionIsAmendedAfterThreeLooksOfTwoPeople() {
    trial = ReportedTrial.reported(4, ReportedTrial.LONG_OVER, month -> true);
    for (int look = 0; look < 3; look++) {
      looked(look == 0 ? TrialBuilder.COORDINATOR : TrialBuilder.RESEARCHER, "primary");
    }
    load(text().replaceFirst("(?s)(key: primary.*?phase:) intervention", "$1 sustainability"));
  }

  private void looked(String who, String analysis) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              AuditEntry entry = new AuditEntry();
              entry.occurredAt = Instant.parse("2024-06-01T12:00:00Z");
              entry.personEmail = who;
              entry.act = "comparison.looked";
              entry.subject = "comparison:" + trial.slug() + "/" + analysis;
              entry.persist();
            });
  }

  private String text() {
    return QuarkusTransaction.requiringNew()
        .call(() -> StudyVersion.listForStudy(trial.study()).get(0).text);
  }

  private void load(String text) {
    assertThat(text).isNotEqualTo(text());
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              ReadResult read = StudyFileReader.read(text, "study.yaml");
              read.orThrow();
              Study study = Study.findById(trial.study().id);
              StudyVersion version = new StudyVersion();
              version.study = study;
              version.number = study.current.number + 1;
              version.sha256 = read.sha256();
              version.text = text;
              version.reason = REASON;
              version.loadedAt = Instant.parse("2024-07-02T12:00:00Z");
              version.loadedBy = TrialBuilder.COORDINATOR;
              version.persist();
              study.current = version;
            });
  }

  @Test
  @AsResearcher
  void pageSaysSoAtOnceAndShowsTheQuestionAsItIsNow() {
    String html =
        given()
            .get(trial.path() + "/comparison/primary")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(ComparisonPageTest.words(html))
        .contains(
            "Amended after 3 looks by 2 people, on 2 July 2024 (version 2), because: " + REASON)
        .contains("Phase of ")
        .contains("phase Sustainability")
        .doesNotContain("As the protocol named it beforehand");
  }

  @Test
  @AsResearcher
  void apiSaysSo() {
    given()
        .get("/api" + trial.path() + "/comparison/primary")
        .then()
        .statusCode(200)
        .body("asked.phase", equalTo("sustainability"))
        .body("asked.amendments", hasSize(1))
        .body("asked.amendments[0].looks", equalTo(3))
        .body("asked.amendments[0].people", equalTo(2))
        .body("asked.amendments[0].version", equalTo(2))
        .body("asked.amendments[0].reason", equalTo(REASON))
        .body("asked.amendments[0].changes", hasItem(startsWith("Phase of ")))
        .body("cautions", hasItem(startsWith("Amended after 3 looks by 2 people, on 2 July 2024")));
  }

  @Test
  @AsBlindedResearcher
  void blindedReaderIsToldToo_withoutWordsThatCouldNameAnArm() {
    given()
        .get("/api" + trial.path() + "/comparison/primary")
        .then()
        .statusCode(200)
        .body("asked.amendments[0].looks", equalTo(3))
        .body("asked.amendments[0].reason", nullValue())
        .body("asked.amendments[0].changes", empty())
        .body("cautions", hasItem(startsWith("Amended after 3 looks by 2 people")))
        .body("cautions", not(hasItem(containsString("HIGH"))));
    given()
        .get(trial.path() + "/comparison/primary")
        .then()
        .statusCode(200)
        .body(allOf(containsString("Amended after 3 looks"), not(containsString(REASON))));
  }

  @Test
  @AsResearcher
  void questionUnderAnotherKeyIsToldAsAddedAfterLooks() {
    load(text().replace("key: primary", "key: main_question"));
    given()
        .get("/api" + trial.path() + "/comparison/main_question")
        .then()
        .statusCode(200)
        .body(
            "cautions",
            hasItem(
                startsWith(
                    "Added after 3 looks by 2 people at other questions of this study, on")));
  }

  @Test
  @AsResearcher
  void anotherVersionThatLeavesTheQuestionSaysNothingMore() {
    load(text().replaceFirst("title: .*", "title: Another title of the same trial"));
    given()
        .get("/api" + trial.path() + "/comparison/primary")
        .then()
        .statusCode(200)
        .body("asked.amendments", hasSize(1));
  }

  @Test
  @AsCoordinator
  void previewOfAVersionSaysHowOftenTheQuestionWasLookedAt() {
    given()
        .contentType("text/yaml")
        .body(text().replace("continuity: 0.5", "continuity: 0.25"))
        .post("/api/studies?dryRun=true")
        .then()
        .statusCode(200)
        .body("before", hasItem(containsString("has been looked at 3 times. Whoever reads it")));
  }

  @Test
  @AsOutsider
  void outsiderFindsNoComparison() {
    given().get("/api" + trial.path() + "/comparison/primary").then().statusCode(403);
  }

  @Test
  @AsResearcher
  void exportHasTheQuestionsWithWhatWasAmended() throws IOException {
    String analyses = exported("analyses.csv");
    assertThat(analyses.lines().findFirst().orElseThrow())
        .contains("analysis,", "version", "looks_before", "phase");
    assertThat(analyses).contains("primary,1,").contains("primary,2,").contains(REASON);
    assertThat(exported("README.txt"))
        .contains("Amended after 3 looks by 2 people, on 2 July 2024 (version 2)");
  }

  @Test
  @AsBlindedResearcher
  void blindedExportSaysSoWithoutTheReason() throws IOException {
    assertThat(exported("analyses.csv")).contains("primary,2,").doesNotContain(REASON);
    assertThat(exported("README.txt"))
        .contains("Amended after 3 looks by 2 people")
        .doesNotContain(REASON);
  }

  private String exported(String file) throws IOException {
    byte[] zip =
        given()
            .get("/api" + trial.path() + "/exports/zip")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        if (entry.getName().equals(file)) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError("no " + file);
  }
}
