package org.reachline.sessions.live;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.sessions.EchoSession;

/** The de-identified text of one of a session's cases, which the host can put on screen. */
@Path("/studies/{slug}/sessions/{id:\\d+}/live/cases/{number:\\d+}")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class LiveCasePage {
  @Inject LiveAccess access;
  @Inject LiveActs acts;

  /**
   * What the form holds.
   *
   * @param label what the agenda calls the case
   * @param wording its text
   * @param version the version that was read; 0 for none
   */
  public record Form(String label, String wording, String version) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance edit(
        EchoSession session, Form form, Problems problems, LiveText overtaken);
  }

  /** The form. */
  @GET
  public Response edit(
      @PathParam("slug") String slug, @PathParam("id") long id, @PathParam("number") int number) {
    EchoSession session = session(slug, id, number);
    Optional<LiveText> text = LiveText.newest(session, LiveText.Kind.CASE, number);
    return Page.show(
        Templates.edit(
            session,
            form(
                session,
                number,
                text.map(t -> t.wording).orElse(""),
                text.map(t -> t.key.version()).orElse(0)),
            new Problems(),
            null));
  }

  /** Saves the text as its next version. */
  @POST
  public Response save(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("number") int number,
      @RestForm String wording,
      @RestForm String version) {
    EchoSession session = session(slug, id, number);
    Problems problems = new Problems();
    String text = problems.optionalText("wording", wording, LiveActs.LONGEST_TEXT);
    Integer read = problems.integer("version", version, 0, Integer.MAX_VALUE);
    if (problems.any()) {
      Form form = new Form(LiveBoards.caseLabel(session, number), wording, version);
      return Page.refuse(Templates.edit(session, form, problems, null));
    }
    try {
      acts.write(
          session,
          LiveText.Kind.CASE,
          number,
          text == null ? "" : text.replace("\r\n", "\n"),
          read,
          access.host(slug, id).viewer().person());
    } catch (Refusal.Overtaken e) {
      LiveText newest = LiveText.newest(session, LiveText.Kind.CASE, number).orElseThrow();
      Form form = form(session, number, wording, newest.key.version());
      return Page.conflict(Templates.edit(session, form, problems, newest));
    }
    return Page.seeOther(
        "/studies/" + slug + "/sessions/" + id + "/live",
        LiveBoards.caseLabel(session, number) + ": the text is saved. Put it on screen below.");
  }

  private EchoSession session(String slug, long id, int number) {
    EchoSession session = access.host(slug, id).session();
    if (number < 1 || number > session.caseSlots()) {
      throw new Refusal.NotFound();
    }
    return session;
  }

  private static Form form(EchoSession session, int number, String wording, int version) {
    return new Form(LiveBoards.caseLabel(session, number), wording, Integer.toString(version));
  }
}
