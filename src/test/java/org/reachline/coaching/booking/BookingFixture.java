package org.reachline.coaching.booking;

import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Person;
import org.reachline.studies.Study;

/** Two units with a coach who can offer times, and a clinician of the first one. */
abstract class BookingFixture {
  static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  static final LocalDate TODAY = LocalDate.now(CHICAGO);

  Trial trial;
  String site;
  String slots;

  @BeforeEach
  void enrolDane() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(TODAY.minusMonths(3))
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(TODAY.minusMonths(3))
            .allocatedTo("LOW")
            .save();
    site = trial.path() + "/coaching/" + trial.code("WI-DANE");
    slots = trial.path() + "/coaching-slots";
  }

  /** An offer of the demo coach, put into the table. */
  long slot(Instant at) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              CoachingSlot slot = new CoachingSlot();
              slot.study = Study.getBySlug(trial.slug());
              slot.coach = Person.findByEmail(TrialBuilder.COACH).orElseThrow();
              slot.startsAt = at;
              slot.minutes = 60;
              slot.mode = DeliveredMode.VIDEO;
              slot.offeredAt = at.minus(30, ChronoUnit.DAYS);
              slot.persist();
              return slot.id;
            });
  }

  static Instant in(int days, int hour) {
    return TODAY.plusDays(days).atTime(LocalTime.of(hour, 0)).atZone(CHICAGO).toInstant();
  }
}
