package org.reachline.sessions.live;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Refusal;
import org.reachline.sessions.JoinLinks;

/**
 * The live page by the personal link of a mail: no password. Only people who pressed the join
 * button get there; a mail scanner that opens the link and runs its scripts is sent back to the
 * door and leaves no trace.
 */
@Path("/join/{token}/live")
@PermitAll
class LiveLinkPage {
  @Inject LiveAccess access;
  @Inject LiveRoom room;
  @Inject JoinLinks links;
  @Inject Beats beats;

  /** The page; back to the door for who has not joined, or after the end. */
  @GET
  public Response show(@PathParam("token") String token) {
    LiveAccess.Guest guest = access.byLink(token);
    if (!access.hasJoined(guest.session(), guest.viewer().person())
        || !access.takesPart(guest.session())) {
      return Response.seeOther(URI.create("/join/" + token)).build();
    }
    return room.page(guest);
  }

  /** The part that changes, for the page's script; 304 while it is the same. */
  @GET
  @Path("board")
  public Response board(
      @PathParam("token") String token, @HeaderParam("If-None-Match") String known) {
    return room.board(joined(token), known);
  }

  /** Calls to look again. */
  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking
  public Multi<OutboundSseEvent> events(@PathParam("token") String token, @Context Sse sse) {
    return room.events(joined(token), sse);
  }

  /** A sign of life. One statement where it succeeds; who may not is looked into only then. */
  @POST
  @Path("beat")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response beat(@PathParam("token") String token) {
    JoinLinks.Claim claim =
        links.read(JoinLinks.Purpose.JOIN, token).orElseThrow(Refusal.NotFound::new);
    if (!beats.write(claim.sessionId(), claim.personId(), false, claim.revision())) {
      joined(token);
    }
    return Response.noContent().build();
  }

  /** The same without a script: a button that also looks again. */
  @POST
  @Path("here")
  public Response here(@PathParam("token") String token) {
    beat(token);
    return Response.seeOther(URI.create("/join/" + token + "/live")).build();
  }

  /** Says that one is leaving; what is presumed ends here. The door lets them in again. */
  @POST
  @Path("leave")
  @Transactional
  public Response leave(@PathParam("token") String token) {
    room.leave(joined(token));
    return Page.seeOther("/join/" + token, LiveRoom.GOODBYE);
  }

  /** Asks in writing. */
  @POST
  @Path("questions")
  @Transactional
  public Response ask(@PathParam("token") String token, @RestForm String question) {
    return room.ask(listed(token), question);
  }

  /** Raises the hand. */
  @POST
  @Path("hand")
  @Transactional
  public Response raise(@PathParam("token") String token) {
    return room.raise(joined(token));
  }

  /** Takes one's own hand or question back. */
  @POST
  @Path("questions/{question:\\d+}/withdraw")
  @Transactional
  public Response withdraw(@PathParam("token") String token, @PathParam("question") long question) {
    return room.withdraw(joined(token), question);
  }

  private LiveAccess.Guest listed(String token) {
    LiveAccess.Guest guest = access.byLink(token);
    if (!access.hasJoined(guest.session(), guest.viewer().person())) {
      throw new Refusal.NotFound();
    }
    return guest;
  }

  private LiveAccess.Guest joined(String token) {
    LiveAccess.Guest guest = listed(token);
    access.requireOpen(guest.session());
    return guest;
  }
}
