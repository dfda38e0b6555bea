package org.reachline.home;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.reachline.studies.Study;

/**
 * What a person's start page shows: the one next thing to do, and what else is on.
 *
 * @param next the most urgent thing that has an act, or empty when all is quiet
 * @param groups what else is on, study by study
 */
record TaskList(Optional<Thing> next, List<Group> groups) {
  public TaskList {
    groups = List.copyOf(groups);
  }

  /**
   * What is on in one study.
   *
   * @param study the study
   * @param sections in the order of what the person's roles do
   */
  public record Group(Study study, List<Section> sections) {
    public Group {
      sections = List.copyOf(sections);
    }
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
   * @param figures figures of a dose that belong to it, each leading to its entries
   * @param press address that the button posts to, or null where it is a link to {@code href}
   */
  public record Thing(
      Urgency urgency,
      String title,
      String detail,
      String href,
      String act,
      List<Fact> figures,
      String press) {
    public Thing {
      figures = List.copyOf(figures);
    }

    /** A thing with figures that is done elsewhere. */
    public Thing(
        Urgency urgency, String title, String detail, String href, String act, List<Fact> figures) {
      this(urgency, title, detail, href, act, figures, null);
    }

    /** A thing without figures. */
    public Thing(Urgency urgency, String title, String detail, String href, String act) {
      this(urgency, title, detail, href, act, List.of());
    }
  }

  /**
   * A figure of a dose.
   *
   * @param figure such as {@code 3 of 12}
   * @param href address of the entries that it is made of
   * @param words what follows it
   */
  public record Fact(String figure, String href, String words) {}

  /** How many things of one kind are told; the others are counted. */
  static final int FEW = 8;

  /**
   * Things of one kind.
   *
   * @param title heading
   * @param things the first few, in order of urgency
   * @param empty the sentence when there are none: what it means, what to do next
   * @param found how many there are, those included that are not told
   * @param list address of the list on which all of them stand, or null where all are told
   */
  public record Section(String title, List<Thing> things, String empty, long found, String list) {
    public Section {
      things = things.stream().sorted(Comparator.comparing(Thing::urgency)).limit(FEW).toList();
    }

    /** All things of one kind, because there can be a few only. */
    public Section(String title, List<Thing> things, String empty) {
      this(title, things, empty, things.size(), null);
    }

    /** How many are not told. */
    public long more() {
      return found - things.size();
    }
  }

  /** The page made of these groups; its next thing is the most urgent of them all. */
  static TaskList of(List<Group> groups) {
    List<Thing> all = new ArrayList<>();
    groups.forEach(g -> g.sections().forEach(s -> all.addAll(s.things())));
    return new TaskList(
        all.stream()
            .filter(t -> t.urgency() != Urgency.CALM)
            // A door that is open shuts again within the hour; what is late can wait for that.
            .min(
                Comparator.comparing((Thing t) -> t.press() == null).thenComparing(Thing::urgency)),
        groups);
  }
}
