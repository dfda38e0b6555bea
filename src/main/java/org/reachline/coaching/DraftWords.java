package org.reachline.coaching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Problems;
import org.reachline.base.Words;
import org.reachline.coaching.contacts.Attendee;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactDraft;
import org.reachline.coaching.contacts.ContactState;
import org.reachline.people.Person;

/**
 * What a draft would change of a contact on record, property by property, old and new. People are
 * named by their mail addresses, because two can have one name.
 */
final class DraftWords {
  private DraftWords() {}

  /** {@code Minutes: 30, now 99; Kind: Call, now Visit}; empty if nothing differs. */
  static String changes(CoachingContact known, ContactDraft draft) {
    Map<String, String> before =
        words(
            known.strategy,
            known.occurrence().orElse("unplanned help"),
            known.outcome.label(),
            Words.shortly(known.startsAt, known.site.zoneId()),
            known.durationMinutes,
            known.prepMinutes,
            known.travelMinutes,
            known.mode.label(),
            known.kind,
            known.coaches,
            known.attendees,
            known.topics,
            known.summary);
    Map<String, String> after =
        words(
            draft.strategy(),
            draft.plannedKey() == null
                ? "unplanned help"
                : draft.plannedKey() + "@" + draft.plannedMonth(),
            draft.outcome().label(),
            Words.shortly(draft.startsAt(), draft.site().zoneId()),
            draft.durationMinutes(),
            draft.prepMinutes(),
            draft.travelMinutes(),
            draft.mode().label(),
            draft.kind(),
            draft.coaches(),
            draft.attendees(),
            draft.topics(),
            draft.summary());
    List<String> changes = new ArrayList<>();
    before.forEach(
        (property, was) -> {
          String is = after.get(property);
          if (!was.equals(is)) {
            changes.add(
                ContactState.label(property) + ": " + orNothing(was) + ", now " + orNothing(is));
          }
        });
    return String.join("; ", changes);
  }

  private static Map<String, String> words(
      String strategy,
      String planned,
      String outcome,
      String startsAt,
      int minutes,
      Integer prep,
      Integer travel,
      String mode,
      Enum<?> kind,
      Set<Person> coaches,
      Collection<Attendee> attendees,
      String topics,
      String summary) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("strategy", strategy);
    words.put("planned", planned);
    words.put("outcome", outcome);
    words.put("startsAt", startsAt);
    words.put("durationMinutes", String.valueOf(minutes));
    words.put("prepMinutes", text(prep));
    words.put("travelMinutes", text(travel));
    words.put("mode", mode);
    words.put("kind", Words.fromKey(kind.name().toLowerCase(Locale.ROOT)));
    words.put(
        "coaches", coaches.stream().map(p -> p.email).sorted().collect(Collectors.joining(", ")));
    words.put(
        "attendees",
        attendees.stream()
            .map(a -> a.partLabel() + ": " + (a.person == null ? a.people : a.person.email))
            .sorted()
            .collect(Collectors.joining("; ")));
    words.put("topics", text(topics));
    words.put("summary", text(summary));
    return words;
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private static String orNothing(String words) {
    return words.isEmpty() ? "nothing" : Problems.shortened(words);
  }
}
