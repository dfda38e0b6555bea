package org.reachline.projects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;

/** Makes sense of what was typed, and says all that is wrong with it at once. */
@ApplicationScoped
public class ProjectFormReader {
  private static final BigDecimal HUGE = new BigDecimal("1000000000");

  @Inject Protocols protocols;
  @Inject ProjectAccess access;
  @Inject Clock clock;

  /**
   * Reads a charter into a project that is not stored.
   *
   * @param existing the project that is amended, or null
   * @param frozen whether its four ones stand still, because a cycle began
   */
  public ChangeProject charter(
      ProjectForm form,
      Enrolment enrolment,
      ChangeProject existing,
      boolean frozen,
      Problems problems) {
    ChangeProject p = new ChangeProject();
    p.study = enrolment.study;
    p.enrolment = enrolment;
    p.site = existing == null ? site(form.site, enrolment, problems) : existing.site;
    p.title = problems.line("title", form.title, 120);
    p.aim = problems.text("aim", form.aim, 500);
    p.population = problems.line("population", form.population, 300);
    p.levelOfCare = problems.line("levelOfCare", form.levelOfCare, 200);
    p.location = problems.line("location", form.location, 200);
    measure(form, p, problems);
    p.baseline = problems.optionalDecimal("baseline", form.baseline, BigDecimal.ZERO, HUGE);
    p.target = problems.optionalDecimal("target", form.target, BigDecimal.ZERO, HUGE);
    if (p.target == null && problems.of("target") == null) {
      problems.add("target", "Say which number shall be reached; without it nobody knows when.");
    }
    p.startsOn = problems.date("startsOn", form.startsOn);
    p.endsOn = problems.date("endsOn", form.endsOn);
    if (p.startsOn != null && p.endsOn != null && !p.endsOn.isAfter(p.startsOn)) {
      problems.add("endsOn", "The project has to end after it begins.");
    }
    p.executiveSponsor = problems.line("executiveSponsor", form.executiveSponsor, 200);
    p.changeLeader = problems.line("changeLeader", form.changeLeader, 200);
    p.team = problems.optionalLine("team", form.team, 1000);
    p.dataCollection = problems.optionalLine("dataCollection", form.dataCollection, 500);
    p.expectedImpact = problems.optionalText("expectedImpact", form.expectedImpact, 1000);
    if (existing != null && frozen) {
      keep("aim", existing.aim, p.aim, problems);
      keep("population", existing.population, p.population, problems);
      keep("levelOfCare", existing.levelOfCare, p.levelOfCare, problems);
      keep("location", existing.location, p.location, problems);
    }
    return p;
  }

  private static void keep(String field, String was, String is, Problems problems) {
    if (is != null && !Objects.equals(was, is)) {
      problems.add(
          field,
          "A cycle of this project has begun, so this stays “"
              + was
              + "”. Another aim, population, level of care or location is another project: close"
              + " this one and start it.");
    }
  }

  private void measure(ProjectForm form, ChangeProject p, Problems problems) {
    p.ownMeasure = problems.optionalLine("ownMeasure", form.ownMeasure, 300);
    if (form.measure != null && !form.measure.isBlank()) {
      Measure measure =
          problems.choice(
              "measure",
              form.measure,
              key ->
                  p.site == null
                      ? Optional.empty()
                      : protocols.fileOf(p.study).listMeasuresFor(p.site.type).stream()
                          .filter(m -> m.key().equals(key) && isCounted(m))
                          .findFirst(),
              "a measure that this site reports");
      p.measureKey = measure == null ? null : measure.key();
      if (p.ownMeasure != null) {
        problems.add(
            "ownMeasure", "One measure, please: choose one from the list or write your own.");
      }
    } else if (p.ownMeasure == null) {
      problems.add("measure", "Choose a measure, or write your own below.");
    }
  }

  /** Whether a measure is a number that a chart can show. */
  static boolean isCounted(Measure measure) {
    return measure.type() == MeasureType.COUNT || measure.type() == MeasureType.NUMBER;
  }

  /** Measures that a site of this type reports and a chart can show. */
  static List<Measure> measures(StudyFile file, Site site) {
    return file.listMeasuresFor(site.type).stream().filter(ProjectFormReader::isCounted).toList();
  }

  private Site site(String typed, Enrolment enrolment, Problems problems) {
    return problems.choice(
        "site",
        typed,
        code ->
            enrolment.members.stream()
                .filter(s -> s.code.equalsIgnoreCase(code) && access.mayWrite(s))
                .findFirst(),
        "a site of this unit that you work at or coach");
  }

  /** Reads a cycle into one that is not stored. */
  public PdsaCycle cycle(CycleForm form, ChangeProject project, Problems problems) {
    PdsaCycle c = new PdsaCycle();
    c.project = project;
    c.change = problems.text("change", form.change, 500);
    c.startsOn = problems.date("startsOn", form.startsOn);
    c.endsOn = problems.optionalDate("endsOn", form.endsOn);
    if (c.startsOn != null && c.startsOn.isBefore(project.startsOn)) {
      problems.add("startsOn", "The project itself begins on " + project.startsOn + ".");
    }
    if (c.startsOn != null && c.endsOn != null && c.endsOn.isBefore(c.startsOn)) {
      problems.add("endsOn", "The cycle cannot end before it begins.");
    }
    c.plan = problems.text("plan", form.plan, 2000);
    c.done = problems.optionalText("done", form.done, 2000);
    c.studied = problems.optionalText("studied", form.studied, 2000);
    if (c.studied != null && c.done == null && problems.of("done") == null) {
      problems.add("done", "Say what was done before you say what was learned from it.");
    }
    if (form.act != null && !form.act.isBlank()) {
      c.act = problems.choice("act", form.act, PdsaAct.class);
      if (c.act != null && c.studied == null && problems.of("studied") == null) {
        problems.add(
            "studied", "Say what the numbers showed before you adopt, adapt or abandon a change.");
      }
      if (c.act != null && c.endsOn == null && problems.of("endsOn") == null) {
        problems.add("endsOn", "Say when the trial of the change ended.");
      }
    }
    c.actNotes = problems.optionalLine("actNotes", form.actNotes, 1000);
    return c;
  }

  /** Reads a walk-through into one that is not stored. */
  public WalkThrough walk(WalkForm form, Enrolment enrolment, Problems problems) {
    WalkThrough w = new WalkThrough();
    w.study = enrolment.study;
    w.enrolment = enrolment;
    w.site = site(form.site, enrolment, problems);
    w.walkedOn = problems.date("walkedOn", form.walkedOn);
    if (w.walkedOn != null
        && w.site != null
        && w.walkedOn.isAfter(LocalDate.now(clock.withZone(w.site.zoneId())))) {
      problems.add("walkedOn", "This lies ahead. Write down a walk-through after you walked.");
    }
    w.playedPerson = problems.line("playedPerson", form.playedPerson, 200);
    w.playedFamily = problems.optionalLine("playedFamily", form.playedFamily, 200);
    w.observer = problems.optionalLine("observer", form.observer, 200);
    for (WalkStage stage : WalkStage.values()) {
      String felt = problems.optionalText(stage.feltField(), form.at(form.felt, stage), 1000);
      String seen = problems.optionalText(stage.seenField(), form.at(form.seen, stage), 1000);
      String change =
          problems.optionalText(stage.toChangeField(), form.at(form.toChange, stage), 1000);
      if (felt != null || seen != null || change != null) {
        w.notes.add(new WalkNote(stage, felt, seen, change));
      }
    }
    if (w.notes.isEmpty() && !problems.any()) {
      problems.add(
          WalkStage.FIRST_CONTACT.feltField(), "Note at one stage at least what was felt or seen.");
    }
    w.firstChange = problems.optionalLine("firstChange", form.firstChange, 500);
    return w;
  }
}
