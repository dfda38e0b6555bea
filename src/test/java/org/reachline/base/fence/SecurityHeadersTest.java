package org.reachline.base.fence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Headers;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What browsers are told on every answer, whoever gives it. */
@QuarkusTest
class SecurityHeadersTest {
  private static final String LINK = "A".repeat(70);

  @ConfigProperty(name = "reachline.identity.origin")
  String identity;

  private static Headers headers(String path) {
    return given().redirects().follow(false).get(path).headers();
  }

  @Test
  void allowOneOriginAndTheSignInOnEveryAnswerOnce() {
    String policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
            + " 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self';"
            + " form-action 'self' "
            + identity;
    for (String path :
        List.of(
            "/",
            "/about",
            "/home",
            "/nowhere",
            "/api/sites",
            "/theme/reachline.css",
            "/signed-in",
            "/join/" + LINK,
            "/theme/fonts/source-sans-3-latin-wght-normal.woff2")) {
      Headers headers = headers(path);
      assertThat(headers.getValues("Content-Security-Policy")).as(path).containsExactly(policy);
      assertThat(headers.getValues("X-Content-Type-Options")).as(path).containsExactly("nosniff");
      assertThat(headers.getValues("X-Frame-Options")).as(path).containsExactly("DENY");
    }
  }

  @Test
  void tellNobodyAPersonalLink() {
    assertThat(headers("/join/" + LINK).getValues("Referrer-Policy"))
        .containsExactly("no-referrer");
    assertThat(headers("/about").getValues("Referrer-Policy")).containsExactly("same-origin");
  }

  @Test
  void letNothingStayInTheBrowserButWhatEverybodyGets() {
    assertThat(headers("/about").getValue("Cache-Control")).isEqualTo("no-store");
    assertThat(headers("/api/sites").getValue("Cache-Control")).isEqualTo("no-store");
    assertThat(headers("/theme/reachline.css").getValue("Cache-Control")).contains("max-age");
  }
}
