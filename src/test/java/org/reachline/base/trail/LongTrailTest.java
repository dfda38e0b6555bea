package org.reachline.base.trail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsCoordinator;
import org.reachline.sites.Site;

/**
 * Who was overtaken learns by whom, however long the record's trail is and however many they are.
 */
@QuarkusTest
class LongTrailTest {
  private static final int CHANGES = 23_000;

  @Inject EntityManager em;

  @Test
  @AsCoordinator
  void hundredWritersOnALongTrailAreEachToldWithoutReadingIt() throws Exception {
    Trial trial = aTrial("jail-moud-coaching-echo").withSite("WI-LONG", "Long County Jail").save();
    String code = trial.code("WI-LONG");
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                em.createNativeQuery(
                        "insert into audit_entry (id, occurred_at, person_email, act, subject,"
                            + " state_before, state_after) select -g, now(), 'before@x.example',"
                            + " 'site.changed', ?1, '{\"name\": \"a\"}', '{\"name\": \"b\"}' from"
                            + " generate_series(1, ?2) g")
                    .setParameter(1, Site.findByCode(code).orElseThrow().subject())
                    .setParameter(2, CHANGES)
                    .executeUpdate());
    Map<String, Object> site = given().get("/api/sites/" + code).then().extract().path("$");
    put(code, site, "First of all").then().statusCode(200);

    Statistics statistics =
        em.getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics();
    statistics.setStatisticsEnabled(true);
    ExecutorService writers = Executors.newFixedThreadPool(100);
    try {
      Callable<Integer> late = () -> put(code, site, "Too late").statusCode();
      for (Future<Integer> answer : writers.invokeAll(Collections.nCopies(100, late))) {
        assertThat(answer.get()).isEqualTo(409);
      }
      assertThat(statistics.getEntityStatistics(AuditEntry.class.getName()).getLoadCount())
          .isLessThanOrEqualTo(100);
    } finally {
      writers.shutdownNow();
      statistics.setStatisticsEnabled(false);
      statistics.clear();
    }
    put(code, site, "Too late")
        .then()
        .statusCode(409)
        .body("detail", containsString("First of all"));
  }

  private static Response put(String code, Map<String, Object> site, String name) {
    Map<String, Object> changed = new HashMap<>();
    for (String kept : List.of("type", "state", "zone", "version")) {
      changed.put(kept, site.get(kept));
    }
    changed.put("name", name);
    return given().contentType(ContentType.JSON).body(changed).put("/api/sites/" + code);
  }
}
