package org.reachline.sessions.calendar;

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
import org.reachline.base.Audit;
import org.reachline.base.Page;
import org.reachline.base.Role;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** Who was invited to which session, and what they answered. */
@Path("/studies/{slug}/sessions/invitations")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
public class InvitePage {
  private static final int MOST = 50;

  @Inject SessionInvitations invitations;
  @Inject SessionAccess access;
  @Inject RepliesToRead toRead;
  @Inject Audit audit;

  /**
   * One session with what people were told of it.
   *
   * @param session the session
   * @param invitations everybody who was told
   */
  public record Row(EchoSession session, List<Invitation> invitations) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(Study study, List<Row> rows, List<CalendarReply> replies);
  }

  /** The list. */
  @GET
  public Response list(@PathParam("slug") String slug) {
    Study study = Study.getBySlug(slug);
    List<Row> rows =
        EchoSession.listForStudy(study).stream()
            .filter(session -> access.mayHost(session.program))
            .map(session -> new Row(session, Invitation.listForSession(session)))
            .filter(row -> !row.invitations().isEmpty())
            .toList();
    return Page.show(Templates.list(study, rows, toRead.of(study, MOST)));
  }

  /** Invites everybody who is expected and was not told yet. */
  @POST
  @Transactional
  public Response invite(@PathParam("slug") String slug) {
    Study study = Study.getBySlug(slug);
    int letters = invitations.inviteToAll(study, access::mayHost);
    if (letters > 0) {
      audit.record("sessions.invited", "study:" + slug, null, null, letters, null);
    }
    return Page.seeOther(
        "/studies/" + slug + "/sessions/invitations",
        letters == 0
            ? "Everybody who is expected knows already."
            : letters + (letters == 1 ? " letter is" : " letters are") + " on the way.");
  }
}
