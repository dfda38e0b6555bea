package org.reachline.contamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.TestContacts;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.booking.CoachingSlot;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sessions.EchoTrial;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** What was found is kept only while everything is the same that it follows from. */
@QuarkusTest
class KeptFindingsTest {
  private static final ZoneId ZONE = ZoneId.of("America/Chicago");
  private static final LocalDate TODAY = LocalDate.now(ZONE);
  private static final LocalDate START = TODAY.minusMonths(3);

  private static final String LEADER = "leader@findings.example";

  @Inject ContaminationWatch watch;
  @Inject StudyFindings findings;
  @Inject EntityManager database;

  private Trial trial;
  private long contact;
  private long booking;

  @BeforeEach
  void aCoachOfTheLowSite() {
    trial =
        EchoTrial.hosted(
            aTrial("jail-moud-coaching-echo")
                .withSite("WI-LOW", "Low jail")
                .startedOn(START)
                .allocatedTo("LOW")
                .coached()
                .withPart(LEADER, "change_leader")
                .withSite("WI-HIGH", "High jail")
                .startedOn(START)
                .allocatedTo("HIGH")
                .save());
  }

  @Test
  void everyChangeIsSeenAndWhatIsKeptIsWhatWouldBeFoundAnew() {
    Map<String, Runnable> changes = new LinkedHashMap<>();
    changes.put("a call at the other site", this::call);
    changes.put("a call that was longer", this::longer);
    changes.put("a call that is withdrawn", this::withdrawn);
    changes.put("a booking", this::booked);
    changes.put("a time that moves", () -> slot("- interval '3 days'"));
    changes.put("a time that moves back", () -> slot("+ interval '3 days'"));
    changes.put("a booking that is cancelled", this::cancelled);
    changes.put("a second place", this::secondPlace);
    changes.put("a place that began earlier", this::earlier);
    changes.put("another name", () -> person().name = "Lee Dahl-Vu");
    changes.put("somebody in a session", this::attended);
    changes.put("more minutes of it", this::moreMinutes);
    changes.put("a session that is cancelled", this::sessionCancelled);
    changes.put("a unit that leaves", () -> leaves(TODAY, "It closed"));
    changes.put("a unit that is back", () -> leaves(null, null));
    changes.put("another arm", () -> unit("WI-HIGH").armKey = "LOW-ECHO");
    changes.put("another start", () -> unit("WI-LOW").startedOn = START.minusMonths(1));
    changes.put("another zone", () -> unit("WI-LOW").unit.zone = "Pacific/Kiritimati");
    List<String> told = new ArrayList<>();
    Map<String, Finding> before = look();
    for (Map.Entry<String, Runnable> change : changes.entrySet()) {
      QuarkusTransaction.requiringNew().run(change.getValue());
      Map<String, Finding> now = look();
      assertThat(now).as(change.getKey()).isEqualTo(anew());
      assertThat(look()).as("again").isSameAs(now);
      if (!now.equals(before)) {
        told.add(change.getKey());
      }
      before = now;
    }
    assertThat(told)
        .as("changes that make a difference here")
        .contains(
            "a call at the other site",
            "a call that was longer",
            "a call that is withdrawn",
            "a booking",
            "a time that moves",
            "a time that moves back",
            "a booking that is cancelled",
            "a second place",
            "a place that began earlier",
            "another name",
            "somebody in a session",
            "more minutes of it",
            "a session that is cancelled",
            "a unit that leaves",
            "a unit that is back",
            "another arm");
  }

  private Map<String, Finding> look() {
    return QuarkusTransaction.requiringNew().call(() -> watch.look(trial.study())).now();
  }

  private Map<String, Finding> anew() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Map<String, Finding> now = new LinkedHashMap<>();
              List<Enrolment> units =
                  Enrolment.listForStudy(trial.study()).stream()
                      .filter(Enrolment::isActive)
                      .toList();
              findings.of(trial.study(), units, false).forEach(f -> now.put(f.key(), f));
              return now;
            });
  }

  private void call() {
    contact = TestContacts.held(trial, "WI-HIGH", null, START.plusDays(40), 45).id;
  }

  private void longer() {
    CoachingContact c = CoachingContact.findById(contact);
    c.facts = ContactFacts.SHEET.with(c.facts, "minutes", 50);
  }

  private void withdrawn() {
    CoachingContact c = CoachingContact.findById(contact);
    c.withdrawnAt = Instant.now();
    c.withdrawnBy = TrialBuilder.COACH;
    c.withdrawalReason = "Another coach held it";
  }

  private void booked() {
    CoachingSlot slot = new CoachingSlot();
    slot.study = unit("WI-HIGH").study;
    slot.coach = Person.findByEmail(TrialBuilder.COACH).orElseThrow();
    slot.startsAt = TODAY.plusDays(2).atTime(LocalTime.NOON).atZone(ZONE).toInstant();
    slot.minutes = 45;
    slot.mode = DeliveredMode.VIDEO;
    slot.offeredAt = Instant.now();
    slot.persist();
    Booking booked = new Booking();
    booked.slot = slot;
    booked.enrolment = unit("WI-HIGH");
    booked.site = booked.enrolment.unit;
    booked.person = person();
    booked.strategy = "coaching";
    booked.bookedAt = Instant.now();
    booked.bookedBy = LEADER;
    booked.persist();
    booking = booked.id;
  }

  private void slot(String away) {
    sql(
        "update coaching_slot set version = version + 1, starts_at = now() "
            + away
            + ", ends_at = now() "
            + away
            + " + interval '45 minutes' where id = (select slot_id from coaching_booking where id ="
            + " ?1)",
        booking);
  }

  private void cancelled() {
    Booking known = Booking.findById(booking);
    known.cancelledAt = Instant.now();
    known.cancelledBy = LEADER;
    known.cancelReason = "No longer needed";
  }

  private void secondPlace() {
    Affiliation place = new Affiliation();
    place.person = person();
    place.site = Site.findById(trial.site("WI-HIGH").id);
    place.part = "prescriber";
    place.from = TODAY.minusDays(5);
    place.persist();
  }

  private void earlier() {
    Affiliation.<Affiliation>list("site.id", trial.site("WI-HIGH").id)
        .forEach(place -> place.from = TODAY.minusDays(9));
  }

  private void attended() {
    sql(
        "insert into echo_session (id, program_id, number, starts_at, recurrence_at,"
            + " duration_minutes, state, opened_at, sequence, version) select 880000001, id, 1,"
            + " now() - interval '9 days', now() - interval '9 days', 60, 'OPEN', now() - interval"
            + " '9 days', 0, 0 from echo_program where study_id = ?1 limit 1",
        trial.study().id);
    sql(
        "insert into attendance (id, session_id, person_id, site_id, minutes, evidence, marked,"
            + " version) values (880000001, 880000001, (select id from person where email ="
            + " 'leader@findings.example'), ?1, 30, 'ROLL_CALL', false, 0)",
        trial.site("WI-LOW").id);
  }

  private void moreMinutes() {
    sql("update attendance set minutes = 40, version = version + 1 where id = ?1", 880000001L);
  }

  private void sessionCancelled() {
    sql(
        "update echo_session set state = 'CANCELLED', cancelled_at = now(), cancel_reason = 'snow', version = version + 1 where id = ?1",
        880000001L);
  }

  private void leaves(LocalDate day, String reason) {
    unit("WI-HIGH").withdrawnOn = day;
    unit("WI-HIGH").withdrawalReason = reason;
  }

  private Enrolment unit(String code) {
    return Enrolment.findById(trial.enrolment(code).id);
  }

  private static Person person() {
    return Person.findByEmail(LEADER).orElseThrow();
  }

  private void sql(String statement, Object key) {
    Query query = database.createNativeQuery(statement);
    query.setParameter(1, key).executeUpdate();
  }
}
