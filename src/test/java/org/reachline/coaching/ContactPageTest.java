package org.reachline.coaching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.AuditEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;

@QuarkusTest
class ContactPageTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));
  private static final LocalDate START = TODAY.minusMonths(3);
  private static final String SECRET = "The sheriff is against it";

  private Trial trial;
  private String site;

  @BeforeEach
  void enrolDaneInTheHighDose() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .save();
    site = trial.path() + "/coaching/" + trial.code("WI-DANE");
  }

  private static long coach() {
    return QuarkusTransaction.requiringNew()
        .call(() -> Person.findByEmail(TrialBuilder.COACH).orElseThrow().id);
  }

  /** What a coach sends after the call of month 2. */
  private RequestSpecification call(String time) {
    return call("monthly_call@2", START.plusMonths(1).plusDays(3), time);
  }

  private RequestSpecification call(String planned, LocalDate day, String time) {
    return Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("planned", "coaching|" + planned)
        .formParam("outcome", "HELD")
        .formParam("day", day.toString())
        .formParam("time", time)
        .formParam("minutes", "55")
        .formParam("prep", "10")
        .formParam("mode", "VIDEO")
        .formParam("kind", "CALL")
        .formParam("coaches", coach())
        .formParam("othersPart", List.of("change_leader", "team_member"))
        .formParam("othersCount", List.of("1", "3"))
        .formParam("topics", "Flow chart of intake")
        .formParam("summary", "The nurse screens at booking from next week.")
        .formParam("stepWhat", List.of("Write the standing order", "", ""))
        .formParam("stepOwner", List.of("Jail physician", "", ""))
        .formParam("stepDue", List.of(TODAY.plusDays(10).toString(), "", ""));
  }

  /** Logs the call as the coach and says where it now stands. */
  private String logged() {
    call("10:00")
        .formParam("privateNotes", SECRET)
        .post(site + "/log")
        .then()
        .statusCode(303)
        .header("Location", endsWith(site));
    long id =
        QuarkusTransaction.requiringNew()
            .call(() -> CoachingContact.listForEnrolment(trial.enrolment("WI-DANE")).get(0).id);
    return site + "/contacts/" + id;
  }

  private static String number(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  private static List<AuditEntry> trail(String address) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.listForSubject("coaching_contact:" + number(address)));
  }

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
        .body(containsString(TrialBuilder.COACH + " changed this contact after you opened it."))
        .body(containsString("Minutes: “55” became “48”"))
        .body(containsString("My own words"))
        .body(containsString("value=\"33\""));
    Csrf.form()
        .formParam("version", seen)
        .formParam("reason", "Wrong jail")
        .post(contact + "/withdraw")
        .then()
        .statusCode(409)
        .body(containsString("changed this contact after you opened it"));
    given().get(contact).then().body(containsString("48 min"));
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
  @AsCoordinator
  void coordinatorLogsForACoachButNeverSeesPrivateNotes() {
    String contact = logged(); // the field is sent by hand; the form does not offer it
    given()
        .get(contact)
        .then()
        .statusCode(200)
        .body(containsString("The nurse screens at booking"))
        .body(not(containsString(SECRET)))
        .body(containsString("read by coaches of this site only"));
    long notes =
        QuarkusTransaction.requiringNew()
            .call(() -> PrivateNote.count("contact.id", Long.valueOf(number(contact))));
    assertThat(notes).isZero();
    given().get(site + "/log").then().body(not(containsString("privateNotes")));
  }

  private String contactByACoach() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              CoachingContact c =
                  TestContacts.held(
                      trial, "WI-DANE", "monthly_call@2", START.plusMonths(1).plusDays(3), 55);
              PrivateNote note = new PrivateNote();
              note.contact = c;
              note.text = SECRET;
              note.writtenAt = c.loggedAt;
              note.writtenBy = TrialBuilder.COACH;
              note.persist();
              return site + "/contacts/" + c.id;
            });
  }

  @Test
  @AsCoordinator
  void coordinatorReadsWhatACoachWroteExceptTheNotes() {
    given()
        .get(contactByACoach())
        .then()
        .statusCode(200)
        .body(containsString("Said in the contact"))
        .body(not(containsString(SECRET)));
  }

  @Test
  @AsClinician
  void clinicianReadsTheContactButNeitherNotesNorPlanNorActs() {
    given()
        .get(contactByACoach())
        .then()
        .statusCode(200)
        .body(containsString("Said in the contact"))
        .body(not(containsString(SECRET)))
        .body(not(containsString("Monthly call, month 2")))
        .body(not(containsString("Withdraw this contact")));
    given().get(site + "/log").then().statusCode(403);
    call("11:00").post(site + "/log").then().statusCode(403);
  }

  @Test
  @AsResearcher
  void researcherReadsTotalsButNoContact() {
    String contact = contactByACoach();
    given()
        .get(site)
        .then()
        .statusCode(200)
        .body(containsString("1 of 12"))
        .body(not(containsString("Said in the contact")));
    given().get(contact).then().statusCode(403).body(not(containsString("Said in the contact")));
    call("11:00").post(site + "/log").then().statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherLearnsNothing() {
    String contact = contactByACoach();
    given().get(site).then().statusCode(403).body(not(containsString("of 12")));
    given().get(contact).then().statusCode(403).body(not(containsString("Said in")));
  }

  @Test
  @AsHub
  void hubLearnsNothing() {
    given().get(site).then().statusCode(403).body(not(containsString("of 12")));
    given().get(contactByACoach()).then().statusCode(403);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothingAndChangesNothing() {
    String contact = contactByACoach();
    given().get(contact).then().statusCode(404);
    given().get(site).then().statusCode(404);
    call("11:00").post(site + "/log").then().statusCode(403);
    Csrf.form()
        .formParam("version", "0")
        .formParam("reason", "x")
        .post(contact + "/withdraw")
        .then()
        .statusCode(403);
    assertThat(contacts()).hasSize(1);
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

  private String version(String contact) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                String.valueOf(
                    CoachingContact.<CoachingContact>findById(Long.valueOf(number(contact)))
                        .version));
  }

  private List<CoachingContact> contacts() {
    return QuarkusTransaction.requiringNew()
        .call(() -> CoachingContact.listForEnrolment(trial.enrolment("WI-DANE")));
  }
}
