package org.reachline.home;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a person's start page shows: the one next thing to do, and what else is on.
 *
 * @param next the most urgent thing that has an act, or empty when all is quiet
 * @param sections what else is on, in the order of the person's roles
 */
public record Today(Optional<Thing> next, List<Section> sections) {
  public Today {
    sections = List.copyOf(sections);
  }

  /** How a thing stands; decides its tag and what comes first. */
  public enum Urgency {
    /** Past its time. */
    LATE("Late", "bad"),
    /** Wants doing now. */
    NOW("Now", "warn"),
    /** Comes up. */
    SOON("Coming up", "quiet"),
    /** Done or simply good to know. */
    CALM("", "quiet");

    private final String label;
    private final String tone;

    Urgency(String label, String tone) {
      this.label = label;
      this.tone = tone;
    }

    /** The tag's word; empty for none. */
    public String label() {
      return label;
    }

    /** The tag's tone in the theme. */
    public String tone() {
      return tone;
    }
  }

  /**
   * One thing on the page.
   *
   * @param urgency how it stands
   * @param title what it is, a few words
   * @param detail one sentence more
   * @param href where it is done, an address within the service
   * @param act what the button says, such as "Enter the report"
   */
  public record Thing(Urgency urgency, String title, String detail, String href, String act) {}

  /**
   * Things of one kind.
   *
   * @param title heading
   * @param things in order of urgency
   * @param empty the sentence when there are none: what it means, what to do next
   */
  public record Section(String title, List<Thing> things, String empty) {
    public Section {
      things = things.stream().sorted(Comparator.comparing(Thing::urgency)).toList();
    }

    /** The first few, for the page. */
    public List<Thing> first() {
      return things.subList(0, Math.min(8, things.size()));
    }

    /** How many are not shown. */
    public int more() {
      return things.size() - first().size();
    }
  }

  /** The page made of these sections; its next thing is the most urgent of them all. */
  static Today of(List<Section> sections) {
    List<Thing> all = new ArrayList<>();
    sections.forEach(s -> all.addAll(s.things()));
    return new Today(
        all.stream()
            .filter(t -> t.urgency() != Urgency.CALM)
            .min(Comparator.comparing(Thing::urgency)),
        sections);
  }
}
