package org.reachline.coaching.contacts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.reachline.base.Words;

/**
 * A contact as the trail keeps it: each property in words. The private note appears only as the
 * number of its wordings, because the trail is read by people who may not read the note.
 */
public final class ContactState {
  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("site", "Site"),
          Map.entry("strategy", "Strategy"),
          Map.entry("planned", "Planned contact"),
          Map.entry("outcome", "Outcome"),
          Map.entry("startsAt", "Began"),
          Map.entry("durationMinutes", "Minutes"),
          Map.entry("prepMinutes", "Preparation, minutes"),
          Map.entry("travelMinutes", "Travel, minutes"),
          Map.entry("mode", "How"),
          Map.entry("kind", "Kind"),
          Map.entry("coaches", "Coaches"),
          Map.entry("attendees", "Who took part"),
          Map.entry("topics", "Topics"),
          Map.entry("summary", "Summary"),
          Map.entry("nextSteps", "Next steps"),
          Map.entry("privateNotes", "Private notes"),
          Map.entry("withdrawn", "Withdrawn"));

  private ContactState() {}

  /** The contact now, property by property, in the order of the form. */
  static Map<String, String> of(CoachingContact c) {
    Map<String, String> state = new LinkedHashMap<>();
    state.put("site", c.site.code);
    state.put("strategy", c.strategy);
    state.put("planned", c.occurrence().orElse("unplanned help"));
    state.put("outcome", c.outcome.label());
    state.put("startsAt", Words.shortly(c.startsAt, c.site.zoneId()));
    state.put("durationMinutes", String.valueOf(c.durationMinutes));
    state.put("prepMinutes", number(c.prepMinutes));
    state.put("travelMinutes", number(c.travelMinutes));
    state.put("mode", c.mode.label());
    state.put("kind", Words.fromKey(c.kind.name().toLowerCase(java.util.Locale.ROOT)));
    state.put(
        "coaches", c.coaches.stream().map(p -> p.name).sorted().collect(Collectors.joining(", ")));
    state.put(
        "attendees",
        c.attendees.stream()
            .map(ContactState::attendee)
            .sorted()
            .collect(Collectors.joining("; ")));
    state.put("topics", text(c.topics));
    state.put("summary", text(c.summary));
    state.put(
        "nextSteps",
        c.nextSteps.stream().map(ContactState::step).collect(Collectors.joining("; ")));
    long wordings = c.id == null ? 0 : PrivateNote.count("contact", c);
    state.put("privateNotes", wordings == 0 ? "none" : "wording " + wordings);
    state.put("withdrawn", c.isStanding() ? "no" : "yes");
    return state;
  }

  /** What people read for a property of the trail. */
  public static String label(String property) {
    return LABELS.getOrDefault(property, property);
  }

  private static String attendee(Attendee a) {
    return a.partLabel()
        + ": "
        + (a.person == null ? a.people + (a.people == 1 ? " person" : " people") : a.person.name);
  }

  private static String step(NextStep step) {
    return step.what
        + (step.owner == null ? "" : " (" + step.owner + ")")
        + (step.dueOn == null ? "" : " by " + step.dueOn);
  }

  private static String number(Integer number) {
    return number == null ? "" : number.toString();
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }
}
