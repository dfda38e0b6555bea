package org.reachline.coaching.booking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.Csrf;

/** Times that a coach offers; the same coach is never offered twice at one time. */
@QuarkusTest
class SlotsPageTest extends BookingFixture {
  @Test
  @AsCoach
  void coachOffersSeveralTimesInSeveralWeeksInTheirOwnZone() {
    Csrf.form()
        .formParam("day", TODAY.plusDays(40).toString())
        .formParam("times", "09:00, 14:00")
        .formParam("minutes", "60")
        .formParam("mode", "VIDEO")
        .formParam("weeks", "3")
        .post(slots)
        .then()
        .statusCode(303);
    List<Instant> offered =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    CoachingSlot.<CoachingSlot>list("study = ?1 order by startsAt", trial.study())
                        .stream()
                        .map(s -> s.startsAt)
                        .toList());
    assertThat(offered)
        .containsExactly(in(40, 9), in(40, 14), in(47, 9), in(47, 14), in(54, 9), in(54, 14));
    // The same coach cannot be in two places.
    Csrf.form()
        .formParam("day", TODAY.plusDays(47).toString())
        .formParam("times", "14:30")
        .formParam("minutes", "30")
        .formParam("mode", "PHONE")
        .formParam("weeks", "1")
        .post(slots)
        .then()
        .statusCode(400)
        .body(containsString("You already offer"))
        .body(containsString("14:30"));
    QuarkusTransaction.requiringNew()
        .run(() -> CoachingSlot.update("withdrawnAt = offeredAt where study = ?1", trial.study()));
  }

  @Test
  @AsCoach
  void saysWhatIsWrongWithAnOfferAndKeepsTheWords() {
    Csrf.form()
        .formParam("day", TODAY.minusDays(2).toString())
        .formParam("times", "quarter past nine")
        .formParam("minutes", "2")
        .formParam("mode", "VIDEO")
        .formParam("weeks", "99")
        .post(slots)
        .then()
        .statusCode(400)
        .body(containsString("is not a time such as 14:30"))
        .body(containsString("At least 5, please."))
        .body(containsString("At most 26, please."))
        .body(containsString("quarter past nine"));
    Csrf.form()
        .formParam("day", TODAY.plusDays(2).toString())
        .formParam("times", " , ")
        .formParam("minutes", "481")
        .formParam("mode", "letter")
        .formParam("weeks", "0")
        .post(slots)
        .then()
        .statusCode(400)
        .body(containsString("At least one time, please, such as 14:30."))
        .body(containsString("At most 480, please."))
        .body(containsString("is not one of the answers"))
        .body(containsString("At least 1, please."));
    Csrf.form()
        .formParam("day", TODAY.plusDays(2).toString())
        .formParam(
            "times",
            "06:00 07:00 08:00 09:00 10:00 11:00 12:00 13:00 14:00 15:00 16:00 17:00 18:00")
        .formParam("minutes", "30")
        .formParam("mode", "VIDEO")
        .formParam("weeks", "1")
        .post(slots)
        .then()
        .statusCode(400)
        .body(containsString("At most 12 times a day, please."));
  }

  @Test
  @AsCoach
  void refusesATimeThatTheClocksLeaveOut() {
    Csrf.form()
        .formParam("day", "2099-03-08")
        .formParam("times", "02:30")
        .formParam("minutes", "30")
        .formParam("mode", "VIDEO")
        .formParam("weeks", "1")
        .post(slots)
        .then()
        .statusCode(400)
        .body(containsString("There was no 02:30 in Chicago on this day"))
        .body(containsString("value=\"02:30\""));
  }

  @Test
  @AsCoach
  void takesBackOnlyWhatNobodyBooked() {
    long free = slot(in(9, 10));
    Csrf.form().post(slots + "/" + free + "/withdraw").then().statusCode(303);
    given().get(slots).then().statusCode(200).body(containsString("You offer no time yet."));
  }

  @Test
  @AsCoach
  void twoWindowsOfferOneTimeOnce() throws Exception {
    Callable<Integer> offer =
        () ->
            Csrf.form()
                .formParam("day", TODAY.plusDays(70).toString())
                .formParam("times", "09:15")
                .formParam("minutes", "45")
                .formParam("mode", "VIDEO")
                .formParam("weeks", "1")
                .post(slots)
                .statusCode();
    ExecutorService windows = Executors.newFixedThreadPool(4);
    try {
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : windows.invokeAll(List.of(offer, offer, offer, offer))) {
        answers.add(answer.get());
      }
      assertThat(answers).containsExactlyInAnyOrder(303, 400, 400, 400);
    } finally {
      windows.shutdown();
    }
    QuarkusTransaction.requiringNew()
        .run(() -> CoachingSlot.update("withdrawnAt = offeredAt where study = ?1", trial.study()));
  }

  @Test
  void theTableKeepsOffersApartToo() {
    long first = slot(in(80, 9));
    assertThatThrownBy(() -> slot(in(80, 9).plusSeconds(1800)))
        .hasStackTraceContaining("coaching_slot_apart");
    slot(in(80, 10));
    QuarkusTransaction.requiringNew()
        .run(() -> CoachingSlot.update("withdrawnAt = offeredAt where id = ?1", first));
    slot(in(80, 9));
  }

  @Test
  @AsClinician
  void clinicianOffersNothing() {
    given().get(slots).then().statusCode(403);
    Csrf.form().formParam("day", TODAY.toString()).post(slots).then().statusCode(403);
  }
}
