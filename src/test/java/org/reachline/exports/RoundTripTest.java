package org.reachline.exports;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.Role;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** What the service exports it takes in again, and says that it is the same. */
@QuarkusTest
class RoundTripTest {
  /** Somebody who exports and takes lists in; a person of their own, so that no persona changes. */
  private static final String BOTH = "both.hats@demo.reachline.example";

  private static final LocalDate START = LocalDate.of(2025, 1, 15);

  private static Trial trial() {
    Trial trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("AK-GRANITEDALE", "Granitedale Jail")
            .startedOn(START)
            .inStratum("MEDIUM")
            .allocatedTo("HIGH")
            .withPartner("AK-CARE", "Care")
            .withSite("AK-QUIET", "Quiet Jail")
            .startedOn(START)
            .inStratum("MEDIUM")
            .allocatedTo("LOW")
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              // The demonstration's own row: its total was kept beside its parts.
              report(
                  trial,
                  5,
                  true,
                  Map.of(
                      "adp",
                      228,
                      "oud_identified",
                      13,
                      "eligible",
                      11,
                      "new_bup",
                      6,
                      "new_met",
                      2,
                      "new_ntx",
                      0,
                      "new_total",
                      8,
                      "on_moud_month_end",
                      18,
                      "naloxone_kits",
                      22));
              report(trial, 6, true, Map.of("adp", 228, "eligible", 11, "new_total", 7));
              report(trial, 7, false, Map.of("adp", 230));
            });
    return trial;
  }

  private static void report(Trial trial, int month, boolean in, Map<String, Integer> numbers) {
    SiteReport r = new SiteReport();
    r.study = Study.findById(trial.study().id);
    r.studyVersion = r.study.current;
    r.site = Site.findById(trial.site("AK-GRANITEDALE").id);
    r.enrolment = Enrolment.findById(trial.enrolment("AK-GRANITEDALE").id);
    r.studyMonth = month;
    r.periodFrom = START.plusMonths(month - 1L);
    r.periodTo = START.plusMonths(month).minusDays(1);
    Instant at = r.periodTo.plusDays(3).atTime(15, 0).toInstant(java.time.ZoneOffset.UTC);
    Map<String, BigDecimal> values = new HashMap<>();
    numbers.forEach((key, value) -> values.put(key, BigDecimal.valueOf(value)));
    r.fill(values, Map.of(), TrialBuilder.CLINICIAN, at);
    if (in) {
      r.submit(null, TrialBuilder.CLINICIAN, at);
    }
    r.persist();
  }

  private static String exported(Trial trial, String file) throws IOException {
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

  private static io.restassured.response.ValidatableResponse take(String address, String text) {
    return given()
        .contentType("text/csv; charset=UTF-8")
        .body(text)
        .post(address)
        .then()
        .statusCode(200)
        .body("rows.size()", greaterThan(0))
        .body("rows.kind", everyItem(equalTo("SAME")));
  }

  @Test
  @TestSecurity(
      user = BOTH,
      roles = {Role.COORDINATOR_, Role.RESEARCHER_})
  @OidcSecurity(
      claims = {@Claim(key = "email", value = BOTH), @Claim(key = "name", value = "Both Hats")})
  void siteMonthsComeBackAsTheSame() throws IOException {
    Trial trial = trial();
    String address = "/api" + trial.path() + "/reach/import";
    String months = exported(trial, "site_months.csv");
    take(address, months)
        .body("unknownColumns", empty())
        .body("toAgree", empty())
        .body("warnings", empty());
  }

  @Test
  @TestSecurity(
      user = BOTH,
      roles = {Role.COORDINATOR_, Role.RESEARCHER_})
  @OidcSecurity(
      claims = {@Claim(key = "email", value = BOTH), @Claim(key = "name", value = "Both Hats")})
  void unitsAndTheirArmsComeBackAsTheSame() throws IOException {
    Trial trial = trial();
    take("/api" + trial.path() + "/enrolments/upload", exported(trial, "sites.csv"));
    take("/api" + trial.path() + "/allocation", exported(trial, "allocation.csv"));
  }
}
