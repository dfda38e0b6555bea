package org.reachline.contamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.TestContacts;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.booking.CoachingSlot;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Person;
import org.reachline.studies.Enrolment;

/**
 * A booking makes its coach one of the unit while it lies ahead; a past one only if it was held.
 */
@QuarkusTest
class BookedCoachTest {
  private static final ZoneId ZONE = ZoneId.of("America/Chicago");
  private static final LocalDate TODAY = LocalDate.now(ZONE);

  /** Thirty days of the clock, which are not always as many of the calendar. */
  private static final Instant BOOKED_AT = Instant.now().minus(Duration.ofDays(30));

  private static final LocalDate START = TODAY.minusMonths(3);

  @Inject ContaminationWatch watch;

  private Trial trial;

  @BeforeEach
  void theCoachIsOfTheLowSite() {
    trial =
        aTrial("dose-lab")
            .withSite("WI-LOW", "Low jail")
            .startedOn(START)
            .allocatedTo("LOW")
            .coached()
            .withPart(TrialBuilder.CLINICIAN, "leader")
            .withSite("WI-HIGH", "High jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .save();
  }

  /** The high site books the low site's coach. */
  private long booked(LocalDate day) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Enrolment unit = Enrolment.findById(trial.enrolment("WI-HIGH").id);
              Instant start = day.atTime(LocalTime.NOON).atZone(ZONE).toInstant();
              CoachingSlot slot = new CoachingSlot();
              slot.study = unit.study;
              slot.coach = Person.findByEmail(TrialBuilder.COACH).orElseThrow();
              slot.startsAt = start;
              slot.minutes = 45;
              slot.mode = DeliveredMode.VIDEO;
              slot.offeredAt = Instant.now();
              slot.persist();
              Booking booking = new Booking();
              booking.slot = slot;
              booking.enrolment = unit;
              booking.site = unit.unit;
              booking.person = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
              booking.strategy = "coaching";
              booking.bookedAt = BOOKED_AT;
              booking.bookedBy = TrialBuilder.CLINICIAN;
              booking.persist();
              return booking.id;
            });
  }

  private void becomes(long booking, ContactOutcome outcome) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Booking known = Booking.findById(booking);
              CoachingContact contact =
                  TestContacts.held(
                      trial, "WI-HIGH", null, known.slot.startsAt.atZone(ZONE).toLocalDate(), 45);
              contact.facts = ContactFacts.SHEET.with(contact.facts, "outcome", outcome);
              known.contact = CoachingContact.findById(contact.id);
            });
  }

  private List<Standing> sharedCoach() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                watch
                    .look(trial.study())
                    .standing(ContaminationFlag.listForStudy(trial.study()))
                    .stream()
                    .filter(s -> s.flag().kind == ContaminationKind.SHARED_COACH)
                    .filter(s -> s.finding() != null)
                    .toList());
  }

  @Test
  void isSharedWhileTheBookingLiesAhead() {
    booked(TODAY.plusDays(2));
    assertThat(sharedCoach()).singleElement();
  }

  @Test
  void isSharedOnTheDayThatIsBooked() {
    booked(TODAY);
    assertThat(sharedCoach()).singleElement();
  }

  @Test
  void isNotSharedByABookingThatNeverBecameACall() {
    long booking = booked(TODAY.minusDays(1));
    assertThat(sharedCoach()).isEmpty();
    becomes(booking, ContactOutcome.NO_SHOW);
    assertThat(sharedCoach()).isEmpty();
  }

  @Test
  void isSharedFromTheBookingOnOnceTheCallWasHeld() {
    becomes(booked(TODAY.minusDays(5)), ContactOutcome.HELD);
    assertThat(sharedCoach())
        .singleElement()
        .satisfies(
            flag -> {
              assertThat(flag.since()).isEqualTo(LocalDate.ofInstant(BOOKED_AT, ZONE));
              assertThat(flag.finding().contacts()).as("the call counts once").isEqualTo(1);
            });
  }
}
