package org.reachline.sessions.live;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
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
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.sessions.hosting.SessionActs;
import org.reachline.sessions.room.RoomEvent;

/** The live page of a session for people who have signed in: hosts, and those who joined. */
@Path("/studies/{slug}/sessions/{id:\\d+}/live")
class LivePage {
  @Inject LiveAccess access;
  @Inject LiveRoom room;
  @Inject LiveActs desk;
  @Inject SessionActs acts;

  /**
   * What stands beside the board and keeps what was typed.
   *
   * @param notes the host's notes as typed or saved
   * @param notesVersion the version to which they belong; 0 before the first
   * @param overtaken another host's newer notes, or null
   * @param question what a participant has typed
   * @param problems what cannot be taken
   */
  public record Typed(
      String notes, int notesVersion, LiveText overtaken, String question, Problems problems) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance live(LiveBoard board, Typed typed);

    static native TemplateInstance board(LiveBoard board);

    static native TemplateInstance questions(
        org.reachline.sessions.EchoSession session,
        Viewer viewer,
        List<LiveQuestion> all,
        List<LiveText> notes,
        List<RoomEvent> room);
  }

  /** The page. */
  @GET
  @Authenticated
  public Response show(@PathParam("slug") String slug, @PathParam("id") long id) {
    return room.page(access.signedIn(slug, id));
  }

  /** The part that changes, for the page's script; 304 while it is the same. */
  @GET
  @Path("board")
  @Authenticated
  public Response board(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @HeaderParam("If-None-Match") String known) {
    return room.board(access.signedIn(slug, id), known);
  }

  /** Calls to look again. */
  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Authenticated
  @Blocking
  public Multi<OutboundSseEvent> events(
      @PathParam("slug") String slug, @PathParam("id") long id, @Context Sse sse) {
    return room.events(access.signedIn(slug, id), sse);
  }

  /** A sign of life. */
  @POST
  @Path("beat")
  @Consumes(MediaType.APPLICATION_JSON)
  @Authenticated
  public Response beat(@PathParam("slug") String slug, @PathParam("id") long id) {
    return room.beat(access.signedIn(slug, id), null);
  }

  /** The same without a script: a button that also looks again. */
  @POST
  @Path("here")
  @Authenticated
  public Response here(@PathParam("slug") String slug, @PathParam("id") long id) {
    LiveAccess.Guest guest = access.signedIn(slug, id);
    room.beat(guest, null);
    return back(guest);
  }

  /** Says that one is leaving; what is presumed ends here. */
  @POST
  @Path("leave")
  @Authenticated
  @Transactional
  public Response leave(@PathParam("slug") String slug, @PathParam("id") long id) {
    LiveAccess.Guest guest = access.signedIn(slug, id);
    room.leave(guest);
    return Page.seeOther("/studies/" + slug + "/sessions/" + id, LiveRoom.GOODBYE);
  }

  /** Asks in writing. */
  @POST
  @Path("questions")
  @Authenticated
  @Transactional
  public Response ask(
      @PathParam("slug") String slug, @PathParam("id") long id, @RestForm String question) {
    return room.ask(access.signedIn(slug, id), question);
  }

  /** Raises the hand. */
  @POST
  @Path("hand")
  @Authenticated
  @Transactional
  public Response raise(@PathParam("slug") String slug, @PathParam("id") long id) {
    return room.raise(access.signedIn(slug, id));
  }

  /** Takes one's own hand or question back. */
  @POST
  @Path("questions/{question:\\d+}/withdraw")
  @Authenticated
  @Transactional
  public Response withdraw(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("question") long question) {
    return room.withdraw(access.signedIn(slug, id), question);
  }

  /** The host takes up, answers or puts aside. */
  @POST
  @Path("questions/{question:\\d+}")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response settle(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("question") long question,
      @RestForm String state) {
    LiveAccess.Guest guest = access.host(slug, id);
    desk.settle(guest.session(), question, state, guest.viewer().person());
    return back(guest);
  }

  /** Everything that was asked, and every wording of the notes. */
  @GET
  @Path("questions")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  public Response questions(@PathParam("slug") String slug, @PathParam("id") long id) {
    LiveAccess.Guest guest = access.host(slug, id);
    return Page.show(
        Templates.questions(
            guest.session(),
            guest.viewer(),
            LiveQuestion.listForSession(guest.session()),
            LiveText.listWordings(guest.session(), LiveText.Kind.NOTES, 0),
            RoomEvent.listForSession(guest.session())));
  }

  /** Saves the notes from the form. */
  @POST
  @Path("notes")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  public Response note(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @RestForm String notes,
      @RestForm String version) {
    LiveAccess.Guest guest = access.host(slug, id);
    Problems problems = new Problems();
    Integer read = problems.integer("version", version, 0, Integer.MAX_VALUE);
    problems.throwIfAny();
    try {
      desk.write(
          guest.session(), LiveText.Kind.NOTES, 0, plain(notes), read, guest.viewer().person());
      return back(guest);
    } catch (Refusal.Overtaken e) {
      return room.overtaken(
          guest,
          plain(notes),
          LiveText.newest(guest.session(), LiveText.Kind.NOTES, 0).orElseThrow());
    } catch (Refusal.BadInput e) {
      return room.refused(guest, plain(notes), read, e);
    }
  }

  /**
   * Notes as the script saves them.
   *
   * @param wording the whole text
   * @param version the version that was read, 0 for none
   */
  public record Notes(String wording, int version) {}

  /**
   * What the script is told.
   *
   * @param version the version that holds
   * @param wording what holds
   * @param by who wrote it
   */
  public record Saved(int version, String wording, String by) {
    static Saved of(LiveText text) {
      return new Saved(text.key.version(), text.wording, text.writtenBy.name);
    }
  }

  /** The notes that hold, for the script. */
  @GET
  @Path("notes")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  public Saved notes(@PathParam("slug") String slug, @PathParam("id") long id) {
    LiveAccess.Guest guest = access.host(slug, id);
    return LiveText.newest(guest.session(), LiveText.Kind.NOTES, 0)
        .map(Saved::of)
        .orElse(new Saved(0, "", null));
  }

  /** Saves the notes while the host types; 409 with the other's words if somebody was quicker. */
  @POST
  @Path("notes/autosave")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  public Response autosave(@PathParam("slug") String slug, @PathParam("id") long id, Notes notes) {
    LiveAccess.Guest guest = access.host(slug, id);
    return room.save(guest, LiveText.Kind.NOTES, 0, notes);
  }

  /** Puts a case on screen, or takes it off when no number is sent. */
  @POST
  @Path("screen")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response screen(
      @PathParam("slug") String slug, @PathParam("id") long id, @RestForm String number) {
    LiveAccess.Guest guest = access.host(slug, id);
    Problems problems = new Problems();
    Integer shown = problems.optionalInteger("number", number, 1, 99);
    problems.throwIfAny();
    desk.show(guest.session(), Optional.ofNullable(shown));
    return back(guest);
  }

  /** The host starts the session from here. */
  @POST
  @Path("open")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response open(@PathParam("slug") String slug, @PathParam("id") long id) {
    LiveAccess.Guest guest = access.host(slug, id);
    acts.open(guest.session());
    return back(guest);
  }

  static Response back(LiveAccess.Guest guest) {
    return Response.seeOther(URI.create(guest.viewer().base())).build();
  }

  /** Line ends as a script sends them, so that the same words are the same text. */
  private static String plain(String typed) {
    return typed == null ? "" : typed.replace("\r\n", "\n");
  }
}
