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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.EditDialogue;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.Programme;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.ProgramFacts;
import org.reachline.studies.Study;

/** The settings of a programme, and whose it is. The study file gives its rule and its zone. */
@Path("/studies/{slug}/sessions/programs/{id:\\d+}")
class ProgramPage {
  @Inject EditDialogue dialogue;
  @Inject SentForm sent;
  @Inject ProgramActs acts;
  @Inject Audience audience;

  /** Somebody of the role hub, and whether they run the programme. */
  public record Member(Person person, boolean chosen) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance settings(
        EchoProgram program, Programme protocol, FactForm form, String overtaken);

    static native TemplateInstance cancel(EchoProgram program, String reason, Problems problems);

    static native TemplateInstance team(
        EchoProgram program, List<Member> members, String version, String overtaken);
  }

  /** The settings: name, hub, room, doors, days without a session. */
  @GET
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  public Response show(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoProgram program = acts.get(Study.getBySlug(slug), id);
    Map<String, String> typed = ProgramRules.Settings.of(program).typed();
    return Page.show(page(program, typed, new Problems(), null));
  }

  /** Changes the settings. */
  @POST
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response change(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoProgram program = acts.get(Study.getBySlug(slug), id);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    ProgramRules.Settings settings = ProgramRules.read(typed, program, problems);
    Change change =
        new Change(problems.integer("version", typed.get("version"), 0, Integer.MAX_VALUE), null);
    return dialogue.answer(
        program,
        change,
        problems,
        (theirs, wrong) -> page(program, typed, wrong, theirs),
        () -> {
          acts.change(program, settings, change);
          return Page.seeOther(path(program), "The programme's settings were changed.");
        });
  }

  /** Asks why nothing more takes place. */
  @GET
  @Path("cancel")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  public Response askReason(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoProgram program = acts.get(Study.getBySlug(slug), id);
    return Page.show(Templates.cancel(program, "", new Problems()));
  }

  /** Cancels every session to come, with a reason. */
  @POST
  @Path("cancel")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response cancel(
      @PathParam("slug") String slug, @PathParam("id") long id, @RestForm String reason) {
    EchoProgram program = acts.get(Study.getBySlug(slug), id);
    Problems problems = new Problems();
    String why = problems.text("reason", reason, 500);
    if (problems.any()) {
      return Page.refuse(Templates.cancel(program, reason, problems));
    }
    int cancelled = acts.cancelRest(program, why).size();
    return Page.seeOther(
        path(program),
        cancelled + (cancelled == 1 ? " session was" : " sessions were") + " cancelled.");
  }

  /** Whose programme it is. */
  @GET
  @Path("team")
  @RolesAllowed(Role.COORDINATOR_)
  public Response team(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoProgram program = acts.get(Study.getBySlug(slug), id);
    return Page.show(team(program, ids(program), null));
  }

  /** Says whose programme it is. */
  @POST
  @Path("team")
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  public Response staff(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @RestForm List<Long> person,
      @RestForm String version) {
    EchoProgram program = acts.get(Study.getBySlug(slug), id);
    Set<Long> chosen = Set.copyOf(person == null ? List.of() : person);
    Problems problems = new Problems();
    Integer seen = problems.integer("version", version, 0, Integer.MAX_VALUE);
    Change change = new Change(seen == null ? -1 : seen, null);
    return dialogue.answer(
        program,
        change,
        problems,
        (theirs, wrong) -> team(program, chosen, theirs),
        () -> {
          // Who is not of the role hub is not on the page, and is left out.
          Set<Person> team =
              Person.listWithRole(Role.HUB).stream()
                  .filter(p -> chosen.contains(p.id))
                  .collect(Collectors.toSet());
          acts.staff(program, team, change);
          return Page.seeOther(
              path(program),
              team.isEmpty()
                  ? "Nobody runs the programme now: only coordinators see it."
                  : team.size()
                      + (team.size() == 1 ? " person runs" : " people run")
                      + " the programme.");
        });
  }

  private TemplateInstance page(
      EchoProgram program, Map<String, String> typed, Problems problems, String overtaken) {
    Programme protocol = audience.strategy(program).programme().orElse(null);
    return Templates.settings(
        program, protocol, new FactForm(ProgramFacts.SHEET, typed, problems), overtaken);
  }

  private static TemplateInstance team(EchoProgram program, Set<Long> chosen, String overtaken) {
    List<Member> members =
        Person.listWithRole(Role.HUB).stream()
            .map(p -> new Member(p, chosen.contains(p.id)))
            .toList();
    return Templates.team(program, members, Integer.toString(program.version), overtaken);
  }

  private static Set<Long> ids(EchoProgram program) {
    return program.team.stream().map(p -> p.id).collect(Collectors.toSet());
  }

  private static String path(EchoProgram program) {
    return "/studies/" + program.study.slug + "/sessions";
  }
}
