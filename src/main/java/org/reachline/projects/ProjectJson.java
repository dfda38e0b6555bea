package org.reachline.projects;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The shapes of the change projects' API. */
public final class ProjectJson {
  private ProjectJson() {}

  /**
   * A project.
   *
   * @param measure key of the study file's measure; null where the site counts something of its own
   * @param ownMeasure the site's own measure; null where the study file has it
   * @param state {@code running}, {@code closed} or {@code withdrawn}
   * @param version to be sent with a change
   * @param cycles its cycles, withdrawn ones too
   * @param series the measure as the site reported it; empty for a measure of its own
   */
  public record ProjectView(
      long id,
      String site,
      String title,
      String aim,
      String population,
      String levelOfCare,
      String location,
      String measure,
      String ownMeasure,
      BigDecimal baseline,
      BigDecimal target,
      LocalDate startsOn,
      LocalDate endsOn,
      String executiveSponsor,
      String changeLeader,
      String team,
      String dataCollection,
      String expectedImpact,
      String state,
      LocalDate closedOn,
      String closingWords,
      Instant withdrawnAt,
      String withdrawalReason,
      int version,
      List<CycleJson> cycles,
      List<PointJson> series) {}

  /** A cycle; {@code act} is {@code adopt}, {@code adapt} or {@code abandon}, null if undecided. */
  public record CycleJson(
      int number,
      String change,
      LocalDate startsOn,
      LocalDate endsOn,
      String plan,
      String done,
      String studied,
      String act,
      String actNotes,
      String withdrawalReason,
      int version) {}

  /** A reported period; {@code value} is null for a period without a report. */
  public record PointJson(int studyMonth, LocalDate from, LocalDate to, BigDecimal value) {}

  /**
   * A project to start or amend.
   *
   * @param version of the project that you saw; only to amend
   * @param reason why it is amended; only to amend
   */
  public record ProjectRequest(
      String title,
      String aim,
      String population,
      String levelOfCare,
      String location,
      String measure,
      String ownMeasure,
      BigDecimal baseline,
      BigDecimal target,
      LocalDate startsOn,
      LocalDate endsOn,
      String executiveSponsor,
      String changeLeader,
      String team,
      String dataCollection,
      String expectedImpact,
      Integer version,
      String reason) {}

  /** A cycle to start or write on; {@code version} only to write on. */
  public record CycleRequest(
      String change,
      LocalDate startsOn,
      LocalDate endsOn,
      String plan,
      String done,
      String studied,
      String act,
      String actNotes,
      Integer version) {}

  /** What closes a project. */
  public record CloseRequest(Integer version, String closingWords) {}

  /** Takes something back. */
  public record TakeBackRequest(Integer version, String reason) {}

  /** What was noted at a stage, such as {@code first_contact}. */
  public record WalkNoteJson(String stage, String felt, String seen, String toChange) {}

  /** A walk-through. */
  public record WalkJson(
      long id,
      String site,
      LocalDate walkedOn,
      String playedPerson,
      String playedFamily,
      String observer,
      String firstChange,
      List<WalkNoteJson> notes,
      String withdrawalReason,
      int version) {}

  /** A walk-through to write down. */
  public record WalkRequest(
      LocalDate walkedOn,
      String playedPerson,
      String playedFamily,
      String observer,
      String firstChange,
      List<WalkNoteJson> notes) {}

  static ProjectView project(
      ChangeProject p, List<PdsaCycle> cycles, List<MeasureSeries.Point> series) {
    return new ProjectView(
        p.id,
        p.site.code,
        p.title,
        p.aim,
        p.population,
        p.levelOfCare,
        p.location,
        p.measureKey,
        p.ownMeasure,
        p.baseline,
        p.target,
        p.startsOn,
        p.endsOn,
        p.executiveSponsor,
        p.changeLeader,
        p.team,
        p.dataCollection,
        p.expectedImpact,
        p.stateLabel().toLowerCase(Locale.ROOT),
        p.closedOn,
        p.closingWords,
        p.withdrawnAt,
        p.withdrawalReason,
        p.version,
        cycles.stream().map(ProjectJson::cycle).toList(),
        series.stream()
            .map(s -> new PointJson(s.studyMonth(), s.from(), s.to(), s.value()))
            .toList());
  }

  static CycleJson cycle(PdsaCycle c) {
    return new CycleJson(
        c.number,
        c.change,
        c.startsOn,
        c.endsOn,
        c.plan,
        c.done,
        c.studied,
        c.act == null ? null : c.act.name().toLowerCase(Locale.ROOT),
        c.actNotes,
        c.withdrawalReason,
        c.version);
  }

  static WalkJson walk(WalkThrough w) {
    return new WalkJson(
        w.id,
        w.site.code,
        w.walkedOn,
        w.playedPerson,
        w.playedFamily,
        w.observer,
        w.firstChange,
        w.notes.stream()
            .map(
                n ->
                    new WalkNoteJson(
                        n.stage.name().toLowerCase(Locale.ROOT), n.felt, n.seen, n.toChange))
            .toList(),
        w.withdrawalReason,
        w.version);
  }

  static ProjectForm form(ProjectRequest r, String site) {
    ProjectForm form = new ProjectForm();
    form.site = site;
    form.title = r.title();
    form.aim = r.aim();
    form.population = r.population();
    form.levelOfCare = r.levelOfCare();
    form.location = r.location();
    form.measure = r.measure();
    form.ownMeasure = r.ownMeasure();
    form.baseline = ProjectForm.plain(r.baseline());
    form.target = ProjectForm.plain(r.target());
    form.startsOn = text(r.startsOn());
    form.endsOn = text(r.endsOn());
    form.executiveSponsor = r.executiveSponsor();
    form.changeLeader = r.changeLeader();
    form.team = r.team();
    form.dataCollection = r.dataCollection();
    form.expectedImpact = r.expectedImpact();
    return form;
  }

  static CycleForm form(CycleRequest r) {
    CycleForm form = new CycleForm();
    form.change = r.change();
    form.startsOn = text(r.startsOn());
    form.endsOn = text(r.endsOn());
    form.plan = r.plan();
    form.done = r.done();
    form.studied = r.studied();
    form.act = r.act();
    form.actNotes = r.actNotes();
    return form;
  }

  static WalkForm form(WalkRequest r, String site) {
    WalkForm form = new WalkForm();
    form.site = site;
    form.walkedOn = text(r.walkedOn());
    form.playedPerson = r.playedPerson();
    form.playedFamily = r.playedFamily();
    form.observer = r.observer();
    form.firstChange = r.firstChange();
    for (WalkNoteJson note : r.notes() == null ? List.<WalkNoteJson>of() : r.notes()) {
      form.stage.add(note.stage() == null ? "" : note.stage().toUpperCase(Locale.ROOT));
      form.felt.add(note.felt());
      form.seen.add(note.seen());
      form.toChange.add(note.toChange());
    }
    return form;
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
