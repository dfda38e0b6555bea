package org.reachline.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsCoordinator;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Of two places of one unit from one day on, the one that was given last holds, whatever its key.
 */
@QuarkusTest
class NewestPlaceTest {
  @Inject EntityManager em;

  @Test
  @AsCoordinator
  void placeThatAnotherInstanceGaveLastHolds() {
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    EchoTrial trial = EchoTrial.planned();
    String programs = "/api" + trial.trial().path() + "/sessions/programs";
    Map<String, Object> wanted =
        Map.of(
            "strategy", "echo",
            "name", "Thursdays",
            "rule", "FREQ=MONTHLY;BYDAY=3TH;COUNT=6",
            "time", "19:00",
            "zone", "America/New_York",
            "startsOn", "2026-01-12");
    int thursdays =
        RestAssured.given()
            .contentType("application/json")
            .body(wanted)
            .post(programs)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    long protocols =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    EchoProgram.listForStudy(Study.getBySlug(trial.trial().slug())).stream()
                        .filter(EchoProgram::isOfProtocol)
                        .findFirst()
                        .orElseThrow()
                        .id);
    List<Long> given = List.of((long) thursdays, protocols, (long) thursdays);
    for (int i = 0; i < given.size(); i++) {
      place(trial, given.get(i), 900_000_000L - i);
      assertThat(now(trial)).as("after turn " + i).isEqualTo(given.get(i));
    }
  }

  /** As another instance writes it, whose block of keys is older. */
  private void place(EchoTrial trial, long program, long key) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                em.createNativeQuery(
                        "insert into echo_cohort_place (id, enrolment_id, program_id, from_on,"
                            + " reason, placed_by, placed_at) values (?1 - ?2, ?2, ?3, ?4, 'x',"
                            + " 'a@b.example', now())")
                    .setParameter(1, key)
                    .setParameter(2, unit(trial).id)
                    .setParameter(3, program)
                    .setParameter(4, LocalDate.of(2026, 1, 12))
                    .executeUpdate());
  }

  private Long now(EchoTrial trial) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Cohorts.of(List.of(Study.getBySlug(trial.trial().slug()).id))
                    .placeOf(unit(trial), "echo", LocalDate.of(2026, 2, 1))
                    .orElseThrow()
                    .program
                    .id);
  }

  private static Enrolment unit(EchoTrial trial) {
    return Enrolment.listForStudy(Study.getBySlug(trial.trial().slug())).get(0);
  }
}
