package org.reachline.coaching.contacts;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.sites.Site;

/**
 * A contact as it was typed and found in order; what {@link ContactActs} takes.
 *
 * @param strategy key of the strategy
 * @param plannedKey line of the study file that it fulfils, or null for unplanned help
 * @param plannedMonth study month of that line, or null
 * @param privateNotes null to leave the note as it is, empty to take it back
 */
public record ContactDraft(
    Site site,
    String strategy,
    String plannedKey,
    Integer plannedMonth,
    ContactOutcome outcome,
    Instant startsAt,
    int durationMinutes,
    Integer prepMinutes,
    Integer travelMinutes,
    DeliveredMode mode,
    ContactKind kind,
    Set<Person> coaches,
    List<Attendee> attendees,
    String topics,
    String summary,
    List<NextStep> nextSteps,
    String privateNotes) {

  void writeTo(CoachingContact contact) {
    contact.site = site;
    contact.strategy = strategy;
    contact.plannedKey = plannedKey;
    contact.plannedMonth = plannedMonth;
    contact.outcome = outcome;
    contact.startsAt = startsAt;
    contact.durationMinutes = durationMinutes;
    contact.prepMinutes = prepMinutes;
    contact.travelMinutes = travelMinutes;
    contact.mode = mode;
    contact.kind = kind;
    contact.coaches.retainAll(coaches);
    contact.coaches.addAll(coaches);
    contact.attendees.clear();
    contact.attendees.addAll(attendees);
    contact.topics = topics;
    contact.summary = summary;
    contact.nextSteps.clear();
    contact.nextSteps.addAll(nextSteps);
  }
}
