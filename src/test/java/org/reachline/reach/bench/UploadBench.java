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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.lists.UploadRunner;
import org.reachline.personas.AsCoordinator;

/**
 * Large lists over the API: 3,100 units, and 186,000 reports that are new and then amended. Run:
 * {@code ./mvnw test -Pbench -Dtests.jvm=-Xmx512m -Dtest=UploadBench}.
 */
@QuarkusTest
@Tag("bench")
class UploadBench {
  private static final int UNITS = 3100;
  private static final int SITES = 6200;
  private static final int FIRST = -5;
  private static final int LAST = 24;
  private static final int REPORTS = SITES * (LAST - FIRST + 1);

  @Inject EntityManager database;
  @Inject UploadRunner runner;
  @Inject AgroalDataSource pool;

  @TestHTTPResource("/")
  URI server;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  @AsCoordinator
  void unitsInTenSecondsAndReportsInAMinuteWithAHeapOf512Megabytes() throws Exception {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-ONE", "First Jail")
            .startedOn(LocalDate.of(2020, 1, 1))
            .save();
    makeSites();
    StringBuilder units = new StringBuilder("unit,enrolled_on,starts_on\n");
    for (int n = 1; n <= UNITS; n++) {
      units.append("UP-%05d,2020-01-01,2020-07-01\n".formatted(n));
    }
    Path list = Files.createTempFile("units", ".csv");
    Files.writeString(list, units);
    double enrolling =
        send(trial, "enrolments/upload?dryRun=false", list, "\"added\":" + UNITS + ",");
    System.out.printf("%d units enrolled: %.1f s%n", UNITS, enrolling);
    enrolTheRest(trial);

    double fresh =
        send(trial, "reach/import?dryRun=false", reports(3), "\"added\":" + REPORTS + ",");
    double neighbour = insertTheSameRowsBare(trial);
    double amended =
        send(
            trial,
            "reach/import?dryRun=false&reason=Counted%20again",
            reports(4),
            "\"changed\":" + REPORTS + ",");
    long heap = Runtime.getRuntime().maxMemory() / (1 << 20);
    System.out.printf(
        "%d reports, heap of at most %d MB: new %.1f s, amended %.1f s; the same reports and lines of"
            + " the trail in JDBC batches %.1f s, so %.2f and %.2f times that%n",
        REPORTS, heap, fresh, amended, neighbour, fresh / neighbour, amended / neighbour);
    assertThat(
            database
                .createNativeQuery(
                    "select count(*) from audit_entry where act in"
                        + " ('report.submitted', 'report.amended')")
                .getSingleResult())
        .as("lines of the trail")
        .isEqualTo(2L * REPORTS);
    assertThat(heap).as("heap, MB: run with -Dtests.jvm=-Xmx512m").isLessThanOrEqualTo(512);
    assertThat(enrolling).as("seconds for the units").isLessThan(10);
    assertThat(fresh).as("seconds for new reports").isLessThan(60);
    assertThat(amended).as("seconds for amended reports").isLessThan(60);
  }

  private double send(Trial trial, String where, Path list, String wanted)
      throws IOException, InterruptedException {
    long before = System.nanoTime();
    HttpResponse<String> kept =
        client.send(
            HttpRequest.newBuilder(server.resolve("/api" + trial.path() + "/" + where))
                .header("Content-Type", "text/csv; charset=UTF-8")
                .header("Prefer", "respond-async")
                .POST(HttpRequest.BodyPublishers.ofFile(list))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    double handedIn = (System.nanoTime() - before) / 1e9;
    assertThat(kept.statusCode()).isEqualTo(202);
    runner.work();
    double seconds = (System.nanoTime() - before) / 1e9;
    String address = kept.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> receipt =
        client.send(
            HttpRequest.newBuilder(server.resolve(address)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(receipt.body()).contains("\"state\":\"done\"").contains(wanted);
    System.out.printf("%s: handed in after %.1f s, taken after %.1f s%n", where, handedIn, seconds);
    return seconds;
  }

  private static Path reports(int buprenorphine) throws IOException {
    Path file = Files.createTempFile("reports", ".csv");
    try (var writer = Files.newBufferedWriter(file)) {
      writer.write(
          "site,month,submitted_on,adp,oud_identified,eligible,new_bup,new_met,new_ntx,on_moud_month_end\n");
      // Month by month, as a data set comes that grew: each block of rows meets many sites.
      for (int month = FIRST; month <= LAST; month++) {
        for (int n = 1; n <= SITES; n++) {
          writer.write(
              "UP-%05d,%d,2023-01-15,%d,30,20,%d,1,1,9\n"
                  .formatted(n, month, 90 + n % 20, buprenorphine));
        }
      }
    }
    return file;
  }

  /** Reports and their lines of the trail, without anything being checked; taken back. */
  private double insertTheSameRowsBare(Trial trial) throws Exception {
    long before = System.nanoTime();
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement report =
              connection.prepareStatement(
                  "insert into site_report (id, study_id, site_id, enrolment_id, study_version_id,"
                      + " study_month, period_from, period_to, state, measured, worded,"
                      + " submitted_at, submitted_by, changed_at, changed_by, version) select ?,"
                      + " study_id, site_id, enrolment_id, study_version_id, ?, period_from,"
                      + " period_to, state, measured, worded, submitted_at, submitted_by,"
                      + " changed_at, changed_by, 0 from site_report where id = ?");
          PreparedStatement line =
              connection.prepareStatement(
                  "insert into audit_entry (id, occurred_at, person_email, act, subject, state_after)"
                      + " values (?, now(), 'system', 'report.submitted', ?,"
                      + " cast('{\"state\": \"SUBMITTED\", \"values\": {\"adp\": 100}}' as jsonb))")) {
        long model = model();
        for (int n = 1; n <= REPORTS; n++) {
          report.setLong(1, 900_000_000L + n);
          report.setInt(2, 1000 + n);
          report.setLong(3, model);
          report.addBatch();
          line.setLong(1, 900_000_000L + n);
          line.setString(2, "site_report:" + (900_000_000L + n));
          line.addBatch();
          if (n % 1000 == 0) {
            report.executeBatch();
            line.executeBatch();
          }
        }
      }
      double seconds = (System.nanoTime() - before) / 1e9;
      connection.rollback();
      connection.setAutoCommit(true);
      return seconds;
    }
  }

  private long model() {
    return ((Number)
            database.createNativeQuery("select min(id) from site_report").getSingleResult())
        .longValue();
  }

  private void makeSites() {
    run(
        "insert into site (id, code, name, type, state, zone, version) select 20000000 + n, 'UP-' ||"
            + " to_char(n, 'FM00000'), 'Simulated jail ' || n, 'jail', 'WI', 'America/Chicago', 0"
            + " from generate_series(1, "
            + SITES
            + ") n");
  }

  private void enrolTheRest(Trial trial) {
    run(
        "insert into enrolment (id, study_id, study_version_id, unit_site_id, enrolled_on,"
            + " started_on, version) select s.id, t.id, t.current_version_id, s.id, date"
            + " '2020-01-01', date '2020-07-01', 0 from site s, study t where t.id = "
            + trial.study().id
            + " and s.id > 20000000 + "
            + UNITS
            + " and s.code like 'UP-%'");
    run(
        "insert into enrolment_member (enrolment_id, site_id) select id, id from enrolment where id >"
            + " 20000000 and id < 30000000");
    run("analyze");
  }

  private void run(String sql) {
    QuarkusTransaction.requiringNew()
        .timeout(600)
        .run(() -> database.createNativeQuery(sql).executeUpdate());
  }
}
