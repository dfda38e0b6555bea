package org.reachline.projects;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.base.trail.EditDialogue;
import org.reachline.projects.ProjectPaths.Place;
import org.reachline.protocol.measure.Measure;
import org.reachline.sites.Site;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** One change project: its charter, its chart and its cycles. */
@Path("/studies/{slug}/coaching/{code}/projects")
@Authenticated
class ProjectPage {
  @Inject CurrentPerson me;
  @Inject ProjectAccess access;
  @Inject ProjectPaths paths;
  @Inject ProjectRules rules;
  @Inject ProjectActs acts;
  @Inject MeasureSeries series;
  @Inject SentForm sent;
  @Inject ChangeReader changes;
  @Inject Protocols protocols;
  @Inject EditDialogue dialogue;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance form(
        Study study,
        Site site,
        ChangeProject project,
        FactForm form,
        List<Choice> sites,
        boolean frozen,
        String conflict);

    static native TemplateInstance project(
        Study study,
        Site site,
        ChangeProject project,
        String measure,
        String unit,
        List<PdsaCycle> cycles,
        MeasureChart chart,
        boolean mayWrite,
        LastWords words,
        Problems problems);
  }

  /**
   * What was typed into the two small forms below a project.
   *
   * @param closing words of closing
   * @param reason reason of withdrawal
   */
  public record LastWords(String closing, String reason) {
    static final LastWords NONE = new LastWords("", "");
  }

  /** An empty charter. */
  @GET
  @Path("new")
  public Response form(String slug, String code) {
    Place place = paths.place(slug, code);
    access.requireWrite(place.site());
    LocalDate today = LocalDate.now(clock.withZone(place.site().zoneId()));
    Map<String, String> typed =
        Map.of(
            "site",
            place.site().code,
            "location",
            place.site().name,
            "startsOn",
            today.toString(),
            "endsOn",
            today.plusMonths(3).toString());
    return Page.show(form(place, null, typed, new Problems(), null));
  }

  /** Starts a project. */
  @POST
  @Path("new")
  @Transactional
  public Response start(String slug, String code) {
    Place place = paths.place(slug, code);
    access.requireWrite(place.site());
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    Site site = rules.site(typed.get("site"), place.enrolment(), problems);
    ProjectFacts facts = rules.charter(typed, place.study(), site, null, problems);
    if (problems.any()) {
      return Page.refuse(form(place, null, typed, problems, null));
    }
    ChangeProject project = acts.start(place.enrolment(), site, facts);
    return Page.seeOther(
        place.path() + "/" + project.id, "The project stands. Plan its first cycle next.");
  }

  /** A project. */
  @GET
  @Path("{id}")
  public Response project(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    return Page.show(page(place, paths.project(place, id), LastWords.NONE, new Problems()));
  }

  /** The charter, to be changed. */
  @GET
  @Path("{id}/amend")
  public Response amendForm(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    project.requireOpen();
    Map<String, String> typed = ProjectFacts.SHEET.typed(project.facts);
    return Page.show(form(place, project, typed, new Problems(), null));
  }

  /** Changes the charter, with a reason. */
  @POST
  @Path("{id}/amend")
  @Transactional
  public Response amend(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    project.requireOpen();
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    ProjectFacts now = rules.charter(typed, place.study(), project.site, project, problems);
    Change change = changes.ofForm(typed, problems);
    return dialogue.answer(
        project,
        change,
        problems,
        (theirs, wrong) -> form(place, project, typed, wrong, theirs),
        () -> {
          acts.amend(project, now, change);
          return Page.seeOther(place.path() + "/" + id, "The charter was amended.");
        });
  }

  /** Closes the project with a word on what became of it. */
  @POST
  @Path("{id}/close")
  @Transactional
  public Response close(
      String slug, String code, long id, @RestForm String version, @RestForm String closing) {
    Place place = paths.place(slug, code);
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    Problems problems = new Problems();
    String words = problems.text("closing", closing, 1000);
    String undecided = ProjectRules.undecided(project);
    if (undecided != null) {
      problems.add("closing", undecided);
    }
    Change change = new Change(problems.integer("version", version, 0, Integer.MAX_VALUE), words);
    return dialogue.answer(
        project,
        change,
        problems,
        again(place, project, new LastWords(closing, "")),
        () -> {
          acts.close(project, change);
          return Page.seeOther(place.path() + "/" + id, "The project is closed.");
        });
  }

  /** Takes the project back, with a reason. */
  @POST
  @Path("{id}/withdraw")
  @Transactional
  public Response withdraw(String slug, String code, long id, @RestForm String reason) {
    Place place = paths.place(slug, code);
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    Problems problems = new Problems();
    Change change = changes.ofForm(sent.typed(), problems);
    return dialogue.answer(
        project,
        change,
        problems,
        again(place, project, new LastWords("", reason)),
        () -> {
          acts.withdraw(project, change);
          return Page.seeOther(
              place.path() + "/" + id, "The project was withdrawn; it stays on record.");
        });
  }

  private EditDialogue.Again again(Place place, ChangeProject project, LastWords words) {
    return (theirs, wrong) -> page(place, project, words, EditDialogue.under("", theirs, wrong));
  }

  private TemplateInstance form(
      Place place,
      ChangeProject project,
      Map<String, String> typed,
      Problems problems,
      String conflict) {
    if (project != null) {
      typed.put("version", String.valueOf(project.version));
    }
    Site measured = project == null ? place.site() : project.site;
    return Templates.form(
        place.study(),
        place.site(),
        project,
        new FactForm(ProjectFacts.SHEET, typed, problems)
            .choice("measure", rules.measures(place.study(), measured)),
        rules.sites(place.enrolment()),
        project != null && ProjectRules.isFrozen(project),
        conflict);
  }

  private TemplateInstance page(Place place, ChangeProject p, LastWords words, Problems problems) {
    List<PdsaCycle> cycles = PdsaCycle.listForProject(p);
    Measure measure =
        protocols.fileOf(place.study()).listMeasuresFor(p.site.type).stream()
            .filter(m -> m.key().equals(p.facts.measure()))
            .findFirst()
            .orElse(null);
    MeasureChart chart =
        measure == null
            ? null
            : MeasureChart.of(series.of(place.study(), p.site, measure.key()), p.facts, cycles);
    String label = measure == null ? p.facts.measure() : measure.label();
    return Templates.project(
        place.study(),
        place.site(),
        p,
        p.facts.ownMeasure() == null ? label : p.facts.ownMeasure(),
        measure == null ? "" : measure.unit(),
        cycles,
        chart,
        access.mayWrite(p.site),
        words,
        problems);
  }
}
