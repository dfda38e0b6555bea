package org.reachline.coaching.contacts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.base.Formats;
import org.reachline.base.facts.FactSheet;
import org.reachline.people.Person;
import org.reachline.sites.Site;

/**
 * A contact as the trail keeps it: each property in words. The private note appears only as the
 * number of its wordings, because the trail is read by people who may not read the note.
 */
public final class ContactState {
  private ContactState() {}

  /** The contact now, property by property. */
  static Map<String, String> of(CoachingContact c) {
    Map<String, String> state = words(c.site, c.facts, person -> person.name);
    long wordings = c.id == null ? 0 : PrivateNote.count("contact", c);
    state.put("privateNotes", wordings == 0 ? "none" : "wording " + wordings);
    state.put("withdrawn", c.isStanding() ? "no" : "yes");
    return state;
  }

  /**
   * What would change of a contact on record: {@code Minutes: 30, now 99; Kind: Call, now Visit};
   * empty if nothing would. People go by their mail addresses, because two can have one name.
   */
  public static String changes(CoachingContact known, ContactSaid said) {
    Map<String, String> before = words(known.site, known.facts, person -> person.email);
    Map<String, String> after = words(said.site(), said.facts(), person -> person.email);
    List<String> changes = new ArrayList<>();
    before.forEach(
        (key, was) -> {
          if (!was.equals(after.get(key))) {
            String label = ContactFacts.SHEET.label(key);
            changes.add(new FactSheet.Difference(label, was, after.get(key)).toString());
          }
        });
    return String.join("; ", changes);
  }

  private static Map<String, String> words(
      Site site, ContactFacts facts, Function<Person, String> called) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("site", site.code);
    ContactFacts.SHEET
        .state(facts)
        .forEach((key, value) -> words.put(key, value == null ? "" : value.toString()));
    words.put("startsAt", Formats.shortly(facts.startsAt(), site.zoneId()));
    words.put("coaches", sorted(facts.coaches().stream().map(called), ", "));
    words.put("attendees", sorted(facts.attendees().stream().map(a -> a.inWords(called)), "; "));
    return words;
  }

  private static String sorted(Stream<String> words, String between) {
    return words.sorted().collect(Collectors.joining(between));
  }
}
