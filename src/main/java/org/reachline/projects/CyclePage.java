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
import java.util.HashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.base.trail.EditDialogue;
import org.reachline.projects.ProjectPaths.Place;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/** One cycle of a project: plan, do, study, act. */
@Path("/studies/{slug}/coaching/{code}/projects/{id}/cycles")
@Authenticated
class CyclePage {
  @Inject CurrentPerson me;
  @Inject ProjectAccess access;
  @Inject ProjectPaths paths;
  @Inject ProjectRules rules;
  @Inject ProjectActs acts;
  @Inject SentForm sent;
  @Inject ChangeReader changes;
  @Inject EditDialogue dialogue;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance form(
        Study study,
        Site site,
        ChangeProject project,
        PdsaCycle cycle,
        FactForm form,
        String reason,
        String conflict);
  }

  /** An empty cycle; after one that shall be adapted, its change to begin with. */
  @GET
  @Path("new")
  public Response form(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    ChangeProject project = open(place, id);
    Map<String, String> typed = new HashMap<>();
    typed.put("startsOn", LocalDate.now(clock.withZone(project.site.zoneId())).toString());
    PdsaCycle.listForProject(project).stream()
        .filter(PdsaCycle::isStanding)
        .reduce((earlier, later) -> later)
        .filter(last -> last.facts.act() == PdsaAct.ADAPT)
        .ifPresent(last -> typed.put("change", last.facts.change()));
    return Page.show(form(place, project, null, typed, "", new Problems(), null));
  }

  /** Starts a cycle. */
  @POST
  @Path("new")
  @Transactional
  public Response start(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    ChangeProject project = open(place, id);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    CycleFacts facts = rules.cycle(typed, project, problems);
    if (problems.any()) {
      return Page.refuse(form(place, project, null, typed, "", problems, null));
    }
    PdsaCycle cycle = acts.start(project, facts);
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
    return Page.show(form(place, project, cycle, typed(cycle), "", new Problems(), null));
  }

  /** Writes a cycle on. */
  @POST
  @Path("{number}")
  @Transactional
  public Response write(String slug, String code, long id, int number) {
    Place place = paths.place(slug, code);
    ChangeProject project = open(place, id);
    PdsaCycle cycle = paths.cycle(project, number);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    CycleFacts now = rules.cycle(typed, project, problems);
    Integer version = problems.integer("version", typed.get("version"), 0, Integer.MAX_VALUE);
    Change change = new Change(version, null);
    return dialogue.answer(
        cycle,
        change,
        problems,
        (theirs, wrong) -> form(place, project, cycle, typed, "", wrong, theirs),
        () -> {
          acts.write(cycle, now, change);
          return Page.seeOther(place.path() + "/" + id, "Cycle " + number + " was written on.");
        });
  }

  /** Takes a cycle back, with a reason. */
  @POST
  @Path("{number}/withdraw")
  @Transactional
  public Response withdraw(String slug, String code, long id, int number, @RestForm String reason) {
    Place place = paths.place(slug, code);
    ChangeProject project = open(place, id);
    PdsaCycle cycle = paths.cycle(project, number);
    Problems problems = new Problems();
    Change change = changes.ofForm(sent.typed(), problems);
    return dialogue.answer(
        cycle,
        change,
        problems,
        (theirs, wrong) -> form(place, project, cycle, typed(cycle), reason, wrong, theirs),
        () -> {
          acts.withdraw(cycle, change);
          return Page.seeOther(
              place.path() + "/" + id, "Cycle " + number + " was withdrawn; it stays on record.");
        });
  }

  /** A project that the person may write on. */
  private ChangeProject open(Place place, long id) {
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    project.requireOpen();
    return project;
  }

  private static Map<String, String> typed(PdsaCycle cycle) {
    return CycleFacts.SHEET.typed(cycle.facts);
  }

  private static TemplateInstance form(
      Place place,
      ChangeProject project,
      PdsaCycle cycle,
      Map<String, String> typed,
      String reason,
      Problems problems,
      String conflict) {
    if (cycle != null) {
      typed.put("version", String.valueOf(cycle.version));
    }
    return Templates.form(
        place.study(),
        place.site(),
        project,
        cycle,
        new FactForm(CycleFacts.SHEET, typed, problems),
        reason,
        conflict);
  }
}
