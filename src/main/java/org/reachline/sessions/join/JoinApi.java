package org.reachline.sessions.join;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.AuditEntry;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.hosting.SessionActs;
import org.reachline.sessions.room.Rooms;
import org.reachline.studies.Study;

/** The way into a session, and what was done to it, as JSON. */
@Path("/api/studies/{slug}/sessions/{id:\\d+}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ECHO sessions")
public class JoinApi {
  @Inject CurrentPerson me;
  @Inject SessionAccess access;
  @Inject AttendanceLedger ledger;
  @Inject Rooms rooms;
  @Inject Clock clock;

  /**
   * The way in.
   *
   * @param room address of the video room for this person, or null
   * @param phone telephone number, or null
   * @param phoneCode what to key in after it, or null
   * @param trouble whether the video room does not answer just now
   */
  public record WayJson(String room, String phone, String phoneCode, boolean trouble) {}

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

  /** Goes in. */
  @POST
  @Path("join")
  @Authenticated
  @Transactional
  @Operation(
      summary = "Join the session: answers the way in, and records that you came",
      description = "For hosts and people on the session's list; 409 while the doors are shut")
  public WayJson join(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireSee(session);
    boolean mine = access.isForMe(access.lines(session));
    boolean host = access.mayHost(session.program);
    if (!mine && !host) {
      throw new Refusal.NotAllowed(
          "This session is for the people who are expected. The hub team can add you.");
    }
    if (!session.admitsAt(clock.instant())) {
      throw new Refusal.Conflict(
          "The doors of this session are not open: they open "
              + session.program.opensBeforeMinutes
              + " minutes before it begins and close when it ends.");
    }
    Person person = Person.findById(me.id());
    if (mine) {
      ledger.joined(session, person);
    }
    Rooms.Way way = rooms.wayIn(session, person, host);
    return new WayJson(way.url(), session.program.phone, session.program.phoneCode, way.trouble());
  }

  /** What was done to the session, by whom and why. */
  @GET
  @Path("history")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Operation(summary = "What was done to the session, oldest first, with reasons")
  public List<ActJson> history(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return AuditEntry.listForSubject(SessionActs.subject(hosted(slug, id))).stream()
        .skip(offset)
        .limit(limit)
        .map(e -> new ActJson(e.occurredAt, e.personEmail, e.act, e.before, e.after, e.reason))
        .toList();
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }
}
