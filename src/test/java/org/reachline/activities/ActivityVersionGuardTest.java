package org.reachline.activities;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsCoach;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersionCheck;

@QuarkusTest
class ActivityVersionGuardTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(2);

  @Inject Event<StudyVersionCheck> loads;

  @Test
  @AsCoach
  void aStrategyWithActivitiesOnRecordCannotBeTakenAway() throws IOException {
    Trial trial =
        aTrial("oend-naloxone")
            .withSite("MA-FRANKLIN", "Franklin outreach")
            .startedOn(START)
            .coached()
            .save();
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "strategy",
                "champions",
                "day",
                START.plusDays(3).toString(),
                "minutes",
                45,
                "part",
                "champion",
                "people",
                1,
                "actor",
                "Hub",
                "action",
                "Named"))
        .post("/api" + trial.path() + "/activities/" + trial.code("MA-FRANKLIN"))
        .then()
        .statusCode(201);
    StudyFile other =
        StudyFileReader.read(Path.of("studies/proud-primary-care/study.yaml")).orThrow();
    List<String> conflicts = new ArrayList<>();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Study study = Study.findById(trial.study().id);
              loads.fire(new StudyVersionCheck(study, other, other, conflicts, new ArrayList<>()));
            });
    assertThat(conflicts)
        .contains(
            "The strategy champions is gone as one of the kind activity, but 1 activity is on"
                + " record under it.");
  }
}
