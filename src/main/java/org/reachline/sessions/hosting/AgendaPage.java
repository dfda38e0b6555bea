package org.reachline.sessions.hosting;

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
import java.util.stream.Stream;
import org.reachline.base.Choice;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.EditDialogue;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** The timed agenda of one session: what comes when, for how long, and who speaks. */
@Path("/studies/{slug}/sessions/{id:\\d+}/agenda")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class AgendaPage {
  @Inject SessionAccess access;
  @Inject AgendaActs acts;
  @Inject EditDialogue dialogue;
  @Inject Presenters presenters;
  @Inject Speakers speakers;

  /** A row as typed, with what is wrong with it or null. */
  public record Line(
      AgendaForm.Row row,
      String labelProblem,
      String minutesProblem,
      String kindProblem,
      String presenterProblem) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance edit(
        EchoSession session,
        AgendaForm form,
        List<Line> lines,
        List<Choice> kinds,
        List<String> speakers,
        Problems problems,
        String overtaken);
  }

  /** The form. */
  @GET
  public Response edit(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = hosted(slug, id);
    return Page.show(page(session, AgendaForm.of(session), new Problems(), null));
  }

  /** Puts another agenda in its place. */
  @POST
  @Transactional
  public Response change(
      @PathParam("slug") String slug, @PathParam("id") long id, @BeanParam AgendaForm form) {
    EchoSession session = hosted(slug, id);
    Problems problems = new Problems();
    AgendaForm.Typed typed = form.read(problems);
    Change change = new Change(typed.version(), null);
    return dialogue.answer(
        session,
        change,
        problems,
        (theirs, wrong) -> page(session, form, wrong, theirs),
        () -> {
          acts.change(session, typed.items(), change);
          List<String> clashes = presenters.clashes(session);
          return Page.seeOther(
              SessionPage.path(session),
              "The agenda was changed." + (clashes.isEmpty() ? "" : " " + clashes.get(0)));
        });
  }

  private TemplateInstance page(
      EchoSession session, AgendaForm form, Problems problems, String overtaken) {
    form.version = Integer.toString(session.version);
    List<Line> lines = form.rows().stream().map(row -> line(row, problems)).toList();
    return Templates.edit(
        session, form, lines, kinds(), speakers.choices(session), problems, overtaken);
  }

  private static Line line(AgendaForm.Row row, Problems problems) {
    String n = "-" + row.number();
    return new Line(
        row,
        problems.of("label" + n),
        problems.of("minutes" + n),
        problems.of("kind" + n),
        problems.of("presenter" + n));
  }

  private static List<Choice> kinds() {
    return Stream.of(AgendaKind.values()).map(k -> new Choice(k.name(), label(k))).toList();
  }

  private static String label(AgendaKind kind) {
    return switch (kind) {
      case WELCOME -> "Welcome";
      case DIDACTIC -> "Talk";
      case CASE -> "Case";
      case QUESTIONS -> "Questions and answers";
      case CLOSING -> "Close";
    };
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }
}
