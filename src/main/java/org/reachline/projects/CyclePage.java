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
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.LastChange;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.projects.ProjectPaths.Place;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/** One cycle of a project: plan, do, study, act. */
@Path("/studies/{slug}/coaching/{code}/projects/{id}/cycles")
@Authenticated
public class CyclePage {
  @Inject CurrentPerson me;
  @Inject ProjectAccess access;
  @Inject ProjectPaths paths;
  @Inject ProjectFormReader reader;
  @Inject ProjectActs desk;
  @Inject LastChange lastChange;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance form(
        Study study,
        Site site,
        ChangeProject project,
        PdsaCycle cycle,
        CycleForm form,
        List<Choice> acts,
        String reason,
        Problems problems,
        String conflict);
  }

  /** An empty cycle; after one that shall be adapted, its change to begin with. */
  @GET
  @Path("new")
  public Response form(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    ChangeProject project = open(place, id);
    CycleForm form = new CycleForm();
    form.startsOn = LocalDate.now(clock.withZone(project.site.zoneId())).toString();
    PdsaCycle.listForProject(project).stream()
        .filter(PdsaCycle::isStanding)
        .reduce((earlier, later) -> later)
        .filter(last -> last.act == PdsaAct.ADAPT)
        .ifPresent(last -> form.change = last.change);
    return Page.show(form(place, project, null, form, "", new Problems(), null));
  }

  /** Starts a cycle. */
  @POST
  @Path("new")
  @Transactional
  public Response start(String slug, String code, long id, @BeanParam CycleForm form) {
    Place place = paths.place(slug, code);
    ChangeProject project = open(place, id);
    Problems problems = new Problems();
    PdsaCycle typed = reader.cycle(form, project, problems);
    if (problems.any()) {
      return Page.refuse(form(place, project, null, form, "", problems, null));
    }
    PdsaCycle cycle = desk.start(typed);
    return Page.seeOther(
        place.path() + "/" + id, "Cycle " + cycle.number + " is planned. Write on as it goes.");
  }

  /** A cycle, to be written on. */
  @GET
  @Path("{number}")
  public Response cycle(String slug, String code, long id, int number) {
    Place place = paths.place(slug, code);
    ChangeProject project = open(place, id);
    PdsaCycle cycle = paths.cycle(project, number);
    return Page.show(form(place, project, cycle, CycleForm.of(cycle), "", new Problems(), null));
  }

  /** Writes a cycle on. */
  @POST
  @Path("{number}")
  @Transactional
  public Response write(String slug, String code, long id, int number, @BeanParam CycleForm form) {
    Place place = paths.place(slug, code);
    ChangeProject project = open(place, id);
    PdsaCycle cycle = paths.cycle(project, number);
    Problems problems = new Problems();
    PdsaCycle typed = reader.cycle(form, project, problems);
    Integer version = problems.integer("version", form.version, 0, Integer.MAX_VALUE);
    if (version != null && version != cycle.version) {
      form.version = String.valueOf(cycle.version);
      String theirs = lastChange.inWords(cycle.subject(), me.zone());
      return Page.conflict(form(place, project, cycle, form, "", new Problems(), theirs));
    }
    if (problems.any()) {
      return Page.refuse(form(place, project, cycle, form, "", problems, null));
    }
    desk.write(cycle, version, typed);
    return Page.seeOther(place.path() + "/" + id, "Cycle " + number + " was written on.");
  }

  /** Takes a cycle back, with a reason. */
  @POST
  @Path("{number}/withdraw")
  @Transactional
  public Response withdraw(
      String slug,
      String code,
      long id,
      int number,
      @RestForm String version,
      @RestForm String reason) {
    Place place = paths.place(slug, code);
    ChangeProject project = open(place, id);
    PdsaCycle cycle = paths.cycle(project, number);
    Problems problems = new Problems();
    String why = problems.text("reason", reason, 500);
    Integer seen = problems.integer("version", version, 0, Integer.MAX_VALUE);
    CycleForm form = CycleForm.of(cycle);
    if (seen != null && seen != cycle.version) {
      String theirs = lastChange.inWords(cycle.subject(), me.zone());
      return Page.conflict(form(place, project, cycle, form, reason, new Problems(), theirs));
    }
    if (problems.any()) {
      return Page.refuse(form(place, project, cycle, form, reason, problems, null));
    }
    desk.withdraw(cycle, seen, why);
    return Page.seeOther(
        place.path() + "/" + id, "Cycle " + number + " was withdrawn; it stays on record.");
  }

  /** A project that the person may write on. */
  private ChangeProject open(Place place, long id) {
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    project.requireOpen();
    return project;
  }

  private static TemplateInstance form(
      Place place,
      ChangeProject project,
      PdsaCycle cycle,
      CycleForm form,
      String reason,
      Problems problems,
      String conflict) {
    return Templates.form(
        place.study(),
        place.site(),
        project,
        cycle,
        form,
        Arrays.stream(PdsaAct.values()).map(a -> new Choice(a.name(), a.label())).toList(),
        reason,
        problems,
        conflict);
  }
}
