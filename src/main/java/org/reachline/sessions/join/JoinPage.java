package org.reachline.sessions.join;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.materials.Material;
import org.reachline.sessions.room.Rooms;

/**
 * The way in from a mail: no password, no account hunting. Opening the page records nothing,
 * because mail scanners open every link; pressing the button does.
 */
@Path("/join/{token}")
@PermitAll
class JoinPage {
  @Inject JoinLinks links;
  @Inject AttendanceLedger ledger;
  @Inject Rooms rooms;
  @Inject Clock clock;

  /** What the door says. */
  public enum Door {
    /** Not open yet. */
    EARLY,
    /** Come in. */
    OPEN,
    /** The session is over. */
    OVER,
    /** The session does not take place. */
    CANCELLED
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance door(
        EchoSession session, Person person, Door door, List<Material> materials, String token);

    static native TemplateInstance room(
        EchoSession session, Person person, String room, boolean trouble);
  }

  private record Guest(EchoSession session, Person person) {}

  /** Who you are, which session, and the button. */
  @GET
  public Response door(@PathParam("token") String token) {
    Guest guest = guest(token);
    Door door = doorOf(guest.session());
    TemplateInstance page = page(guest, door, token);
    return unstored(Page.show(page), door == Door.OVER ? 410 : 200);
  }

  /**
   * Goes in: the start of the attendance is recorded, then on to the room, or to the live page
   * beside it where {@code to} is {@code live}.
   */
  @POST
  @Transactional
  public Response join(@PathParam("token") String token, @RestForm String to) {
    Guest guest = guest(token);
    Door door = doorOf(guest.session());
    if (door != Door.OPEN) {
      TemplateInstance page = page(guest, door, token);
      return unstored(Page.conflict(page), door == Door.OVER ? 410 : 409);
    }
    ledger.joined(guest.session(), guest.person());
    String next = "live".equals(to) ? "/live" : "/room";
    return Response.seeOther(URI.create("/join/" + token + next)).build();
  }

  /** On to the room; nothing is recorded here. */
  @GET
  @Path("room")
  public Response room(@PathParam("token") String token) {
    Guest guest = guest(token);
    Door door = doorOf(guest.session());
    if (door != Door.OPEN) {
      return Response.seeOther(URI.create("/join/" + token)).build();
    }
    Rooms.Way way = rooms.wayIn(guest.session(), guest.person(), false);
    TemplateInstance page =
        Templates.room(guest.session(), guest.person(), way.url(), way.trouble());
    return unstored(Page.show(page), 200);
  }

  private static TemplateInstance page(Guest guest, Door door, String token) {
    boolean toCome = door == Door.EARLY || door == Door.OPEN;
    List<Material> materials = toCome ? Material.listForSession(guest.session()) : List.of();
    return Templates.door(guest.session(), guest.person(), door, materials, token);
  }

  private Guest guest(String token) {
    JoinLinks.Claim claim =
        links.current(JoinLinks.Purpose.JOIN, token).orElseThrow(Refusal.NotFound::new);
    EchoSession session = EchoSession.findById(claim.sessionId());
    Person person = Person.findById(claim.personId());
    if (session == null || person == null || !person.isActive()) {
      throw new Refusal.NotFound();
    }
    return new Guest(session, person);
  }

  private Door doorOf(EchoSession session) {
    Instant now = clock.instant();
    if (session.state() == SessionState.CANCELLED) {
      return Door.CANCELLED;
    }
    if (session.admitsAt(now)) {
      return Door.OPEN;
    }
    return now.isBefore(session.doorsOpenAt()) ? Door.EARLY : Door.OVER;
  }

  /** A personal page is kept by no cache, nor is its address told to the room. */
  private static Response unstored(Response page, int status) {
    return Response.fromResponse(page).status(status).header("Cache-Control", "no-store").build();
  }
}
