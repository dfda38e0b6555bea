package org.reachline.sessions.imports;

import static io.restassured.RestAssured.given;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.reachline.people.Person;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;

/** A list of who was there, taken on a page. */
abstract class ImportFixture {
  static final String HEADER =
      "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\r\n";

  static final String BY_MAIL =
      "Somebody,clinician@demo.reachline.example,01/13/2026 12:00:00 PM,01/13/2026 12:20:00"
          + " PM,20,No\r\n"
          + "Somebody,clinician@demo.reachline.example,01/13/2026 12:10:00 PM,01/13/2026 12:40:00"
          + " PM,30,No\r\n";

  static final String BY_NAME =
      "Otis FRAME (he/him),,01/13/2026 12:00:00 PM,01/13/2026 12:50:00 PM,50,Yes\r\n";

  static EchoTrial held() {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofHours(2)));
    return trial;
  }

  static String carried(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static ValidatableResponse confirm(EchoTrial trial, String text, String... answers) {
    var form =
        Csrf.upload()
            .multiPart("content", carried(text))
            .multiPart("confirm", "yes")
            .multiPart("zone", "America/Chicago");
    for (int i = 0; i < answers.length; i += 2) {
      form = form.multiPart("alias", answers[i]).multiPart("answer", answers[i + 1]);
    }
    return form.post(trial.first() + "/import").then();
  }

  static String idOf(String email) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Person.findByEmail(email).orElseThrow().id.toString());
  }

  static ValidatableResponse api(EchoTrial trial, Map<String, Object> list) {
    return given().contentType("application/json").body(list).post(trial.api(9) + "/import").then();
  }
}
