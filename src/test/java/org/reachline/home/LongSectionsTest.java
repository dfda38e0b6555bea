package org.reachline.home;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;

/** A day with more things than a section tells: the first few, how many, and where all are. */
@QuarkusTest
class LongSectionsTest {
  private static final int UNITS = 11;
  private static Trial trial;

  @BeforeAll
  static void save() {
    TrialBuilder plan = aTrial("jail-moud-coaching-echo");
    LocalDate today = LocalDate.now(ZoneId.of("America/Chicago"));
    for (int i = 1; i <= UNITS; i++) {
      plan =
          plan.withSite("WI-L%02d".formatted(i), "Long day jail " + i)
              .startedOn(today.minusMonths(2 + i % 3).minusDays(25))
              .allocatedTo("HIGH")
              .coached()
              .staffed();
    }
    trial = plan.withSite("WI-L90", "Waiting jail").withSite("WI-L91", "Waiting jail 2").save();
  }

  private static Map<String, Object> section(String title) {
    return JsonPath.from(given().get("/api/home").then().statusCode(200).extract().asString())
        .getMap(
            "studies.find { it.study == '%s' }.sections.find { it.title == '%s' }"
                .formatted(trial.slug(), title));
  }

  private static void isLong(String title, int found, String list) {
    Map<String, Object> section = section(title);
    assertThat((List<?>) section.get("things")).as(title).hasSize(Math.min(8, found));
    assertThat(section).as(title).containsEntry("found", found);
    assertThat(section).as(title).containsEntry("list", trial.path() + list);
    given().get(trial.path() + list).then().statusCode(200);
    if (found > 8) {
      given()
          .get("/home")
          .then()
          .body(
              containsString(
                  "and <a href=\"%s\">%d more</a>.".formatted(trial.path() + list, found - 8)));
    }
  }

  @Test
  @AsCoordinator
  void coordinatorIsToldTheFirstAndLedToTheOthers() {
    isLong("Late reports", UNITS, "/reach?show=late");
    isLong("Coaching behind plan", UNITS, "/coaching");
    isLong("Enrolment", 2, "/sites");
    isLong("Reports to approve", 0, "/reach?show=submitted");
  }

  @Test
  @AsCoordinator
  void theSiteWithMostLateReportsComesFirst() {
    List<String> names =
        ((List<?>) section("Late reports").get("things"))
            .stream().map(thing -> ((Map<?, ?>) thing).get("title").toString()).toList();
    // Every third started four months and 25 days ago, the others later.
    assertThat(names)
        .startsWith("Long day jail 2", "Long day jail 5", "Long day jail 8", "Long day jail 11");
  }

  @Test
  @AsCoordinator
  void theListOfSitesWithLateReportsHoldsNoOther() {
    String late = given().get(trial.path() + "/reach?show=late").then().extract().asString();
    assertThat(late).contains(trial.code("WI-L11")).doesNotContain(trial.code("WI-L90"));
    given()
        .get(trial.path() + "/reach?show=submitted")
        .then()
        .statusCode(200)
        .body(containsString("No site has such a report."));
  }

  @Test
  @AsCoach
  void coachIsToldTheFirstAndLedToTheOthers() {
    isLong("Your sites", UNITS, "/coaching");
  }

  @Test
  @AsClinician
  void clinicianIsToldTheLateReportsFirst() {
    Map<String, Object> section = section("Monthly reports");
    List<?> things = (List<?>) section.get("things");
    assertThat(things).hasSize(8);
    assertThat((Integer) section.get("found")).isGreaterThan(UNITS);
    assertThat(things).allMatch(thing -> ((Map<?, ?>) thing).get("urgency").equals("late"));
    given().get((String) section.get("list")).then().statusCode(200);
  }

  @Test
  @AsOutsider
  void outsiderIsToldNothingOfThem() {
    given()
        .get("/api/home")
        .then()
        .body("studies.findAll { it.study == '%s' }".formatted(trial.slug()), hasSize(0));
  }
}
