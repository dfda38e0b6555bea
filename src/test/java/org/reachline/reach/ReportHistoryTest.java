package org.reachline.reach;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsOutsider;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** A report shows the end of a long trail, and all of it on a page of its own. */
@QuarkusTest
class ReportHistoryTest {
  @Inject EntityManager em;
  private TrialBuilder.Trial trial;

  @BeforeEach
  void aTrialWithAStaffedJail() {
    trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.of(2026, 1, 1))
            .staffed()
            .save();
  }

  private String page() {
    return trial.path() + "/reach/" + trial.code("WI-DANE") + "/2";
  }

  @Test
  @AsClinician
  void longTrailEndsWithALinkToTheWhole() {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("values", ReachApiTest.whole()))
        .post("/api" + page() + "/submit")
        .then()
        .statusCode(200);
    given().get(page()).then().statusCode(200).body(not(containsString("All of them")));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Study study = Study.getBySlug(trial.slug());
              Site site = Site.getByCode(trial.code("WI-DANE"));
              SiteReport report =
                  SiteReport.find(Enrolment.findForSite(study, site).orElseThrow(), site, 2)
                      .orElseThrow();
              em.createNativeQuery(
                      "insert into audit_entry (id, occurred_at, person_email, act, subject,"
                          + " reason) select -5000000 - ?1 * 100 - g, now(), 'x@y.example',"
                          + " 'report.saved', ?2, 'change number ' || g from generate_series(1, 60)"
                          + " g")
                  .setParameter(1, report.id)
                  .setParameter(2, report.subject())
                  .executeUpdate();
            });
    given()
        .get(page())
        .then()
        .statusCode(200)
        .body(containsString("change number 60<"))
        .body(not(containsString("change number 10<")))
        .body(containsString("All of them"));
    given()
        .get(page() + "/history")
        .then()
        .statusCode(200)
        .body(containsString("change number 60<"))
        .body(containsString("change number 1<"));
  }

  @Test
  @AsOutsider
  void somebodyOfAnotherSiteFindsNoHistory() {
    given().get(page() + "/history").then().statusCode(404);
  }
}
