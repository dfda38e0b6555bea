package org.reachline.reach.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsCoordinator;

/** Lists of reports that are read and kept block by block: all of them, or none. */
@QuarkusTest
class LongListTest {
  private static final int SITES = 100;

  @Inject EntityManager database;
  private Trial trial;
  private String prefix;

  @BeforeEach
  void manyJails() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-ONE", "First Jail")
            .startedOn(LocalDate.of(2020, 1, 1))
            .save();
    prefix = "L" + trial.study().id + "-";
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              run(
                  "insert into site (id, code, name, type, state, zone, version) select"
                      + " nextval('site_seq') + 1000000000, '"
                      + prefix
                      + "' || n, 'Jail ' || n, 'jail', 'WI', 'America/Chicago', 0 from"
                      + " generate_series(1, "
                      + SITES
                      + ") n");
              run(
                  "insert into enrolment (id, study_id, study_version_id, unit_site_id, enrolled_on,"
                      + " started_on, version) select s.id, t.id, t.current_version_id, s.id, date"
                      + " '2020-01-01', date '2020-07-01', 0 from site s, study t where t.id = "
                      + trial.study().id
                      + " and s.code like '"
                      + prefix
                      + "%'");
              run(
                  "insert into enrolment_member (enrolment_id, site_id) select e.id, e.id from"
                      + " enrolment e join site s on s.id = e.id where s.code like '"
                      + prefix
                      + "%'");
            });
  }

  private void run(String sql) {
    database.createNativeQuery(sql).executeUpdate();
  }

  /** 25 months of 100 sites, month by month: 2,500 rows in three blocks. */
  private String list(int buprenorphine, String last) {
    StringBuilder text =
        new StringBuilder(
            "site,month,submitted_on,adp,oud_identified,eligible,new_bup,new_met,new_ntx,on_moud_month_end\n");
    for (int month = -1; month <= 23; month++) {
      for (int n = 1; n <= SITES; n++) {
        boolean isLast = month == 23 && n == SITES;
        text.append(prefix).append(n).append(",").append(month).append(",2023-01-15,100,30,20,");
        text.append(isLast ? last : "" + buprenorphine).append(",1,1,9\n");
      }
    }
    return text.toString();
  }

  private ValidatableResponse save(String text, Map<String, ?> query) {
    return given()
        .contentType("text/csv; charset=UTF-8")
        .queryParam("dryRun", false)
        .queryParams(query)
        .body(text)
        .post("/api" + trial.path() + "/reach/import")
        .then();
  }

  private long count(String sql) {
    return QuarkusTransaction.requiringNew()
        .call(() -> ((Number) database.createNativeQuery(sql).getSingleResult()).longValue());
  }

  private long reports() {
    return count("select count(*) from site_report where study_id = " + trial.study().id);
  }

  private long linesOfTheTrail(String act) {
    return count(
        "select count(*) from audit_entry a join site_report r on a.subject = 'site_report:' || r.id"
            + " where r.study_id = "
            + trial.study().id
            + " and a.act = '"
            + act
            + "'");
  }

  @Test
  @AsCoordinator
  void badRowAtTheVeryEndKeepsAllOthersOutAndMendedTheyAllComeInAndAreAmended() {
    save(list(3, "many"), Map.of())
        .statusCode(400)
        .body("errors.field", hasItem("row 2501, new_bup"));
    assertThat(reports()).isZero();

    save(list(3, "3"), Map.of()).statusCode(200).body("added", equalTo(2500));
    assertThat(reports()).isEqualTo(2500);
    assertThat(linesOfTheTrail("report.submitted")).isEqualTo(2500);

    save(list(4, "many"), Map.of("reason", "Counted again")).statusCode(400);
    assertThat(linesOfTheTrail("report.amended")).isZero();
    save(list(4, "4"), Map.of()).statusCode(400).body("errors.field", hasItem("reason"));
    save(list(4, "4"), Map.of("reason", "Counted again"))
        .statusCode(200)
        .body("changed", equalTo(2500));
    assertThat(linesOfTheTrail("report.amended")).isEqualTo(2500);
    assertThat(
            count(
                "select count(*) from site_report where measured ->> 'new_bup' = '4' and version = 1"
                    + " and study_id = "
                    + trial.study().id))
        .isEqualTo(2500);
  }

  @Test
  @AsCoordinator
  void rowsOfOneSiteAskAboutEachOtherAcrossBlocksAndAboutWhatIsOnRecord() {
    String odd = list(3, "3").replaceAll("(?m)^(" + prefix + "7,20,[^,]*),100,", "$1,9999,");
    save(odd, Map.of())
        .statusCode(400)
        .body("errors.message", hasItem(containsString("1 warnings")));
    save(list(3, "3"), Map.of()).statusCode(200);
    String again =
        "site,month,adp,oud_identified,eligible,new_bup,new_met,new_ntx,on_moud_month_end\n"
            + prefix
            + "7,24,9999,30,20,3,1,1,9\n";
    save(again, Map.of())
        .statusCode(400)
        .body("errors.message", hasItem(containsString("1 warnings")));
  }
}
