package org.reachline.contamination;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.arc.ClientProxy;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** Flags that concern people arise from the change itself; nobody opens a page here before. */
@QuarkusTest
class ContaminationRoundsTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

  @Inject ContaminationRounds rounds;
  @Inject ContaminationWatch watch;

  private Trial trial;

  @BeforeEach
  void twoSitesOfDifferentArms() {
    rounds.lookWhereSomethingChanged();
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(TODAY.minusMonths(3))
            .allocatedTo("LOW")
            .staffed()
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(TODAY.minusMonths(3))
            .allocatedTo("HIGH")
            .withSite("WI-POLK", "Polk County Jail")
            .startedOn(TODAY.minusMonths(3))
            .save();
  }

  private List<String> explanations() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                ContaminationFlag.listForStudy(trial.study()).stream()
                    .map(flag -> flag.kind + ": " + flag.explanationThen)
                    .toList());
  }

  private void joins(String site, String email, String part, LocalDate from) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Affiliation stay = new Affiliation();
              stay.person = Person.findByEmail(email).orElseThrow();
              stay.site = Site.getByCode(trial.code(site));
              stay.part = part;
              stay.from = from;
              stay.persist();
            });
  }

  @Test
  void somebodyWhoBeginsAtASiteOfAnotherArmIsFlagged() {
    rounds.lookWhereSomethingChanged();
    assertThat(explanations()).isEmpty();
    joins("WI-DANE", TrialBuilder.CLINICIAN, "prescriber", TODAY);
    assertThat(explanations()).isEmpty();
    rounds.lookWhereSomethingChanged();
    assertThat(explanations())
        .containsExactly(
            "SHARED_PERSON: Mara Jensen works at "
                + trial.code("WI-ROCK")
                + " (Low-dose coaching) and "
                + trial.code("WI-DANE")
                + " (High-dose coaching).");
  }

  @Test
  void somebodyWhoMovesIsFlaggedOnTheDayOfTheMoveAndNotBefore() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Affiliation.listForSite(trial.site("WI-ROCK"))
                    .forEach(stay -> stay.until = TODAY.minusDays(1)));
    joins("WI-DANE", TrialBuilder.CLINICIAN, "prescriber", TODAY.plusDays(2));
    rounds.lookWhereSomethingChanged();
    assertThat(explanations()).isEmpty();
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Affiliation.listForSite(trial.site("WI-DANE")).forEach(stay -> stay.from = TODAY));
    rounds.lookEverywhere();
    assertThat(explanations())
        .containsExactly(
            "MOVED_PERSON: Mara Jensen went from "
                + trial.code("WI-ROCK")
                + " (Low-dose coaching) to "
                + trial.code("WI-DANE")
                + " (High-dose coaching).");
  }

  @Test
  void aLookThatFailsIsTakenUpAgain() {
    rounds.lookWhereSomethingChanged();
    ContaminationWatch working = ClientProxy.unwrap(watch);
    QuarkusMock.installMockForInstance(
        new ContaminationWatch() {
          @Override
          public Looked look(Study study) {
            throw new IllegalStateException("The database is away.");
          }
        },
        watch);
    joins("WI-DANE", TrialBuilder.CLINICIAN, "prescriber", TODAY);
    assertThatThrownBy(rounds::lookWhereSomethingChanged).hasMessage("The database is away.");
    assertThatCode(rounds::lookWhereSomethingChanged).as("said once").doesNotThrowAnyException();
    assertThat(explanations()).isEmpty();
    QuarkusMock.installMockForInstance(working, watch);
    rounds.lookWhereSomethingChanged();
    assertThat(explanations()).hasSize(1);
  }

  @Test
  void aCoachOfTwoLevelsIsFlaggedWhenTheSecondSiteIsAllocated() {
    joins("WI-ROCK", TrialBuilder.COACH, Affiliation.COACH, TODAY.minusMonths(3));
    joins("WI-POLK", TrialBuilder.COACH, Affiliation.COACH, TODAY.minusMonths(3));
    rounds.lookWhereSomethingChanged();
    assertThat(explanations()).isEmpty();
    QuarkusTransaction.requiringNew()
        .run(() -> Enrolment.<Enrolment>findById(trial.enrolment("WI-POLK").id).armKey = "HIGH");
    rounds.lookWhereSomethingChanged();
    assertThat(explanations())
        .singleElement()
        .asString()
        .startsWith("SHARED_COACH: Cole Whitfield coaches sites of different levels");
  }

  @Test
  @AsCoordinator
  void theCoordinatorFindsItOnTheFirstPageUntilItIsExplained() {
    joins("WI-DANE", TrialBuilder.CLINICIAN, "prescriber", TODAY);
    rounds.lookWhereSomethingChanged();
    String address = trial.path() + "/contamination#flag-";
    given().get("/home").then().statusCode(200).body(containsString(address));
    String path = trial.path() + "/contamination";
    long flag =
        QuarkusTransaction.requiringNew()
            .call(() -> ContaminationFlag.listForStudy(trial.study()).get(0).id);
    Csrf.form()
        .formParam("text", "She covers for a colleague in June.")
        .post(path + "/" + flag + "/notes")
        .then()
        .statusCode(303);
    given().get("/home").then().body(not(containsString(address)));
  }

  @Test
  @AsCoach
  void aCoachFindsNothingOfIt() {
    joins("WI-DANE", TrialBuilder.CLINICIAN, "prescriber", TODAY);
    rounds.lookWhereSomethingChanged();
    given().get("/home").then().statusCode(200).body(not(containsString("/contamination#")));
  }

  @Test
  @AsBlindedResearcher
  void aBlindedResearcherFindsNothingOfIt() {
    joins("WI-DANE", TrialBuilder.CLINICIAN, "prescriber", TODAY);
    rounds.lookWhereSomethingChanged();
    given().get("/home").then().statusCode(200).body(not(containsString("/contamination#")));
  }
}
