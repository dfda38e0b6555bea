package org.reachline.coaching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.personas.AsCoach;
import org.reachline.personas.Csrf;

/** Amending and withdrawing a contact, also when somebody was quicker. */
@QuarkusTest
class ContactChangePageTest extends ContactPageFixture {
  @Test
  @AsCoach
  void amendsWithAReasonAndKeepsWhatWas() {
    String contact = logged();
    call("10:00")
        .formParam("version", version(contact))
        .post(contact + "/amend")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."));
    Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("planned", "coaching|")
        .formParam("outcome", "HELD")
        .formParam("day", START.plusMonths(1).plusDays(3).toString())
        .formParam("time", "10:00")
        .formParam("minutes", "40")
        .formParam("mode", "PHONE")
        .formParam("kind", "CALL")
        .formParam("coaches", coach())
        .formParam("version", version(contact))
        .formParam("reason", "It was extra help")
        .post(contact + "/amend")
        .then()
        .statusCode(303);
    given()
        .get(contact)
        .then()
        .body(containsString("Minutes: “55” became “40”"))
        .body(containsString("It was extra help"))
        .body(containsString(SECRET));
    given().get(site).then().body(containsString("0 of 12"));
    AuditEntry entry = trail(contact).get(1);
    assertThat(entry.act).isEqualTo("contact.amended");
    assertThat(entry.before).contains("\"durationMinutes\": \"55\"");
    assertThat(entry.after).contains("\"durationMinutes\": \"40\"", "unplanned help");
    assertThat(entry.reason).isEqualTo("It was extra help");
  }

  @Test
  @AsCoach
  void showsTheOthersChangeWhenSomebodyWasQuicker() {
    String contact = logged();
    String seen = version(contact);
    changedMeanwhile(contact, seen);
    Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("planned", "coaching|monthly_call@2")
        .formParam("outcome", "HELD")
        .formParam("day", START.plusMonths(1).plusDays(3).toString())
        .formParam("time", "10:00")
        .formParam("minutes", "33")
        .formParam("mode", "VIDEO")
        .formParam("kind", "CALL")
        .formParam("coaches", coach())
        .formParam("summary", "My own words")
        .formParam("version", seen)
        .formParam("reason", "Mine")
        .post(contact + "/amend")
        .then()
        .statusCode(409)
        .body(containsString(TrialBuilder.COACH + " changed this record meanwhile ("))
        .body(containsString("Minutes: “55” → “48”"))
        .body(containsString("My own words"))
        .body(containsString("value=\"33\""));
    Csrf.form()
        .formParam("version", seen)
        .formParam("reason", "Wrong jail")
        .post(contact + "/withdraw")
        .then()
        .statusCode(409)
        .body(containsString("changed this record meanwhile"));
    given().get(contact).then().body(containsString("48 min"));
  }

  @Test
  @AsCoach
  void withdrawnContactStaysOnRecordAndLeavesTheDose() {
    String contact = logged();
    Csrf.form()
        .formParam("version", version(contact))
        .formParam("reason", "Entered for the wrong jail")
        .post(contact + "/withdraw")
        .then()
        .statusCode(303);
    given()
        .get(contact)
        .then()
        .statusCode(200)
        .body(containsString("Entered for the wrong jail"))
        .body(not(containsString("contacts/" + number(contact) + "/amend")));
    given().get(site).then().body(containsString("0 of 12")).body(containsString("withdrawn"));
    given().get(contact + "/amend").then().statusCode(409);
    AuditEntry entry = trail(contact).get(1);
    assertThat(entry.act).isEqualTo("contact.withdrawn");
    assertThat(entry.before).contains("\"withdrawn\": \"no\"");
    assertThat(entry.after).contains("\"withdrawn\": \"yes\"");
    assertThat(entry.reason).isEqualTo("Entered for the wrong jail");
    // The planned contact is open again.
    call("10:00").post(site + "/log").then().statusCode(303);
  }

  @Test
  @AsCoach
  void coachFindsNoContactOfAnotherUnitUnderTheirOwnSite() {
    Trial other =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(START)
            .allocatedTo("LOW")
            .save();
    long id =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    TestContacts.held(other, "WI-ROCK", "webinar@2", START.plusMonths(1), 120).id);
    given().get(site + "/contacts/" + id).then().statusCode(404);
    given()
        .get(other.path() + "/coaching/" + other.code("WI-ROCK") + "/contacts/" + id)
        .then()
        .statusCode(404);
  }

  private void changedMeanwhile(String contact, String seen) {
    Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("planned", "coaching|monthly_call@2")
        .formParam("outcome", "HELD")
        .formParam("day", START.plusMonths(1).plusDays(3).toString())
        .formParam("time", "10:00")
        .formParam("minutes", "48")
        .formParam("mode", "VIDEO")
        .formParam("kind", "CALL")
        .formParam("coaches", coach())
        .formParam("version", seen)
        .formParam("reason", "Ended early")
        .post(contact + "/amend")
        .then()
        .statusCode(303);
  }

  private String version(String contact) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                String.valueOf(
                    CoachingContact.<CoachingContact>findById(Long.valueOf(number(contact)))
                        .version));
  }
}
