package org.reachline.coaching.booking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.Csrf;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * A unit that began three months ago, in the high dose: the calls of months 3 and 4 are due, that
 * of month 2 is late, that of month 5 opens in more than two weeks.
 */
@QuarkusTest
class NudgesTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

  @Inject Nudges nudges;

  private Trial trial;

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
  }

  @AfterEach
  void remindAgain() {
    QuarkusTransaction.requiringNew().run(() -> NudgeStop.deleteAll());
  }

  private List<String> written() {
    nudges.writeDue();
    String prefix = "nudge/" + trial.study().id + "/";
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                OutboxMail.<OutboxMail>list("mailKey like ?1 order by id", prefix + "%").stream()
                    .map(mail -> mail.to + " " + mail.mailKey.replaceAll(".*\\|(.*)/\\d+", "$1"))
                    .toList());
  }

  private void bookTheCallOfMonth(int month) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              CoachingSlot slot = new CoachingSlot();
              slot.study = Study.getBySlug(trial.slug());
              slot.coach = Person.findByEmail(TrialBuilder.COACH).orElseThrow();
              slot.startsAt = Instant.now().plus(30 + month, ChronoUnit.DAYS);
              slot.minutes = 60;
              slot.mode = DeliveredMode.VIDEO;
              slot.offeredAt = Instant.now();
              slot.withdrawnAt = null;
              slot.persist();
              Booking b = new Booking();
              b.slot = slot;
              b.enrolment = Enrolment.findById(trial.enrolment("WI-DANE").id);
              b.site = b.enrolment.unit;
              b.person = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
              b.strategy = "coaching";
              b.plannedKey = "monthly_call";
              b.plannedMonth = month;
              b.bookedAt = slot.offeredAt;
              b.bookedBy = TrialBuilder.CLINICIAN;
              b.persist();
            });
  }

  @Test
  void remindsOncePerPlannedContactWhoseWindowNears() {
    assertThat(written())
        .containsExactly(
            TrialBuilder.COACH + " monthly_call@3", TrialBuilder.COACH + " monthly_call@4");
    assertThat(written()).as("the job looks again").hasSize(2);
    OutboxMail mail =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    OutboxMail.<OutboxMail>find(
                            "mailKey like ?1", "nudge/" + trial.study().id + "/%")
                        .firstResult());
    assertThat(mail.subject).isEqualTo("Nothing is booked with Dane County Jail");
    assertThat(mail.text).contains("Monthly call", "/book", "Switch it off");
  }

  @Test
  void saysNothingOfWhatIsBooked() {
    bookTheCallOfMonth(3);
    assertThat(written()).containsExactly(TrialBuilder.COACH + " monthly_call@4");
  }

  @Test
  @AsCoach
  void aCoachSwitchesTheMailOffAndTheFirstPageStillSaysIt() {
    String slots = trial.path() + "/coaching-slots";
    Csrf.form().formParam("wanted", "no").post(slots + "/nudges").then().statusCode(303);
    assertThat(written()).isEmpty();
    given().get(slots).then().body(containsString("You get no mail when nothing is booked"));
    Csrf.form().formParam("wanted", "yes").post(slots + "/nudges").then().statusCode(303);
    assertThat(written()).hasSize(2);
  }

  @Test
  @AsClinician
  void nobodyElseSwitchesIt() {
    Csrf.form()
        .formParam("wanted", "no")
        .post(trial.path() + "/coaching-slots/nudges")
        .then()
        .statusCode(403);
  }
}
