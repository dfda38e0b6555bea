package org.reachline.sessions.hosting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Paging;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditEntry;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** What was done to a session, as JSON. */
@Path("/api/studies/{slug}/sessions/{id:\\d+}/history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ECHO sessions")
class SessionHistoryApi {
  @Inject SessionAccess access;

  /**
   * One act.
   *
   * @param at when, UTC
   * @param by mail address of who did it, or {@code system}
   * @param act what, such as {@code session.moved}
   * @param before state before as JSON text, or null
   * @param after state after as JSON text, or null
   * @param reason why, or null
   */
  public record ActJson(
      Instant at, String by, String act, String before, String after, String reason) {}

  /** What was done to the session, by whom and why. */
  @GET
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Operation(summary = "What was done to the session, oldest first, with reasons")
  public List<ActJson> history(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return Paging.slice(
            AuditEntry.findForSubject(SessionActs.subject(hosted(slug, id))), offset, limit)
        .stream()
        .map(e -> new ActJson(e.occurredAt, e.personEmail, e.act, e.before, e.after, e.reason))
        .toList();
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }
}
