package org.reachline.projects;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.LastChange;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.projects.ProjectPaths.Place;
import org.reachline.protocol.measure.Measure;
import org.reachline.sites.Site;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** One change project: its charter, its chart and its cycles. */
@Path("/studies/{slug}/coaching/{code}/projects")
@Authenticated
public class ProjectPage {
  @Inject CurrentPerson me;
  @Inject ProjectAccess access;
  @Inject ProjectPaths paths;
  @Inject ProjectFormReader reader;
  @Inject ProjectActs desk;
  @Inject MeasureSeries series;
  @Inject Protocols protocols;
  @Inject LastChange lastChange;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance form(
        Study study,
        Site site,
        ChangeProject project,
        ProjectForm form,
        List<Choice> sites,
        List<Choice> measures,
        boolean frozen,
        Problems problems,
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
        Acts acts,
        Problems problems);
  }

  /**
   * What was typed into the two small forms below a project.
   *
   * @param closing words of closing
   * @param reason reason of withdrawal
   */
  public record Acts(String closing, String reason) {
    static final Acts NONE = new Acts("", "");
  }

  /** An empty charter. */
  @GET
  @Path("new")
  public Response form(String slug, String code) {
    Place place = paths.place(slug, code);
    access.requireWrite(place.site());
    ProjectForm form = new ProjectForm();
    form.site = place.site().code;
    form.location = place.site().name;
    LocalDate today = LocalDate.now(clock.withZone(place.site().zoneId()));
    form.startsOn = today.toString();
    form.endsOn = today.plusMonths(3).toString();
    return Page.show(form(place, null, form, new Problems(), null));
  }

  /** Starts a project. */
  @POST
  @Path("new")
  @Transactional
  public Response start(String slug, String code, @BeanParam ProjectForm form) {
    Place place = paths.place(slug, code);
    access.requireWrite(place.site());
    Problems problems = new Problems();
    ChangeProject typed = reader.charter(form, place.enrolment(), null, false, problems);
    if (problems.any()) {
      return Page.refuse(form(place, null, form, problems, null));
    }
    ChangeProject project = desk.start(typed);
    return Page.seeOther(
        place.path() + "/" + project.id, "The project stands. Plan its first cycle next.");
  }

  /** A project. */
  @GET
  @Path("{id}")
  public Response project(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    return Page.show(page(place, paths.project(place, id), Acts.NONE, new Problems()));
  }

  /** The charter, to be changed. */
  @GET
  @Path("{id}/amend")
  public Response amendForm(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    project.requireOpen();
    return Page.show(form(place, project, ProjectForm.of(project), new Problems(), null));
  }

  /** Changes the charter, with a reason. */
  @POST
  @Path("{id}/amend")
  @Transactional
  public Response amend(String slug, String code, long id, @BeanParam ProjectForm form) {
    Place place = paths.place(slug, code);
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    project.requireOpen();
    Problems problems = new Problems();
    ChangeProject typed =
        reader.charter(form, place.enrolment(), project, isFrozen(project), problems);
    String reason = problems.text("reason", form.reason, 500);
    Integer version = problems.integer("version", form.version, 0, Integer.MAX_VALUE);
    if (version != null && version != project.version) {
      form.version = String.valueOf(project.version);
      return Page.conflict(
          form(
              place,
              project,
              form,
              new Problems(),
              lastChange.inWords(project.subject(), me.zone())));
    }
    if (problems.any()) {
      return Page.refuse(form(place, project, form, problems, null));
    }
    desk.amend(project, version, typed, reason);
    return Page.seeOther(place.path() + "/" + id, "The charter was amended.");
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
    PdsaCycle.listForProject(project).stream()
        .filter(c -> c.isStanding() && c.act == null)
        .findFirst()
        .ifPresent(
            c ->
                problems.add(
                    "closing",
                    "Cycle "
                        + c.number
                        + " is not decided yet: adopt, adapt or abandon its change first."));
    Integer seen = problems.integer("version", version, 0, Integer.MAX_VALUE);
    return act(place, project, seen, new Acts(closing, ""), problems)
        .orElseGet(
            () -> {
              desk.close(project, seen, words);
              return Page.seeOther(place.path() + "/" + id, "The project is closed.");
            });
  }

  /** Takes the project back, with a reason. */
  @POST
  @Path("{id}/withdraw")
  @Transactional
  public Response withdraw(
      String slug, String code, long id, @RestForm String version, @RestForm String reason) {
    Place place = paths.place(slug, code);
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    Problems problems = new Problems();
    String why = problems.text("reason", reason, 500);
    Integer seen = problems.integer("version", version, 0, Integer.MAX_VALUE);
    return act(place, project, seen, new Acts("", reason), problems)
        .orElseGet(
            () -> {
              desk.withdraw(project, seen, why);
              return Page.seeOther(
                  place.path() + "/" + id, "The project was withdrawn; it stays on record.");
            });
  }

  /** The page again if the typist or a colleague must act first. */
  private Optional<Response> act(
      Place place, ChangeProject project, Integer seen, Acts acts, Problems problems) {
    if (seen != null && seen != project.version) {
      Problems conflict = new Problems();
      conflict.add("", lastChange.inWords(project.subject(), me.zone()));
      return Optional.of(Page.conflict(page(place, project, acts, conflict)));
    }
    return problems.any()
        ? Optional.of(Page.refuse(page(place, project, acts, problems)))
        : Optional.empty();
  }

  private static boolean isFrozen(ChangeProject project) {
    return PdsaCycle.listForProject(project).stream().anyMatch(PdsaCycle::isStanding);
  }

  private TemplateInstance form(
      Place place, ChangeProject project, ProjectForm form, Problems problems, String conflict) {
    Site measured = project == null ? place.site() : project.site;
    List<Choice> sites =
        place.enrolment().members.stream()
            .filter(access::mayWrite)
            .map(s -> new Choice(s.code, s.name))
            .sorted(Comparator.comparing(Choice::label))
            .toList();
    List<Choice> measures = new ArrayList<>();
    for (Measure m : ProjectFormReader.measures(protocols.fileOf(place.study()), measured)) {
      measures.add(new Choice(m.key(), m.label()));
    }
    return Templates.form(
        place.study(),
        place.site(),
        project,
        form,
        sites,
        measures,
        project != null && isFrozen(project),
        problems,
        conflict);
  }

  private TemplateInstance page(Place place, ChangeProject p, Acts acts, Problems problems) {
    List<PdsaCycle> cycles = PdsaCycle.listForProject(p);
    Measure measure =
        protocols.fileOf(place.study()).listMeasuresFor(p.site.type).stream()
            .filter(m -> m.key().equals(p.measureKey))
            .findFirst()
            .orElse(null);
    MeasureChart chart =
        measure == null
            ? null
            : MeasureChart.of(series.of(place.study(), p.site, measure.key()), p, cycles);
    String label = measure == null ? p.measureKey : measure.label();
    return Templates.project(
        place.study(),
        place.site(),
        p,
        p.ownMeasure == null ? label : p.ownMeasure,
        measure == null ? "" : measure.unit(),
        cycles,
        chart,
        access.mayWrite(p.site),
        acts,
        problems);
  }
}
