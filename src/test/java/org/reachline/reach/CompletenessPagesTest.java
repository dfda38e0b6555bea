package org.reachline.reach;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;

/** The completeness grid of more sites than fit on a page. */
@QuarkusTest
class CompletenessPagesTest {
  private static final int SITES = ReachPage.ROWS + 2;
  private static TrialBuilder.Trial trial;

  @BeforeAll
  static void save() {
    TrialBuilder plan = aTrial("jail-moud-coaching-echo");
    for (int i = 1; i <= SITES; i++) {
      plan =
          plan.withSite("WI-N%02d".formatted(i), "Jail number " + i)
              .startedOn(LocalDate.now().withDayOfMonth(1).minusMonths(4));
    }
    trial = plan.staffed().save();
  }

  private static String page() {
    return trial.path() + "/reach";
  }

  @Test
  @AsCoordinator
  void aPageHoldsFiftySitesAndLeadsToTheOthers() {
    String first = given().get(page()).then().statusCode(200).extract().asString();
    assertThat(first).contains("1 to 50 of 52", page() + "?page=2").doesNotContain("Page before");
    assertThat(first).contains(trial.code("WI-N50")).doesNotContain(trial.code("WI-N51"));
    given()
        .get(page() + "?page=2")
        .then()
        .body(containsString("51 to 52 of 52"), containsString(trial.code("WI-N52")))
        .body(containsString("Page before"), not(containsString("Next page")));
  }

  @Test
  @AsCoordinator
  void whoAsksForAPageThatThereIsNotGetsTheLast() {
    given().get(page() + "?page=77").then().statusCode(200).body(containsString("51 to 52 of 52"));
  }

  @Test
  @AsCoordinator
  void aSiteIsFoundByItsNameAndTheRatesStayThoseOfAll() {
    String all = lead(given().get(page()).asString());
    String one = given().get(page() + "?q=number 52").asString();
    assertThat(one).contains(trial.code("WI-N52")).doesNotContain(trial.code("WI-N51") + "</span>");
    assertThat(lead(one)).isEqualTo(all);
    given().get(page() + "?q=nowhere").then().body(containsString("No site fits “nowhere”."));
  }

  private static String lead(String html) {
    return html.replaceFirst("(?s).*<p class=\"lead\">", "").replaceFirst("(?s)</p>.*", "");
  }

  @Test
  @AsCoordinator
  void aRefusedActLeavesTheWayToTheOtherPages() {
    Csrf.form()
        .formParam("through", "x")
        .post(page() + "/lock")
        .then()
        .statusCode(400)
        .body(containsString("href=\"" + page() + "?page=2\""));
  }

  @Test
  @AsCoordinator
  void theApiHandsOutSitesAPageAtATime() {
    given()
        .get("/api" + page() + "/completeness?limit=3&offset=50")
        .then()
        .body("sites", hasSize(2))
        .body("sites[1].site", equalTo(trial.code("WI-N52")));
    given().get("/api" + page() + "/completeness?limit=0").then().statusCode(400);
  }

  @Test
  @AsClinician
  void whoSeesOneSiteHasOnePage() {
    given()
        .get(page())
        .then()
        .statusCode(200)
        .body(containsString(trial.code("WI-N52")), not(containsString("Next page")))
        .body(not(containsString(trial.code("WI-N51"))), not(containsString("of 52")));
  }

  @Test
  @AsOutsider
  void whoHasNoPartFindsNoPage() {
    given().get(page() + "?page=2").then().statusCode(404);
  }
}
