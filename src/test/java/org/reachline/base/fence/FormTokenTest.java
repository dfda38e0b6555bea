package org.reachline.base.fence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsCoach;
import org.reachline.sessions.EchoTrial;

/** What a page's forms carry, as its reader gets it. */
@QuarkusTest
class FormTokenTest {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" value=\"([^\"]+)\"");

  private static String tokenOf(String html) {
    Matcher token = TOKEN.matcher(html);
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  @Test
  @AsCoach
  void aFormStaysGoodWhateverIsOpenedSince() {
    QuarkusTransaction.requiringNew().run(TrialBuilder::personas);
    String first = tokenOf(given().get("/me").asString());
    String second = tokenOf(given().get("/me").asString());
    // No two pages carry the same letters, and no cookie has to be kept for them.
    assertThat(first).isNotEqualTo(second);
    for (String token : new String[] {second, first, second}) {
      given()
          .redirects()
          .follow(false)
          .contentType("application/x-www-form-urlencoded")
          .formParam("csrf-token", token)
          .formParam("name", " ")
          .post("/me")
          .then()
          .statusCode(400)
          .body(not(containsString("This was not taken")));
    }
  }

  @Test
  @AsCoach
  void theLinksTokenIsForTheLinkWhoeverIsSignedIn() {
    EchoTrial trial = EchoTrial.plannedForDane();
    EchoTrial.at(EchoTrial.FIRST);
    String mara = trial.joinPath(0, TrialBuilder.CLINICIAN);
    String colleague = trial.joinPath(0, EchoTrial.COLLEAGUE);
    String token = tokenOf(given().get(mara).asString());
    press(colleague, token).statusCode(400).body(containsString("This was not taken"));
    press("/me", token).statusCode(400).body(containsString("This was not taken"));
    press(mara, token).statusCode(303).header("location", endsWith("/room"));
  }

  private static io.restassured.response.ValidatableResponse press(String path, String token) {
    return given()
        .redirects()
        .follow(false)
        .contentType("application/x-www-form-urlencoded")
        .header("Origin", "null") // from a page that tells nobody its address
        .header("Sec-Fetch-Site", "same-origin")
        .formParam("csrf-token", token)
        .post(path)
        .then();
  }

  @Test
  void theAddressOfAPersonalLinkIsToldToNobody() {
    EchoTrial trial = EchoTrial.plannedForDane();
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    for (String path : new String[] {link, link + "/no-such-page", link.replace("join", "after")}) {
      given().get(path).then().header("Referrer-Policy", "no-referrer");
    }
    given().get("/about").then().header("Referrer-Policy", "same-origin");
  }
}
