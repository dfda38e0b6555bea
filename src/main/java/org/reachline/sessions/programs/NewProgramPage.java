package org.reachline.sessions.programs;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.Choice;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sessions.EchoProgram;
import org.reachline.studies.Study;

/** Adds a further programme to an ECHO strategy: for a second hub, or another cohort of sites. */
@Path("/studies/{slug}/sessions/programs/new")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class NewProgramPage {
  @Inject CohortActs acts;
  @Inject SentForm sent;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance add(Study study, FactForm form, boolean any);
  }

  /** The form, beginning with what the study file says. */
  @GET
  public Response ask(@PathParam("slug") String slug) {
    Study study = Study.getBySlug(slug);
    Map<String, String> typed = new HashMap<>();
    acts.strategies(study).stream()
        .findFirst()
        .flatMap(Strategy::programme)
        .ifPresent(
            given -> {
              typed.put("rule", given.rule().text());
              typed.put("time", given.time().toString());
              typed.put("zone", given.zone().getId());
            });
    return Page.show(page(study, typed, new Problems()));
  }

  /** Adds it. */
  @POST
  @Transactional
  public Response add(@PathParam("slug") String slug) {
    Study study = Study.getBySlug(slug);
    Problems problems = new Problems();
    SeriesFacts series =
        ProgramRules.further(
            sent.typed(), acts.strategies(study), EchoProgram.listForStudy(study), problems);
    if (problems.any()) {
      return Page.refuse(page(study, sent.typed(), problems));
    }
    EchoProgram added = acts.add(study, series);
    return Page.seeOther(
        CohortPage.path(added),
        added.name + " was added. Say which sites are in it; then its sessions can be planned.");
  }

  private TemplateInstance page(Study study, Map<String, String> typed, Problems problems) {
    List<Choice> strategies = ProgramRules.choices(acts.strategies(study));
    FactForm form = new FactForm(SeriesFacts.SHEET, typed, problems);
    return Templates.add(study, form.choice("strategy", strategies), !strategies.isEmpty());
  }
}
