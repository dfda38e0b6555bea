package org.reachline.asked;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is reckoned over a whole study of 3,100 sites: contamination, prescribed beside received,
 * the comparison of arms, the attendance of all sessions. Run: {@code ./mvnw test -Pbench
 * -Dtest=LargePagesBench}. Times are those of a client on the same machine, so they bound the
 * server's; beside each stands the bare SQL that reads the rows that the page rests on.
 */
@QuarkusTest
@Tag("bench")
class LargePagesBench {
  private static final int SITES = 3100;
  private static final int REQUESTS = 15;

  private static final String LEDGER =
      "select e.id, e.arm_key, e.started_on, s.code, s.zone, d.strategy, d.source, d.occurrence,"
          + " d.held_on, d.minutes from enrolment e join site s on s.id = e.unit_site_id left join"
          + " dose_entry d on d.enrolment_id = e.id where e.study_id = ?";
  private static final String COACHED =
      "select p.id, p.name, c.enrolment_id, c.starts_at, c.duration_minutes from coaching_contact c"
          + " join coaching_contact_coach k on k.contact_id = c.id join person p on p.id ="
          + " k.person_id where c.study_id = ?";
  private static final String REPORTS =
      "select e.id, s.code, e.arm_key, r.study_month, r.state, r.measured from enrolment e join site"
          + " s on s.id = e.unit_site_id left join site_report r on r.enrolment_id = e.id where"
          + " e.study_id = ?";
  private static final String ATTENDED =
      "select p.name, a.site_id, a.session_id, a.minutes from attendance a join person p on p.id ="
          + " a.person_id join echo_session s on s.id = a.session_id join echo_program g on g.id ="
          + " s.program_id where g.study_id = ?";

  @Inject EntityManager database;
  @Inject AgroalDataSource pool;

  @TestHTTPResource("/")
  URI server;

  @Test
  void whatIsReckonedOverAWholeStudyIsShownInTwoSeconds() throws Exception {
    LargeTrial large = LargeTrial.empty(database, pool);
    large.growTo(SITES);
    large.fillIn("large-seen.sql");
    Walker.signIn("coordinator@large.example", "coordinator");
    Walker walker = new Walker(server);
    String study = large.trial().path();
    long id = large.trial().study().id;
    String[] pages = {
      "/contamination", "/contamination/received", "/comparison", "/sessions/attendance"
    };
    String[][] bare = {{LEDGER, COACHED}, {LEDGER}, {LEDGER, REPORTS}, {ATTENDED}};
    double slowest = 0;
    for (int i = 0; i < pages.length; i++) {
      double[] own = times(walker, study + pages[i]);
      double[] rows = times(id, bare[i]);
      System.out.printf(
          "%-24s first %6.0f ms, median %5.0f ms, p95 %5.0f ms, %3d KB; bare SQL %4.0f ms, %.1f"
              + " times that%n",
          pages[i],
          own[0],
          own[1],
          own[2],
          walker.get(study + pages[i]).body().length() / 1024,
          rows[1],
          own[1] / rows[1]);
      slowest = Math.max(slowest, own[1]);
    }
    Walker.signOut();
    assertThat(slowest).as("median of the slowest page, ms").isLessThan(2000);
  }

  /** The first answer, the median and the 95th percentile of those after it, in ms. */
  private static double[] times(Walker walker, String page) throws Exception {
    return times(
        () -> {
          HttpResponse<String> answer = walker.get(page);
          assertThat(answer.statusCode()).as(page).isEqualTo(200);
        });
  }

  private double[] times(long study, String... statements) throws Exception {
    return times(
        () -> {
          for (String statement : statements) {
            read(statement, study);
          }
        });
  }

  private void read(String statement, long study) throws SQLException {
    int rows = 0;
    try (Connection connection = pool.getConnection();
        PreparedStatement query = connection.prepareStatement(statement)) {
      query.setLong(1, study);
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          rows += result.getString(1) == null ? 0 : 1;
        }
      }
    }
    assertThat(rows).isGreaterThan(SITES);
  }

  private interface Asked {
    void ask() throws Exception;
  }

  private static double[] times(Asked asked) throws Exception {
    double[] millis = new double[REQUESTS];
    double first = 0;
    for (int i = -3; i < REQUESTS; i++) {
      long before = System.nanoTime();
      asked.ask();
      double took = (System.nanoTime() - before) / 1e6;
      if (i == -3) {
        first = took;
      } else if (i >= 0) {
        millis[i] = took;
      }
    }
    Arrays.sort(millis);
    return new double[] {first, millis[REQUESTS / 2], millis[REQUESTS * 95 / 100]};
  }
}
