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
import java.util.List;
import org.reachline.base.Choice;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sessions.EchoProgram;
import org.reachline.studies.Study;

/** Adds a further programme to an ECHO strategy: for a second hub, or another cohort of sites. */
@Path("/studies/{slug}/sessions/programs/new")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class NewProgramPage {
  @Inject CohortActs acts;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance add(
        Study study, NewProgramForm form, List<Choice> strategies, Problems problems);
  }

  /** The form, beginning with what the study file says. */
  @GET
  public Response ask(@PathParam("slug") String slug) {
    Study study = Study.getBySlug(slug);
    NewProgramForm form = new NewProgramForm();
    acts.strategies(study).stream()
        .findFirst()
        .flatMap(Strategy::programme)
        .ifPresent(
            given -> {
              form.rule = given.rule().text();
              form.time = given.time().toString();
              form.zone = given.zone().getId();
            });
    return Page.show(page(study, form, new Problems()));
  }

  /** Adds it. */
  @POST
  @Transactional
  public Response add(@PathParam("slug") String slug, @BeanParam NewProgramForm form) {
    Study study = Study.getBySlug(slug);
    Problems problems = new Problems();
    NewProgramForm.Typed typed =
        form.read(problems, acts.strategies(study), EchoProgram.listForStudy(study));
    if (problems.any()) {
      return Page.refuse(page(study, form, problems));
    }
    EchoProgram added = acts.add(study, typed);
    return Page.seeOther(
        CohortPage.path(added),
        added.name + " was added. Say which sites are in it; then its sessions can be planned.");
  }

  private TemplateInstance page(Study study, NewProgramForm form, Problems problems) {
    List<Choice> strategies =
        acts.strategies(study).stream().map(s -> new Choice(s.key(), s.label())).toList();
    return Templates.add(study, form, strategies, problems);
  }
}
