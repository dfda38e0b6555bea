package org.reachline.sessions.join;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.room.Rooms;
import org.reachline.studies.Study;

/** The way into a session, as JSON. */
@Path("/api/studies/{slug}/sessions/{id:\\d+}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ECHO sessions")
class JoinApi {
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
}
