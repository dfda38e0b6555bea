package org.reachline.coaching.booking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.base.trail.AuditEntry;
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
class BookingPageTest extends BookingFixture {
  private String book(long slot) {
    String address =
        Csrf.form()
            .formParam("slot", String.valueOf(slot))
            .formParam("topic", "Intake forms")
            .post(site + "/book")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    return address.substring(address.indexOf("/studies"));
  }

  private static long id(String path) {
    return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
  }

  private List<OutboxMail> mails(long booking) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                OutboxMail.list(
                    "mailKey like ?1 order by id", "coaching-booking-" + booking + "@%"));
  }

  @Test
  @AsClinician
  void clinicianPicksATimeAndBothGetItInTheirCalendars() {
    long slot = slot(in(3, 10));
    given().get(site + "/book").then().statusCode(200).body(containsString("Cole Whitfield"));
    String booking = book(slot);
    given()
        .get(booking)
        .then()
        .statusCode(200)
        .body(containsString("Intake forms"))
        .body(not(containsString("Monthly call")))
        .body(not(containsString("Log this contact")));
    given().get(site + "/book").then().body(containsString("No time is free now."));
    List<OutboxMail> mails = mails(id(booking));
    assertThat(mails)
        .extracting(m -> m.to)
        .containsExactly(TrialBuilder.COACH, TrialBuilder.CLINICIAN);
    String uid = "UID:coaching-booking-" + id(booking) + "-";
    assertThat(mails)
        .allSatisfy(
            m -> {
              assertThat(m.method).isEqualTo("REQUEST");
              assertThat(m.calendar).contains(uid, "SEQUENCE:0", "METHOD:REQUEST");
            });
    assertThat(mails.get(0).text).contains("/log?booking=" + id(booking));
    // The site's mail does not tell what was planned, which would tell its dose.
    assertThat(mails.get(1).text + mails.get(1).calendar)
        .contains("Cole Whitfield")
        .doesNotContain("log?booking", "Monthly call", "High", "month");
    List<AuditEntry> trail = trail(booking);
    assertThat(trail.get(0).act).isEqualTo("booking.made");
    assertThat(trail.get(0).personEmail).isEqualTo(TrialBuilder.CLINICIAN);
    assertThat(trail.get(0).after).contains("Intake forms", TrialBuilder.COACH);
  }

  private List<AuditEntry> trail(String booking) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.listForSubject("coaching_booking:" + id(booking)));
  }

  @Test
  @AsClinician
  void whoPicksSecondIsToldThatItIsGoneAndKeepsTheirWords() {
    long slot = slot(in(4, 10));
    book(slot);
    slot(in(5, 10));
    Csrf.form()
        .formParam("slot", String.valueOf(slot))
        .formParam("topic", "My own topic")
        .post(site + "/book")
        .then()
        .statusCode(409)
        .body(containsString("This time is gone: Mara Jensen picked it for Dane County Jail."))
        .body(containsString("My own topic"));
  }

  @Test
  @AsClinician
  void movesUnderTheSameNameAndCancelsWithAReason() {
    String booking = book(slot(in(6, 10)));
    long later = slot(in(7, 10));
    Csrf.form()
        .formParam("version", "0")
        .formParam("slot", String.valueOf(later))
        .post(booking + "/move")
        .then()
        .statusCode(400);
    Csrf.form()
        .formParam("version", "0")
        .formParam("slot", String.valueOf(later))
        .formParam("moveReason", "Court day")
        .post(booking + "/move")
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("version", "0")
        .formParam("reason", "Nobody is there")
        .post(booking + "/cancel")
        .then()
        .statusCode(409)
        .body(containsString("changed this record meanwhile"))
        .body(containsString("Nobody is there"));
    Csrf.form().formParam("version", "1").post(booking + "/cancel").then().statusCode(400);
    Csrf.form()
        .formParam("version", "1")
        .formParam("reason", "The jail is locked down")
        .post(booking + "/cancel")
        .then()
        .statusCode(303);
    given().get(booking).then().body(containsString("The jail is locked down"));
    List<OutboxMail> mails = mails(id(booking));
    assertThat(mails)
        .extracting(m -> m.method + " " + sequence(m))
        .containsExactly(
            "REQUEST 0", "REQUEST 0", "REQUEST 1", "REQUEST 1", "CANCEL 2", "CANCEL 2");
    assertThat(mails.subList(2, 4))
        .allSatisfy(m -> assertThat(m.text).contains("Before, it was ").contains("Why: Court day"));
    assertThat(mails.get(0).text).doesNotContain("Before, it was");
    assertThat(mails.get(4).calendar).contains("STATUS:CANCELLED");
    assertThat(mails.get(4).text).contains("The jail is locked down");
    assertThat(trail(booking))
        .extracting(e -> e.act + " " + e.reason)
        .containsExactly(
            "booking.made null",
            "booking.moved Court day",
            "booking.cancelled The jail is locked down");
    // Both times can be picked again.
    given().get(site + "/book").then().body(containsString("value=\"" + later + "\""));
  }

  private static String sequence(OutboxMail mail) {
    return mail.calendar.replaceAll("(?s).*SEQUENCE:(\\d+).*", "$1");
  }

  @Test
  @AsCoach
  void coachBooksForTheSiteSeesItOnTheBoardAndLogsItFromThere() {
    long slot = slot(in(8, 10));
    Csrf.form()
        .formParam("slot", String.valueOf(slot))
        .post(site + "/book")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."));
    long mara =
        QuarkusTransaction.requiringNew()
            .call(() -> Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow().id);
    Csrf.form()
        .formParam("slot", String.valueOf(slot))
        .formParam("person", String.valueOf(mara))
        .formParam("topic", "Screening")
        .post(site + "/book")
        .then()
        .statusCode(303);
    given().get(trial.path() + "/coaching").then().body(containsString("booked for"));
    given()
        .get(trial.path() + "/coaching?view=months")
        .then()
        .body(containsString("Kick-off: booked for"));
    given().get(site).then().body(containsString("log?booking="));
    given().get("/home").then().body(containsString("Booked coaching"));
    long booking =
        QuarkusTransaction.requiringNew()
            .call(() -> Booking.<Booking>find("slot.id", slot).firstResult().id);
    given()
        .get(site + "/log?booking=" + booking)
        .then()
        .statusCode(200)
        .body(containsString("value=\"" + TODAY.plusDays(8) + "\""))
        .body(containsString("value=\"10:00\""))
        .body(containsString("value=\"Screening\""))
        .body(containsString("name=\"booking\" value=\"" + booking + "\""));
    long coach =
        QuarkusTransaction.requiringNew()
            .call(() -> Person.findByEmail(TrialBuilder.COACH).orElseThrow().id);
    Csrf.form()
        .formParam("booking", String.valueOf(booking))
        .formParam("site", trial.code("WI-DANE"))
        .formParam("planned", "coaching|kickoff@1")
        .formParam("outcome", "HELD")
        .formParam("day", TODAY.minusDays(1).toString())
        .formParam("time", "10:00")
        .formParam("minutes", "60")
        .formParam("mode", "VIDEO")
        .formParam("kind", "MEETING")
        .formParam("coaches", String.valueOf(coach))
        .post(site + "/log")
        .then()
        .statusCode(303);
    given()
        .get(site + "/bookings/" + booking)
        .then()
        .body(containsString("The contact that was logged"))
        .body(not(containsString("Cancel the booking")));
    assertThat(trail(site + "/bookings/" + booking).get(1).act).isEqualTo("booking.logged");
  }

  @Test
  @AsClinician
  void clinicianBooksNothingForAnotherSiteAndOffersNothing() {
    String other = trial.path() + "/coaching/" + trial.code("WI-ROCK") + "/book";
    given().get(other).then().statusCode(404);
    Csrf.form().formParam("slot", "1").post(other).then().statusCode(404);
    given().get(slots).then().statusCode(403);
    Csrf.form().formParam("slot", "999999999").post(site + "/book").then().statusCode(400);
  }

  @Test
  @AsCoordinator
  void coordinatorReadsBookingsButOffersNoTimes() {
    given().get(site + "/book").then().statusCode(200);
    given().get(slots).then().statusCode(403);
  }

  @Test
  @AsResearcher
  void researcherReadsNoBookings() {
    given().get(site + "/book").then().statusCode(403);
    given().get("/api" + site + "/bookings").then().statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherGetsNothing() {
    given().get(site + "/book").then().statusCode(403);
  }

  @Test
  @AsHub
  void hubGetsNothing() {
    given().get(site + "/book").then().statusCode(404);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    given().get(site + "/book").then().statusCode(404);
    given().get("/api" + site + "/bookings/free-slots").then().statusCode(404);
  }
}
