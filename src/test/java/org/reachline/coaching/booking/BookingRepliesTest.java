package org.reachline.coaching.booking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.calendar.CalendarAnswer;
import org.reachline.base.calendar.ReplyTaker.Arrived;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;

/** What calendars answer to bookings is told, and frees nothing by itself. */
@QuarkusTest
class BookingRepliesTest extends BookingFixture {
  private static final Instant THEN = Instant.parse("2026-01-10T12:00:00Z");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Inject BookingReplies replies;

  private long booked(int day) {
    long slot = slot(in(day, 10));
    String address =
        Csrf.form()
            .formParam("slot", String.valueOf(slot))
            .post(site + "/book")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    return Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
  }

  private static String uid(long booking) {
    return QuarkusTransaction.requiringNew().call(() -> Booking.<Booking>findById(booking).uid());
  }

  private boolean answers(long booking, String who, String answer, int sequence, int minute) {
    return answers(uid(booking), who, who, answer, sequence, minute);
  }

  private boolean answers(
      String uid, String from, String who, String answer, int sequence, int minute) {
    assertThat(replies.names(uid)).isTrue();
    String number = "<" + trial.slug() + "-" + minute + "-" + answer + "@mail.example>";
    return take(
        number,
        from,
        minute,
        "UID:" + uid,
        "SEQUENCE:" + sequence,
        "DTSTAMP:" + STAMP.format(THEN.plusSeconds(60L * minute)),
        "ATTENDEE;PARTSTAT=" + answer + ":mailto:" + who);
  }

  private boolean take(String number, String from, int minute, String... lines) {
    return takeAs(number, from, minute, "REPLY", lines);
  }

  private boolean takeAs(String number, String from, int minute, String method, String... lines) {
    String text =
        "BEGIN:VCALENDAR\r\nMETHOD:"
            + method
            + "\r\nBEGIN:VEVENT\r\n"
            + String.join("\r\n", lines)
            + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    try {
      return replies.take(
          new Arrived(number, from, THEN.plusSeconds(60L * minute + 5)),
          CalendarAnswer.readAll(text, "").get(0));
    } catch (CalendarAnswer.Unreadable e) {
      throw new AssertionError(e);
    }
  }

  private static List<BookingReply> kept(long booking) {
    return QuarkusTransaction.requiringNew()
        .call(() -> BookingReply.list("booking.id = ?1 order by id", booking));
  }

  private static List<String> told(long booking) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                OutboxMail.<OutboxMail>list(
                        "mailKey like ?1 order by id",
                        "coaching-booking-" + booking + "@reachline/declined/%")
                    .stream()
                    .map(mail -> mail.to)
                    .toList());
  }

  @Test
  @AsClinician
  void aDeclineIsToldToTheOtherSideAndFreesNothing() {
    long booking = booked(20);
    assertThat(answers(booking, TrialBuilder.CLINICIAN, "ACCEPTED", 0, 1)).isTrue();
    assertThat(told(booking)).isEmpty();
    assertThat(answers(booking, TrialBuilder.CLINICIAN, "DECLINED", 0, 2)).isTrue();
    assertThat(answers(booking, TrialBuilder.CLINICIAN, "DECLINED", 0, 2)).as("again").isFalse();
    assertThat(told(booking)).containsExactly(TrialBuilder.COACH);
    given()
        .get(site + "/bookings/" + booking)
        .then()
        .statusCode(200)
        .body(containsString("declined in the calendar"))
        .body(containsString("Still booked"));
    given()
        .get("/api" + site + "/bookings")
        .then()
        .body("[0].state", equalTo("booked"))
        .body("[0].answers[0].answer", equalTo("declined"))
        .body("[0].answers[0].person", equalTo(TrialBuilder.CLINICIAN));
    given().get("/home").then().body(containsString("declined in the calendar"));
    given().get(site + "/book").then().body(containsString("No time is free now."));
  }

  @Test
  @AsClinician
  void anAnswerToAnOlderEntryOrOfSomebodyElseChangesNothing() {
    long booking = booked(21);
    long later = slot(in(22, 10));
    Csrf.form()
        .formParam("version", "0")
        .formParam("slot", String.valueOf(later))
        .formParam("moveReason", "Court day")
        .post(site + "/bookings/" + booking + "/move")
        .then()
        .statusCode(303);
    answers(booking, TrialBuilder.CLINICIAN, "DECLINED", 0, 1);
    answers(booking, TrialBuilder.HUB, "DECLINED", 1, 2);
    answers(uid(booking), TrialBuilder.HUB, TrialBuilder.CLINICIAN, "DECLINED", 1, 3);
    String guessed = "coaching-booking-" + booking + "@reachline";
    answers(guessed, TrialBuilder.CLINICIAN, TrialBuilder.CLINICIAN, "DECLINED", 1, 4);
    answers(booking, TrialBuilder.COACH, "DELEGATED", 1, 5);
    assertThat(kept(booking)).hasSize(5).allMatch(r -> r.refused != null);
    assertThat(told(booking)).isEmpty();
    answers(booking, TrialBuilder.COACH, "DECLINED", 1, 9);
    answers(booking, TrialBuilder.COACH, "ACCEPTED", 1, 8);
    assertThat(told(booking)).containsExactly(TrialBuilder.CLINICIAN);
    given()
        .get(site + "/bookings/" + booking)
        .then()
        .body(containsString("Cole Whitfield</dt><dd>declined in the calendar"))
        .body(not(containsString("accepted")));
    assertThat(replies.names("echo-session-1-abc@reachline")).isFalse();
    assertThat(replies.names("coaching-booking-999999999999@reachline")).isFalse();
  }

  @Test
  @AsClinician
  void whatWasCancelledIsAnsweredNoMore() {
    long booking = booked(23);
    Csrf.form()
        .formParam("version", "0")
        .formParam("reason", "Lock-down")
        .post(site + "/bookings/" + booking + "/cancel")
        .then()
        .statusCode(303);
    answers(booking, TrialBuilder.CLINICIAN, "ACCEPTED", 1, 1);
    assertThat(kept(booking))
        .extracting(r -> r.refused)
        .containsExactly("The booking was cancelled before.");
  }

  @Test
  @AsClinician
  void whatCouldNotBeTakenAndWhatWasWrittenBesideStandsOnTheBooking() {
    long booking = booked(24);
    String me = TrialBuilder.CLINICIAN;
    String uid = "UID:" + uid(booking);
    String yes = "ATTENDEE;PARTSTAT=TENTATIVE:mailto:" + me;
    String number = "<" + trial.slug() + "-words-";
    assertThat(
            takeAs(
                number + "1>",
                me,
                1,
                "COUNTER",
                uid,
                yes,
                "DTSTART:20260301T170000Z",
                "COMMENT:Court\\, all day"))
        .isTrue();
    take(
        number + "2>",
        me,
        2,
        uid,
        "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:d@x.example\":mailto:" + me);
    take(number + "3>", "evil@elsewhere.example", 3, uid, yes);
    take(number + "4>", me, 4, uid);
    given()
        .get(site + "/bookings/" + booking)
        .then()
        .statusCode(200)
        .body(containsString("Court, all day"))
        .body(containsString("Proposes another time: Sunday 1 March 2026"))
        .body(containsString("It passes the invitation on to d@x.example"))
        .body(containsString("but was sent by evil@elsewhere.example"))
        .body(containsString("It does not say who answers."));
    given()
        .get("/api" + site + "/bookings")
        .then()
        .body("[0].answers[0].answer", equalTo("tentative"))
        .body("[0].replies.size()", equalTo(4))
        .body("[0].replies[3].comment", equalTo("Court, all day"));
  }

  @Test
  @AsClinician
  void aStampFromTheFutureCountsAsArrival() {
    long booking = booked(25);
    String me = TrialBuilder.CLINICIAN;
    String uid = "UID:" + uid(booking);
    String number = "<" + trial.slug() + "-future-";
    String declined = "ATTENDEE;PARTSTAT=DECLINED:mailto:" + me;
    take(number + "1>", me, 1, uid, "DTSTAMP:20290101T000000Z", declined);
    take(number + "2>", me, 2, uid, declined.replace("DECLINED", "ACCEPTED"));
    assertThat(kept(booking)).extracting(r -> r.refused).containsOnlyNulls();
    given()
        .get("/api" + site + "/bookings")
        .then()
        .body("[0].answers[0].answer", equalTo("accepted"));
  }

  @Test
  @AsOutsider
  void outsiderReadsNoAnswer() {
    given().get("/api" + site + "/bookings").then().statusCode(404);
  }
}
