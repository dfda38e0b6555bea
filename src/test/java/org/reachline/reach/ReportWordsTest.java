package org.reachline.reach;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditTrail;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsResearcher;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** Whoever is blinded reads a report's numbers, and none of the words typed about it. */
@QuarkusTest
class ReportWordsTest {
  @Inject AuditTrail audit;

  private TrialBuilder.Trial trial;

  /** An amended report with an answer, a note and a reason in words, and a warning. */
  @BeforeEach
  void anAmendedReport() {
    trial =
        TrialBuilder.aTrial("oud-network")
            .withSite("MA-HUB", "Franklin agency")
            .startedOn(LocalDate.of(2025, 1, 1))
            .allocatedTo("ALL")
            .withPart(TrialBuilder.CLINICIAN, "clinician")
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              SiteReport report = new SiteReport();
              report.study = Study.getBySlug(trial.slug());
              report.studyVersion = report.study.current;
              report.site = Site.getByCode(trial.code("MA-HUB"));
              report.enrolment = Enrolment.findForSite(report.study, report.site).orElseThrow();
              report.studyMonth = 2;
              report.periodFrom = LocalDate.of(2025, 2, 1);
              report.periodTo = LocalDate.of(2025, 2, 28);
              report.state = ReportState.SUBMITTED;
              report.values =
                  Map.of(
                      "referrals_sent",
                      BigDecimal.valueOf(41),
                      "answered_24h",
                      BigDecimal.valueOf(43));
              report.words = Map.of("feedback_words", "zq answer");
              report.warningNote = "zq note";
              report.changedAt = Instant.parse("2025-03-03T12:00:00Z");
              report.changedBy = TrialBuilder.CLINICIAN;
              report.submittedAt = report.changedAt;
              report.submittedBy = report.changedBy;
              report.persist();
              audit.record(
                  "report.amended",
                  report.subject(),
                  report.site.id,
                  Map.of("values", Map.of(), "words", Map.of("feedback_words", "zq former answer")),
                  Map.of("values", Map.of(), "words", Map.of("feedback_words", "zq answer")),
                  "zq reason");
            });
  }

  private String read() {
    String page = trial.path() + "/reach/" + trial.code("MA-HUB") + "/2";
    StringBuilder all = new StringBuilder();
    for (String path : new String[] {page, page + "/history", "/api" + page}) {
      all.append(given().get(path).then().statusCode(200).extract().asString());
    }
    given().get(page).then().body(containsString("41"));
    return all.toString();
  }

  @Test
  @AsBlindedResearcher
  void blindedReadNumbersAndNoWords() {
    assertThat(read())
        .doesNotContain("zq answer", "zq former answer", "zq note", "zq reason")
        .contains("not shown while you are blinded");
  }

  @Test
  @AsResearcher
  void whoSeesArmsReadsThem() {
    assertThat(read()).contains("zq answer", "zq former answer", "zq reason");
  }

  @Test
  @AsClinician
  void theSiteReadsThem() {
    assertThat(read()).contains("zq answer", "zq former answer", "zq reason");
  }
}
