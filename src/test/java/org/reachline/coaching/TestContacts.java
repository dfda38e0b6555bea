package org.reachline.coaching;

import jakarta.enterprise.inject.spi.CDI;
import java.time.LocalDate;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.contacts.Attendee;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactChanged;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.studies.Enrolment;

/** Contacts as a test needs them; to be called within a transaction. */
public final class TestContacts {
  private TestContacts() {}

  /**
   * A contact that the demo coach held at ten in the morning.
   *
   * @param planned such as {@code monthly_call@2}, or null for unplanned help
   */
  public static CoachingContact held(
      Trial trial, String site, String planned, LocalDate day, int minutes) {
    CoachingContact c = untold(trial, site, planned, day, minutes);
    tell(c);
    return c;
  }

  /** The same in the table only, as no act leaves it. */
  public static CoachingContact untold(
      Trial trial, String site, String planned, LocalDate day, int minutes) {
    Enrolment enrolment = Enrolment.findById(trial.enrolment(site).id);
    CoachingContact c = new CoachingContact();
    c.study = enrolment.study;
    c.studyVersion = enrolment.study.current;
    c.enrolment = enrolment;
    c.site = enrolment.unit;
    c.strategy = "coaching";
    c.startsAt = day.atTime(10, 0).atZone(c.site.zoneId()).toInstant();
    c.durationMinutes = minutes;
    c.mode = DeliveredMode.VIDEO;
    c.kind = ContactKind.CALL;
    c.outcome = ContactOutcome.HELD;
    if (planned != null) {
      int at = planned.indexOf('@');
      c.plannedKey = planned.substring(0, at);
      c.plannedMonth = Integer.valueOf(planned.substring(at + 1));
    }
    c.coaches.add(Person.findByEmail(TrialBuilder.COACH).orElseThrow());
    c.attendees.add(Attendee.unnamed("change_leader", 2));
    c.summary = "Said in the contact";
    c.loggedAt = c.startsAt;
    c.loggedBy = TrialBuilder.COACH;
    c.persistAndFlush();
    return c;
  }

  /** Tells of a contact that a test wrote into its table, as the act would that logs one. */
  public static void tell(CoachingContact c) {
    CDI.current()
        .getBeanManager()
        .getEvent()
        .fire(new ContactChanged(c.id, c.enrolment.id, "logged"));
  }
}
