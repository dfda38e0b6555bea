package org.reachline.base.trail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;
import org.reachline.sites.Site;

/** Where only the database notices that two people met, they are still told of each other. */
@QuarkusTest
class ConcurrentEditTest {
  @Inject ConcurrentEdit quicker;
  @Inject EntityManager em;

  private static Trial trial() {
    return aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane County Jail").save();
  }

  private static void rename(Trial trial, String name) {
    Csrf.form()
        .formParam("name", name)
        .formParam("type", "jail")
        .formParam("state", "WI")
        .formParam("zone", "America/Chicago")
        .formParam("version", "0")
        .post("/sites/" + trial.code("WI-DANE") + "/edit")
        .then()
        .statusCode(303);
  }

  @Test
  @AsCoordinator
  void slowerOfTwoTransactionsIsToldWhoChangedWhat() {
    Trial trial = trial();
    OptimisticLockException met =
        catchThrowableOfType(
            OptimisticLockException.class,
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          Site site = Site.getByCode(trial.code("WI-DANE"));
                          rename(trial, "Dane County Jail, new wing");
                          site.name = "Dane County Jail, old wing";
                          em.flush();
                        }));
    assertThat(quicker.inWords(met))
        .startsWith("coordinator@demo.reachline.example changed this record meanwhile (")
        .contains("Name: “Dane County Jail” → “Dane County Jail, new wing”")
        .endsWith("Look at it again and repeat your change.");
  }

  @Test
  @AsCoordinator
  void slowerOfTwoWhoEnterTheSameIsToldWhoHasIt() {
    Trial trial = trial();
    rename(trial, "Dane County Jail, new wing");
    ConstraintViolationException met =
        catchThrowableOfType(
            ConstraintViolationException.class,
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          Site first = Site.getByCode(trial.code("WI-DANE"));
                          Site again = new Site();
                          again.code = first.code;
                          again.name = "The same";
                          again.type = first.type;
                          again.state = first.state;
                          again.zone = first.zone;
                          again.persist();
                          em.flush();
                        }));
    assertThat(quicker.inWords(met))
        .startsWith("This is recorded already. coordinator@demo.reachline.example changed")
        .contains("new wing");
  }

  @Test
  @AsCoordinator
  void wordsOfAFormThatWasMadeElsewhereAreNotShownAsTheReadersOwn() {
    given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("csrf-token", "AAECAwQFBgcICQoLDA0ODw")
        .formParam("name", "Call this number")
        .post("/sites/new")
        .then()
        .statusCode(400)
        .body(not(containsString("Call this number")));
  }

  @Test
  @AsCoordinator
  void twoThatMustNotOverlapMeetAsTwoThatAreTheSame() {
    Trial trial = trial();
    ConstraintViolationException met =
        catchThrowableOfType(
            ConstraintViolationException.class,
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          for (int month = 1; month <= 2; month++) {
                            Affiliation part = new Affiliation();
                            part.person = Person.findByEmail(TrialBuilder.OUTSIDER).orElseThrow();
                            part.site = Site.getByCode(trial.code("WI-DANE"));
                            part.part = "prescriber";
                            part.from = LocalDate.of(2026, month, 1);
                            part.persist();
                          }
                          em.flush();
                        }));
    assertThat(ConcurrentEdit.isMeeting(met)).isTrue();
    assertThat(quicker.inWords(met)).startsWith("This is recorded already.");
  }

  @Test
  @AsCoordinator
  void partThatIsSentTwiceAtOnceIsKeptOnce() {
    Trial trial = trial();
    long person =
        QuarkusTransaction.requiringNew()
            .call(() -> Person.findByEmail(TrialBuilder.OUTSIDER).orElseThrow().id);
    List<Integer> answers =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(
                click ->
                    Csrf.form()
                        .formParam("site", trial.code("WI-DANE"))
                        .formParam("part", "prescriber")
                        .formParam("from", "2026-01-01")
                        .formParam("until", "2026-01-02")
                        .post("/people/" + person + "/affiliations")
                        .statusCode())
            .sorted()
            .toList();
    assertThat(answers.get(0)).isEqualTo(303);
    assertThat(answers.subList(1, 4)).isSubsetOf(400, 409);
  }
}
