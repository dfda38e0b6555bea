package org.reachline.coaching;

import jakarta.enterprise.inject.spi.CDI;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.contacts.Attendee;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactChanged;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.dose.Occurrence;
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
    Map<String, Object> facts = new HashMap<>();
    facts.put("strategy", "coaching");
    facts.put("startsAt", day.atTime(10, 0).atZone(c.site.zoneId()).toInstant());
    facts.put("minutes", minutes);
    facts.put("mode", DeliveredMode.VIDEO);
    facts.put("kind", ContactKind.CALL);
    facts.put("outcome", ContactOutcome.HELD);
    facts.put("planned", Occurrence.of(planned));
    facts.put("coaches", Set.of(Person.findByEmail(TrialBuilder.COACH).orElseThrow()));
    facts.put("attendees", List.of(Attendee.unnamed("change_leader", 2)));
    facts.put("summary", "Said in the contact");
    c.facts = ContactFacts.SHEET.make(facts);
    c.loggedAt = c.facts.startsAt();
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
