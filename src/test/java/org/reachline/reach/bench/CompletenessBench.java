package org.reachline.reach.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsCoordinator;

/**
 * The completeness grid and the coordinator's start page over 3,100 sites with 24 months of reports
 * each. Run: {@code ./mvnw test -Pbench -Dtest=CompletenessBench}. Times are those of a client on
 * the same machine, so they bound the server's.
 */
@QuarkusTest
@Tag("bench")
class CompletenessBench {
  private static final int SITES = 3100;
  private static final int MONTHS = 18;
  private static final int REQUESTS = 60;

  @Inject EntityManager database;
  @Inject AgroalDataSource pool;

  @TestHTTPResource("/")
  URI server;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  @AsCoordinator
  void aPageOf3100SitesTakes300MillisecondsAnd300Kilobytes() throws Exception {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-ONE", "First Jail")
            .startedOn(LocalDate.now().withDayOfMonth(1).minusMonths(MONTHS))
            .allocatedTo("HIGH")
            .save();
    load(trial);
    String grid = trial.path() + "/reach";
    double[] own = times(grid, grid + "?page=17", grid + "?q=SIM-04", grid + "?page=62");
    double[] home = times("/home");
    double[] neighbour = readTheSameRowsBare(trial);
    int most = 0;
    for (int page = 1; page <= 62; page += 20) {
      most = Math.max(most, get(grid + "?page=" + page).body().length());
    }
    System.out.printf(
        "Completeness grid, %d sites, %d reports, %d requests: median %.0f ms, p95 %.0f ms, largest"
            + " page %d KB%n",
        SITES, SITES * (MONTHS + 5), own.length, median(own), p95(own), most / 1024);
    System.out.printf(
        "Coordinator's start page: median %.0f ms, p95 %.0f ms, %d KB%n",
        median(home), p95(home), get("/home").body().length() / 1024);
    System.out.printf(
        "Neighbour, the bare SQL that reads how far each report has come, over JDBC: median %.0f"
            + " ms; the grid takes %.2f times that%n",
        median(neighbour), median(own) / median(neighbour));
    assertThat(median(own)).as("median, ms").isLessThan(300);
    assertThat(most).as("characters of a page").isLessThan(300 * 1024);
  }

  private double[] times(String... pages) throws Exception {
    for (int i = 0; i < 12; i++) {
      get(pages[i % pages.length]);
    }
    double[] millis = new double[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      long before = System.nanoTime();
      get(pages[i % pages.length]);
      millis[i] = (System.nanoTime() - before) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static double p95(double[] sorted) {
    return sorted[sorted.length * 95 / 100];
  }

  private double[] readTheSameRowsBare(Trial trial) throws Exception {
    double[] millis = new double[20];
    for (int i = 0; i < millis.length; i++) {
      long before = System.nanoTime();
      int rows = 0;
      try (Connection connection = pool.getConnection();
          PreparedStatement query =
              connection.prepareStatement(
                  "select e.id, s.code, s.name, s.zone, e.started_on, r.study_month, r.state,"
                      + " r.submitted_at from enrolment e join site s on s.id = e.unit_site_id left"
                      + " join site_report r on r.enrolment_id = e.id where e.study_id = ?")) {
        query.setLong(1, trial.study().id);
        try (ResultSet result = query.executeQuery()) {
          while (result.next()) {
            rows += result.getString(7) == null ? 0 : 1;
          }
        }
      }
      millis[i] = (System.nanoTime() - before) / 1e6;
      assertThat(rows).isGreaterThan(SITES * MONTHS);
    }
    Arrays.sort(millis);
    return millis;
  }

  private HttpResponse<String> get(String page) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(server.resolve(page)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  private void load(Trial trial) throws SQLException {
    long study = trial.study().id;
    QuarkusTransaction.requiringNew()
        .timeout(600)
        .run(
            () -> {
              execute(
                  "insert into site (id, code, name, type, state, zone, version) select 10000000 +"
                      + " n, 'SIM-' || to_char(n, 'FM0000'), 'Simulated jail ' || n, 'jail', 'WI',"
                      + " (array['America/Chicago', 'America/New_York'])[1 + n % 2], 0 from"
                      + " generate_series(1, ?1) n",
                  SITES);
              execute(
                  "insert into enrolment (id, study_id, study_version_id, unit_site_id, enrolled_on,"
                      + " started_on, arm_key, version) select 10000000 + n, s.id,"
                      + " s.current_version_id, 10000000 + n, current_date - 900,"
                      + " cast(date_trunc('month', current_date) - make_interval(months => 5 + n %"
                      + " 14) as date), 'HIGH', 0 from generate_series(1, ?1) n join study s on s.id"
                      + " = "
                      + study,
                  SITES);
              execute(
                  "insert into enrolment_member (enrolment_id, site_id) select 10000000 + n,"
                      + " 10000000 + n from generate_series(1, ?1) n",
                  SITES);
              execute(
                  "insert into site_report (id, study_id, site_id, enrolment_id, study_version_id,"
                      + " study_month, period_from, period_to, state, measured, worded,"
                      + " submitted_at, submitted_by, changed_at, changed_by, version) select"
                      + " 10000000 + n * 100 + m + 5, e.study_id, e.unit_site_id, e.id,"
                      + " e.study_version_id, m, cast(e.started_on + make_interval(months => m - 1)"
                      + " as date), cast(e.started_on + make_interval(months => m) as date) - 1,"
                      + " case when (n + m) % 5 = 0 then 'DRAFT' else 'SUBMITTED' end,"
                      + " cast('{\"adp\": 120, \"eligible\": 15, \"new_bup\": 4, \"new_met\": 1,"
                      + " \"new_ntx\": 2, \"new_total\": 7}' as jsonb), cast('{}' as jsonb), now(),"
                      + " 'system', now(), 'system', 0 from generate_series(1, ?1) n join enrolment"
                      + " e on e.id = 10000000 + n cross join generate_series(-5, "
                      + MONTHS
                      + ") m",
                  SITES);
            });
    // What the database's own upkeep does within a minute of such a load.
    try (Connection connection = pool.getConnection();
        Statement upkeep = connection.createStatement()) {
      upkeep.execute("vacuum analyze");
    }
  }

  private void execute(String sql, Object argument) {
    database.createNativeQuery(sql).setParameter(1, argument).executeUpdate();
  }
}
