package org.reachline.coaching.booking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;
import org.reachline.studies.Study;

@QuarkusTest
class BookingsApiTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final LocalDate TODAY = LocalDate.now(CHICAGO);

  private Trial trial;
  private String site;

  @BeforeEach
  void enrolDane() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(TODAY.minusMonths(3))
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .save();
    site = "/api" + trial.path() + "/coaching/" + trial.code("WI-DANE");
  }

  @AfterEach
  void freeTheCoach() {
    QuarkusTransaction.requiringNew()
        .run(() -> CoachingSlot.update("withdrawnAt = offeredAt where study = ?1", trial.study()));
  }

  private long slot(int days) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              CoachingSlot slot = new CoachingSlot();
              slot.study = Study.getBySlug(trial.slug());
              slot.coach = Person.findByEmail(TrialBuilder.COACH).orElseThrow();
              slot.startsAt = TODAY.plusDays(days).atTime(11, 0).atZone(CHICAGO).toInstant();
              slot.minutes = 30;
              slot.mode = DeliveredMode.PHONE;
              slot.offeredAt = slot.startsAt.minus(90, ChronoUnit.DAYS);
              slot.persist();
              return slot.id;
            });
  }

  private static int book(String site, long slot) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("slot", slot))
        .post(site + "/bookings")
        .statusCode();
  }

  @Test
  @AsClinician
  void ofManyWhoPickATimeAtOnceOneGetsIt() throws Exception {
    long slot = slot(10);
    ExecutorService pickers = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> picks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        picks.add(() -> book(site, slot));
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : pickers.invokeAll(picks)) {
        answers.add(answer.get());
      }
      assertThat(answers).containsExactlyInAnyOrder(201, 409, 409, 409);
    } finally {
      pickers.shutdown();
    }
    given().get(site + "/bookings").then().body("", hasSize(1));
  }

  @Test
  @AsClinician
  void twoTimesOfOneUnitAreForTwoPlannedContacts() {
    assertThat(book(site, slot(11))).isEqualTo(201);
    assertThat(book(site, slot(12))).isEqualTo(201);
    List<String> planned =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    Booking.listForEnrolment(trial.enrolment("WI-DANE")).stream()
                        .map(b -> b.occurrence().orElse(""))
                        .toList());
    assertThat(planned).containsExactlyInAnyOrder("kickoff@1", "site_visit@1");
    // Who may not know the plan is not told it.
    given()
        .get(site + "/bookings")
        .then()
        .statusCode(200)
        .body("planned", hasItem(nullValue()))
        .body("state", hasItem("booked"));
  }

  @Test
  @AsClinician
  void saysEverythingThatIsWrongWithABookingAtOnce() {
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of("slot", 9_999_999, "person", "nobody@nowhere.example", "topic", "x".repeat(301)))
        .post(site + "/bookings")
        .then()
        .statusCode(400)
        .body("errors.field", containsInAnyOrder("slot", "person", "topic"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("slot", List.of(1), "place", "here"))
        .post(site + "/bookings")
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("slot", "place"));
  }

  @Test
  @AsClinician
  void takesBackWordForWordWhatItGave() {
    Map<String, Object> given =
        given()
            .contentType(ContentType.JSON)
            .body(
                Map.of("slot", slot(13), "person", TrialBuilder.CLINICIAN, "topic", "Night shift"))
            .post(site + "/bookings")
            .then()
            .statusCode(201)
            .body("slot.mode", equalTo("phone"))
            .body("slot.minutes", equalTo(30))
            .extract()
            .jsonPath()
            .getMap("");
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("slot", slot(14), "person", given.get("person"), "topic", given.get("topic")))
        .post(site + "/bookings")
        .then()
        .statusCode(201)
        .body("person", equalTo(given.get("person")))
        .body("topic", equalTo("Night shift"));
  }

  @Test
  @AsCoach
  void coachOffersAndTakesBackThroughTheApi() {
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "day",
                TODAY.plusDays(70).toString(),
                "times",
                List.of("08:00", "08:30"),
                "minutes",
                30,
                "mode",
                "phone",
                "weeks",
                2))
        .post("/api" + trial.path() + "/coaching-slots")
        .then()
        .statusCode(201)
        .body("", hasSize(4))
        .body("[0].mode", equalTo("phone"));
    List<Integer> ids =
        given()
            .get("/api" + trial.path() + "/coaching-slots")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getList("id");
    given()
        .contentType(ContentType.JSON)
        .post("/api" + trial.path() + "/coaching-slots/" + ids.get(0) + "/withdraw")
        .then()
        .statusCode(204);
    given().get(site + "/bookings/free-slots").then().body("", hasSize(3));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("minutes", 1))
        .post("/api" + trial.path() + "/coaching-slots")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("day"))
        .body("errors.field", hasItem("times"))
        .body("errors.field", hasItem("minutes"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("slot", ids.get(1), "person", TrialBuilder.CLINICIAN))
        .post(site + "/bookings")
        .then()
        .statusCode(201)
        .body("planned", equalTo("coaching|kickoff@1"));
    given()
        .contentType(ContentType.JSON)
        .post("/api" + trial.path() + "/coaching-slots/" + ids.get(1) + "/withdraw")
        .then()
        .statusCode(409)
        .body("detail", containsString("has booked this time for Dane County Jail meanwhile."));
  }

  @Test
  @AsClinician
  void movesAndCancelsWithVersionAndReason() {
    assertThat(book(site, slot(13))).isEqualTo(201);
    long other = slot(14);
    int id = given().get(site + "/bookings").jsonPath().getInt("[0].id");
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("slot", other))
        .post(site + "/bookings/" + id + "/move")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("reason"))
        .body("errors.field", hasItem("version"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("slot", other, "version", 0, "reason", "Court"))
        .post(site + "/bookings/" + id + "/move")
        .then()
        .statusCode(200)
        .body("slot.id", equalTo((int) other))
        .body("version", equalTo(1));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", 0, "reason", "Late"))
        .post(site + "/bookings/" + id + "/cancel")
        .then()
        .statusCode(409);
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", 1, "reason", "Lock-down"))
        .post(site + "/bookings/" + id + "/cancel")
        .then()
        .statusCode(200)
        .body("state", equalTo("cancelled"));
  }

  @Test
  @AsClinician
  void bookedContactsStandInThePersonalFeed() {
    assertThat(book(site, slot(15))).isEqualTo(201);
    int id = given().get(site + "/bookings").jsonPath().getInt("[0].id");
    Csrf.form().post("/my/calendar/renew").then().statusCode(303);
    String page = given().get("/my/calendar").then().statusCode(200).extract().asString();
    String link = page.replaceAll("(?s).*?(/calendar/[^\"<\\s]+\\.ics).*", "$1");
    given()
        .get(link)
        .then()
        .statusCode(200)
        .body(containsString("UID:coaching-booking-" + id + "-"))
        .body(containsString("Coaching with Cole Whitfield"));
    Csrf.form().post("/my/calendar/off").then().statusCode(303);
    given().get(link).then().statusCode(404);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    given().get(site + "/bookings").then().statusCode(404);
    given().get("/api" + trial.path() + "/coaching-slots").then().statusCode(403);
    assertThat(book(site, 1)).isEqualTo(404);
  }
}
