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
class InvitePage {
  private static final int MOST = 50;

  /** Sessions on one page: each has a line for everybody who was told. */
  static final int ROWS = 20;

  /** Names told of each session; the others are on its own list. */
  static final int NAMES = 40;

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
   * @param invitations the first who were told, or those of a page
   * @param more how many were told beside them
   */
  public record Row(EchoSession session, List<Invitation> invitations, long more) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(
        Study study, List<Row> rows, Paging paging, List<CalendarReply> replies);
  }

  /**
   * The list, a page at a time; without a page, the one with the session that comes next. With a
   * session's key, everybody who was told of that one, a page at a time.
   */
  @GET
  public Response list(
      @PathParam("slug") String slug,
      @QueryParam("page") PageNumber page,
      @QueryParam("session") String session) {
    Study study = Study.getBySlug(slug);
    if (session != null && session.matches("[0-9]{1,18}")) {
      return Page.show(one(study, EchoSession.get(study, Long.parseLong(session)), page));
    }
    List<EchoProgram> programs =
        EchoProgram.listForStudy(study).stream().filter(access::mayHost).toList();
    PanacheQuery<EchoSession> told = Invitation.findTold(programs, FAR_OFF);
    int next = (int) Invitation.findTold(programs, clock.instant()).count() / ROWS + 1;
    Paging paging = Paging.of(told, page == null ? next : page.number(), ROWS);
    List<EchoSession> sessions = paging.rows(told);
    Map<Long, List<Invitation>> first = Invitation.listFirst(sessions, NAMES);
    Map<Long, Long> counts = Invitation.countForSessions(sessions);
    List<Row> rows =
        sessions.stream()
            .map(
                one -> {
                  List<Invitation> names = first.getOrDefault(one.id, List.of());
                  return new Row(one, names, counts.getOrDefault(one.id, 0L) - names.size());
                })
            .toList();
    return Page.show(Templates.list(study, rows, paging, toRead.of(study, MOST)));
  }

  private TemplateInstance one(Study study, EchoSession session, PageNumber page) {
    access.requireHost(session);
    PanacheQuery<Invitation> told = Invitation.findForSession(session);
    Paging paging =
        Paging.of(told, page == null ? PageNumber.FIRST : page, Paging.ROWS)
            .keeping("session", session.id);
    Row row = new Row(session, paging.rows(told), 0);
    return Templates.list(study, List.of(row), paging, List.of());
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
