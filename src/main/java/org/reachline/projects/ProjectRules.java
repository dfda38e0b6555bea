package org.reachline.projects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * The rules of projects, cycles and walk-throughs that span fields or depend on the study; form and
 * API meet the same here. What is read is whole only if {@code problems} has none.
 */
@ApplicationScoped
class ProjectRules {
  /** What a project has one of; another one is another project. */
  private static final List<String> THE_FOUR =
      List.of("aim", "population", "levelOfCare", "location");

  @Inject Protocols protocols;
  @Inject ProjectAccess access;
  @Inject Clock clock;

  /** The site of a unit whose code was typed; null if there is none that the person writes for. */
  Site site(String typed, Enrolment unit, Problems problems) {
    return problems.choice(
        "site",
        typed,
        code ->
            unit.members.stream()
                .filter(s -> s.code.equalsIgnoreCase(code) && access.mayWrite(s))
                .findFirst(),
        "a site of this unit that you work at or coach");
  }

  /** The sites of a unit that the person writes for. */
  List<Choice> sites(Enrolment unit) {
    return unit.members.stream()
        .filter(access::mayWrite)
        .map(s -> new Choice(s.code, s.name))
        .sorted(Comparator.comparing(Choice::label))
        .toList();
  }

  /** Measures that a site reports and that are numbers, so that a chart can show them. */
  List<Choice> measures(Study study, Site site) {
    return protocols.fileOf(study).listMeasuresFor(site.type).stream()
        .filter(m -> m.type() == MeasureType.COUNT || m.type() == MeasureType.NUMBER)
        .map(m -> new Choice(m.key(), m.label()))
        .toList();
  }

  /**
   * Reads a charter.
   *
   * @param typed words by field
   * @param site whose project; null if it could not be read
   * @param own the project that is amended, or null for a new one
   */
  ProjectFacts charter(
      Map<String, String> typed, Study study, Site site, ChangeProject own, Problems problems) {
    ProjectFacts facts = ProjectFacts.SHEET.reader(typed, problems).given("measure", null).read();
    facts = measured(facts, typed.get("measure"), study, site, problems);
    if (facts.target() == null && problems.of("target") == null) {
      problems.add("target", "Say which number shall be reached; without it nobody knows when.");
    }
    if (facts.startsOn() != null
        && facts.endsOn() != null
        && !facts.endsOn().isAfter(facts.startsOn())) {
      problems.add("endsOn", "The project has to end after it begins.");
    }
    if (own != null && isFrozen(own)) {
      keepTheFour(own.facts, facts, problems);
    }
    return facts;
  }

  private ProjectFacts measured(
      ProjectFacts facts, String typed, Study study, Site site, Problems problems) {
    if (typed == null || typed.isBlank()) {
      if (facts.ownMeasure() == null) {
        problems.add("measure", "Choose a measure, or write your own below.");
      }
      return facts;
    }
    if (facts.ownMeasure() != null) {
      problems.add(
          "ownMeasure", "One measure, please: choose one from the list or write your own.");
    }
    String measure =
        problems.choice(
            "measure",
            typed,
            key ->
                site == null
                    ? Optional.empty()
                    : measures(study, site).stream()
                        .map(Choice::value)
                        .filter(key::equals)
                        .findFirst(),
            "a measure that this site reports");
    return ProjectFacts.SHEET.with(facts, "measure", measure);
  }

  private static void keepTheFour(ProjectFacts before, ProjectFacts now, Problems problems) {
    Map<String, String> was = ProjectFacts.SHEET.typed(before);
    Map<String, String> is = ProjectFacts.SHEET.typed(now);
    for (String one : THE_FOUR) {
      if (!is.get(one).isEmpty() && !is.get(one).equals(was.get(one))) {
        problems.add(
            one,
            "A cycle of this project has begun, so this stays “"
                + was.get(one)
                + "”. Another aim, population, level of care or location is another project: close"
                + " this one and start it.");
      }
    }
  }

  /** Whether the four ones of a project stand still, because a cycle began. */
  static boolean isFrozen(ChangeProject project) {
    return PdsaCycle.listForProject(project).stream().anyMatch(PdsaCycle::isStanding);
  }

  /** What keeps a project from being closed, or null: a cycle whose change is not decided. */
  static String undecided(ChangeProject project) {
    return PdsaCycle.listForProject(project).stream()
        .filter(c -> c.isStanding() && c.facts.act() == null)
        .findFirst()
        .map(
            c ->
                "Cycle "
                    + c.number
                    + " is not decided yet: adopt, adapt or abandon its change first.")
        .orElse(null);
  }

  /** Reads a cycle of a project. */
  CycleFacts cycle(Map<String, String> typed, ChangeProject project, Problems problems) {
    CycleFacts c = CycleFacts.SHEET.reader(typed, problems).read();
    if (c.startsOn() != null && c.startsOn().isBefore(project.facts.startsOn())) {
      problems.add("startsOn", "The project itself begins on " + project.facts.startsOn() + ".");
    }
    if (c.startsOn() != null && c.endsOn() != null && c.endsOn().isBefore(c.startsOn())) {
      problems.add("endsOn", "The cycle cannot end before it begins.");
    }
    if (c.studied() != null) {
      needs(
          "done", c.done(), "Say what was done before you say what was learned from it.", problems);
    }
    if (c.act() != null) {
      needs(
          "studied",
          c.studied(),
          "Say what the numbers showed before you adopt, adapt or abandon a change.",
          problems);
      needs("endsOn", c.endsOn(), "Say when the trial of the change ended.", problems);
    }
    return c;
  }

  private static void needs(String field, Object value, String why, Problems problems) {
    if (value == null && problems.of(field) == null) {
      problems.add(field, why);
    }
  }

  /**
   * Reads a walk-through.
   *
   * @param site through which one; null if it could not be read
   */
  WalkFacts walk(Map<String, String> typed, Site site, Problems problems) {
    WalkFacts facts = WalkFacts.SHEET.reader(typed, problems).read();
    if (facts.walkedOn() != null
        && site != null
        && facts.walkedOn().isAfter(LocalDate.now(clock.withZone(site.zoneId())))) {
      problems.add("walkedOn", "This lies ahead. Write down a walk-through after you walked.");
    }
    List<WalkNote> notes = notes(facts.notes(), problems);
    if (notes.isEmpty() && !problems.any()) {
      problems.add("notes.0.felt", "Note at one stage at least what was felt or seen.");
    }
    return WalkFacts.SHEET.with(facts, "notes", notes);
  }

  /** Those notes that say something, in the order of the stages. */
  private static List<WalkNote> notes(List<WalkNote> typed, Problems problems) {
    Set<WalkStage> met = EnumSet.noneOf(WalkStage.class);
    for (WalkNote note : typed) {
      if (note.stage() == null) {
        problems.add("stage", "Say at which stage each note was taken: " + STAGES + ".");
      } else if (!met.add(note.stage())) {
        problems.add(
            "stage",
            "One note for each stage, please; there are two for " + note.stage().key() + ".");
      }
    }
    return typed.stream()
        .filter(note -> note.stage() != null && !note.saysNothing())
        .sorted(Comparator.comparing(WalkNote::stage))
        .toList();
  }

  private static final String STAGES =
      Arrays.stream(WalkStage.values()).map(WalkStage::key).collect(Collectors.joining(", "));
}
