package org.reachline.home;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.comparison.ReportedTrial;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsResearcher;
import org.reachline.reach.reports.ReportState;
import org.reachline.studies.Enrolment;

/** How many reports are not in is counted anew once something was done, and not before. */
@QuarkusTest
class OpenReportsTest {
  private static final LocalDate START = LocalDate.now().withDayOfMonth(1).minusMonths(6);

  @Test
  @AsResearcher
  void countsAnewWhenAReportCameInOrAUnitJoined() {
    Trial trial = ReportedTrial.of(3, START);
    int before = open(trial);
    assertThat(before).isPositive();
    assertThat(open(trial)).as("again").isEqualTo(before);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ReportedTrial.report(
                    trial, "WI-A0", 1, ReportState.SUBMITTED, ReportedTrial.counts(100, 6, 2, 1)));
    assertThat(open(trial)).as("one came in").isEqualTo(before - 1);
    QuarkusTransaction.requiringNew()
        .run(() -> Enrolment.<Enrolment>findById(trial.enrolment("WI-A2").id).startedOn = null);
    int waiting = open(trial);
    assertThat(waiting).as("a unit that waits for its start").isLessThan(before - 1);
  }

  @Test
  @AsBlindedResearcher
  void whoIsBlindedIsToldTheSame() {
    Trial trial = ReportedTrial.of(3, START);
    assertThat(open(trial)).isPositive();
  }

  private static int open(Trial trial) {

    List<String> told =
        given()
            .get("/api/home")
            .then()
            .statusCode(200)
            .extract()
            .path(
                "studies.find { it.study == '"
                    + trial.slug()
                    + "' }.sections.things.flatten().findAll { it.title == 'Completeness' }.detail");
    return Integer.parseInt(told.get(0).replaceFirst(" reports are not in.", ""));
  }
}
