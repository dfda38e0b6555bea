package org.reachline.sessions.programs;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.trail.EditDialogue;
import org.reachline.sessions.EchoProgram;
import org.reachline.studies.Study;

/** Which sites are in which programme of a strategy; they go with their unit. */
@Path("/studies/{slug}/sessions/programs/{id:\\d+}/sites")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class CohortPage {
  @Inject ProgramActs programs;
  @Inject CohortActs acts;
  @Inject EditDialogue dialogue;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance sites(
        EchoProgram program,
        List<CohortActs.Row> here,
        List<CohortActs.Row> elsewhere,
        CohortForm form,
        Problems problems,
        String overtaken);
  }

  /** Who is here and who could be. */
  @GET
  public Response sites(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoProgram program = programs.get(Study.getBySlug(slug), id);
    CohortForm form = new CohortForm();
    form.from = LocalDate.now(clock.withZone(program.zoneId())).toString();
    return Page.show(page(program, form, new Problems(), null));
  }

  /** Brings sites into the programme. */
  @POST
  @Transactional
  public Response place(
      @PathParam("slug") String slug, @PathParam("id") long id, @BeanParam CohortForm form) {
    EchoProgram program = programs.get(Study.getBySlug(slug), id);
    Problems problems = new Problems();
    CohortForm.Typed typed = form.read(problems, program, acts.rows(program), acts);
    return dialogue.answer(
        problems,
        (theirs, wrong) -> page(program, form, wrong, theirs),
        () -> {
          if (typed.change().version() != null) {
            CohortActs.requireSeen(program, typed.change());
          }
          if (problems.any()) {
            return null;
          }
          acts.place(program, typed.rows(), typed.from(), typed.change());
          return Page.seeOther(path(program), CohortActs.told(program, typed.rows(), typed.from()));
        });
  }

  private TemplateInstance page(
      EchoProgram program, CohortForm form, Problems problems, String overtaken) {
    form.version = Integer.toString(CohortActs.version(program));
    List<CohortActs.Row> rows = acts.rows(program);
    return Templates.sites(
        program,
        rows.stream().filter(row -> row.isIn(program)).toList(),
        rows.stream().filter(row -> !row.isIn(program)).toList(),
        form,
        problems,
        overtaken);
  }

  static String path(EchoProgram program) {
    return "/studies/" + program.study.slug + "/sessions/programs/" + program.id + "/sites";
  }
}
