package org.reachline.coaching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsCoach;
import org.reachline.personas.Csrf;

/** Logging a contact: what is filled in, what is taken, what is refused. */
@QuarkusTest
class ContactLogPageTest extends ContactPageFixture {
  @Test
  @AsCoach
  void formIsFilledWithWhatIsMostLikely() {
    given()
        .get(site + "/log")
        .then()
        .statusCode(200)
        // The kick-off comes first; nothing was held yet.
        .body(containsString("value=\"coaching|kickoff@1\" selected"))
        .body(containsString("id=\"minutes\" name=\"minutes\" type=\"text\"\n    value=\"60\""))
        .body(containsString("value=\"VIDEO\" selected"))
        .body(containsString("value=\"" + coach() + "\" checked"))
        .body(containsString("Only coaches of this site read these"));
  }

  @Test
  @AsCoach
  void coachLogsACallAndTheDoseGrows() {
    String contact = logged();
    given()
        .get(site)
        .then()
        .statusCode(200)
        .body(containsString("1 of 12"))
        .body(containsString("55 min of 15 h"))
        .body(containsString("Flow chart of intake"));
    given()
        .get(contact)
        .then()
        .statusCode(200)
        .body(containsString("Monthly call, month 2"))
        .body(containsString("Write the standing order"))
        .body(containsString("3 × Team member"))
        .body(containsString(SECRET));
    AuditEntry entry = trail(contact).get(0);
    assertThat(entry.act).isEqualTo("contact.logged");
    assertThat(entry.personEmail).isEqualTo(TrialBuilder.COACH);
    assertThat(entry.siteId).isEqualTo(trial.site("WI-DANE").id);
    assertThat(entry.before).isNull();
    assertThat(entry.after)
        .contains("\"planned\": \"monthly_call@2\"", "\"durationMinutes\": \"55\"")
        .doesNotContain(SECRET);
  }

  @Test
  @AsCoach
  void tellsAllThatIsWrongAtOnceAndKeepsTheWords() {
    Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("planned", "coaching|monthly_call@99")
        .formParam("outcome", "HELD")
        .formParam("day", TODAY.plusDays(2).toString())
        .formParam("time", "25:61")
        .formParam("minutes", "an hour")
        .formParam("mode", "VIDEO")
        .formParam("kind", "CALL")
        .formParam("summary", "Kept <b>word</b> for word")
        .formParam("privateNotes", "")
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("Nothing was saved yet"))
        .body(containsString("is not one of the answers"))
        .body(containsString("is not a time such as 14:30"))
        .body(containsString("“an hour” is not a number"))
        .body(containsString("Tick who coached"))
        .body(containsString("Kept &lt;b&gt;word&lt;/b&gt; for word"));
    assertThat(contacts()).isEmpty();
  }

  @Test
  @AsCoach
  void refusesAContactBeforeEnrolmentAndOneThatLiesAhead() {
    call("monthly_call@2", START.minusDays(1), "09:00")
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("The site joined the study on"));
    Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("planned", "coaching|")
        .formParam("outcome", "NO_SHOW")
        .formParam("day", TODAY.plusDays(2).toString())
        .formParam("time", "10:00")
        .formParam("minutes", "0")
        .formParam("mode", "PHONE")
        .formParam("kind", "CALL")
        .formParam("coaches", coach())
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("This lies ahead"));
    assertThat(contacts()).isEmpty();
  }

  @Test
  @AsCoach
  void fulfilsAPlannedContactOnce() {
    logged();
    call("15:00")
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("This planned contact was already held on"));
    call("", START.plusMonths(1).plusDays(3), "10:00")
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("at exactly this time was already logged by"));
    assertThat(contacts()).hasSize(1);
  }
}
