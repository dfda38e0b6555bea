package org.reachline.sessions.calendar;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditTrail;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** Who was invited to which session, and what they answered. */
@Path("/studies/{slug}/sessions/invitations")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
public class InvitePage {
  private static final int MOST = 50;

  /** Sessions on one page: each has a line for everybody who was told. */
  static final int ROWS = 20;

  /** After every session that there will be. */
  private static final Instant FAR_OFF = Instant.parse("9999-01-01T00:00:00Z");

  @Inject SessionInvitations invitations;
  @Inject SessionAccess access;
  @Inject RepliesToRead toRead;
  @Inject AuditTrail audit;
  @Inject Clock clock;

  /**
   * One session with what people were told of it.
   *
   * @param session the session
   * @param invitations everybody who was told
   */
  public record Row(EchoSession session, List<Invitation> invitations) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(
        Study study, List<Row> rows, Paging paging, List<CalendarReply> replies);
  }

  /** The list, a page at a time; without a page, the one with the session that comes next. */
  @GET
  public Response list(@PathParam("slug") String slug, @QueryParam("page") PageNumber page) {
    Study study = Study.getBySlug(slug);
    List<EchoProgram> programs =
        EchoProgram.listForStudy(study).stream().filter(access::mayHost).toList();
    PanacheQuery<EchoSession> told = Invitation.findTold(programs, FAR_OFF);
    int next = (int) Invitation.findTold(programs, clock.instant()).count() / ROWS + 1;
    Paging paging = Paging.of(told, page == null ? next : page.number(), ROWS);
    List<EchoSession> sessions = paging.rows(told);
    Map<Long, List<Invitation>> invitations = Invitation.listForSessions(sessions);
    List<Row> rows =
        sessions.stream().map(session -> new Row(session, invitations.get(session.id))).toList();
    return Page.show(Templates.list(study, rows, paging, toRead.of(study, MOST)));
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
