package org.reachline.sessions.hosting;

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
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.base.trail.EditDialogue;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/**
 * A session that does not take place, and one that was closed by mistake: both say why, and both
 * are refused to whoever has not seen what another host did meanwhile.
 */
@Path("/studies/{slug}/sessions/{id:\\d+}")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class CancelSessionPage {
  @Inject SessionAccess access;
  @Inject SentForm sent;
  @Inject ChangeReader changes;
  @Inject EditDialogue dialogue;
  @Inject SessionActs acts;

  /** The form as typed. */
  public record Typed(String reason, String version) {
    private static Typed untouched(EchoSession session) {
      return new Typed("", Integer.toString(session.version));
    }
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance cancel(
        EchoSession session, Typed form, Problems problems, String overtaken);

    static native TemplateInstance reopen(
        EchoSession session, Typed form, Problems problems, String overtaken);
  }

  private interface Form {
    TemplateInstance of(EchoSession session, Typed form, Problems problems, String overtaken);
  }

  /** The form for cancelling. */
  @GET
  @Path("cancel")
  public Response askWhyNot(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = hosted(slug, id);
    session.requireCancellable();
    return Page.show(Templates.cancel(session, Typed.untouched(session), new Problems(), null));
  }

  /** Cancels the session with a reason. */
  @POST
  @Path("cancel")
  @Transactional
  public Response cancel(
      @PathParam("slug") String slug, @PathParam("id") long id, @RestForm String reason) {
    EchoSession session = hosted(slug, id);
    session.requireCancellable();
    Problems problems = new Problems();
    Change change = changes.ofForm(sent.typed(), problems);
    return dialogue.answer(
        session,
        change,
        problems,
        again(session, reason, Templates::cancel),
        () -> {
          acts.cancel(session, change);
          return Page.seeOther(
              SessionPage.path(session), "Session " + session.number + " was cancelled.");
        });
  }

  /** The form for opening a closed session again. */
  @GET
  @Path("reopen")
  public Response askWhyAgain(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = hosted(slug, id);
    session.requireClosed();
    return Page.show(Templates.reopen(session, Typed.untouched(session), new Problems(), null));
  }

  /** Opens a closed session again, with a reason. */
  @POST
  @Path("reopen")
  @Transactional
  public Response reopen(
      @PathParam("slug") String slug, @PathParam("id") long id, @RestForm String reason) {
    EchoSession session = hosted(slug, id);
    session.requireClosed();
    Problems problems = new Problems();
    Change change = changes.ofForm(sent.typed(), problems);
    return dialogue.answer(
        session,
        change,
        problems,
        again(session, reason, Templates::reopen),
        () -> {
          acts.reopen(session, change);
          return Page.seeOther(
              SessionPage.path(session),
              "Session " + session.number + " is open again. Close it when it has ended.");
        });
  }

  private static EditDialogue.Again again(EchoSession session, String reason, Form form) {
    return (theirs, wrong) ->
        form.of(session, new Typed(reason, Integer.toString(session.version)), wrong, theirs);
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }
}
