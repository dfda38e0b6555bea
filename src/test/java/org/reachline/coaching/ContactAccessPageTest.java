package org.reachline.coaching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.PrivateNote;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;

/** Who reads a contact and what of it; private notes above all. */
@QuarkusTest
class ContactAccessPageTest extends ContactPageFixture {
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
    given().get(site).then().statusCode(404).body(not(containsString("of 12")));
    given().get(contactByACoach()).then().statusCode(404);
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
}
