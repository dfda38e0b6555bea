package org.reachline.sessions.live;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.sessions.room.Rooms;

/** The live page as JSON: the same acts, the same rules of who may see whom. */
@Path("/api/studies/{slug}/sessions/{id:\\d+}/live")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Live page of a session")
class LiveApi {
  @Inject LiveAccess access;
  @Inject LiveRoom room;
  @Inject LiveBoards boards;
  @Inject LiveActs acts;
  @Inject Rooms rooms;

  /**
   * The board.
   *
   * @param version number of the newest change; rises with every change
   * @param now the service's clock
   * @param state planned, open, held or cancelled
   * @param open whether people take part now
   * @param agenda stretches with their times
   * @param here people here now, as far as you may know them by name
   * @param others how many more are here whom you may not know
   * @param gone people who came and whose page is silent now, by the same rule: they count as there
   * @param left people who said that they left, by the same rule
   * @param came how many people have joined so far
   * @param queue hands and questions: all of them for hosts, else your own
   * @param called what the host has called up
   * @param screen the case on screen, or null
   * @param notesVersion version of the host's notes; 0 for participants
   */
  public record Board(
      long version,
      Instant now,
      String state,
      boolean open,
      List<LiveBoard.Line> agenda,
      List<LiveBoard.Here> here,
      int others,
      List<LiveBoard.Here> gone,
      List<LiveBoard.Here> left,
      int came,
      List<LiveBoard.Asked> queue,
      List<LiveBoard.Asked> called,
      LiveBoard.Screen screen,
      int notesVersion) {
    static Board of(LiveBoard board) {
      return new Board(
          board.version(),
          board.now(),
          board.session().state().name().toLowerCase(Locale.ROOT),
          board.open(),
          board.agenda(),
          board.here(),
          board.others(),
          board.gone(),
          board.left(),
          board.came(),
          board.queue(),
          board.called(),
          board.screen(),
          board.notesVersion());
    }
  }

  /**
   * A question.
   *
   * @param question in your words; null or absent raises the hand instead
   */
  public record Asking(String question) {}

  /**
   * What a host does with a hand or question.
   *
   * @param state taken, answered or dismissed
   */
  public record Settling(String state) {}

  /**
   * What is on screen.
   *
   * @param number place among the agenda's cases, from 1; null takes the case off
   */
  public record Showing(Integer number) {}

  /** The board; 304 while it is the one whose tag is sent. */
  @GET
  @Authenticated
  @Operation(summary = "The live page's board; send If-None-Match to poll cheaply")
  @APIResponseSchema(value = Board.class, responseCode = "200")
  public Response board(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @HeaderParam("If-None-Match") String known) {
    LiveAccess.Guest guest = access.signedIn(slug, id);
    String tag = "\"" + boards.tag(guest.session(), guest.viewer()) + "\"";
    if (tag.equals(known)) {
      return Response.notModified().header("ETag", tag).build();
    }
    LiveBoard board = boards.of(guest.session(), guest.viewer());
    return Response.ok(Board.of(board)).header("ETag", "\"" + board.tag() + "\"").build();
  }

  /** A sign of life. */
  @POST
  @Path("beat")
  @Authenticated
  @Operation(summary = "Say that you are here; every fifteen seconds, please")
  public void beat(@PathParam("slug") String slug, @PathParam("id") long id) {
    room.beat(access.signedIn(slug, id), null);
  }

  /** Says that one is leaving. */
  @POST
  @Path("leave")
  @Authenticated
  @Transactional
  @Operation(
      summary = "Say that you are leaving",
      description =
          "A page that falls silent does not: you count as there until you leave, or until a video"
              + " room, a list or the host says otherwise")
  public void leave(@PathParam("slug") String slug, @PathParam("id") long id) {
    room.leave(access.signedIn(slug, id));
  }

  /** Asks, or raises the hand. */
  @POST
  @Path("questions")
  @Authenticated
  @Transactional
  @Operation(summary = "Ask in writing, or raise your hand by sending no question")
  @APIResponseSchema(value = LiveBoard.Asked.class, responseCode = "201")
  public Response ask(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull @Valid Asking asking) {
    LiveAccess.Guest guest = access.signedIn(slug, id);
    access.requireOpen(guest.session());
    LiveQuestion asked =
        asking.question() == null
            ? acts.raise(guest.session(), guest.viewer().person())
            : acts.ask(guest.session(), guest.viewer().person(), asking.question());
    return Response.status(201).entity(answer(asked, guest)).build();
  }

  /** Takes one's own back. */
  @POST
  @Path("questions/{question:\\d+}/withdraw")
  @Authenticated
  @Transactional
  @Operation(summary = "Take your own hand or question back")
  public void withdraw(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("question") long question) {
    LiveAccess.Guest guest = access.signedIn(slug, id);
    acts.withdraw(guest.session(), guest.viewer().person(), question);
  }

  /** The host takes up, answers or puts aside. */
  @PUT
  @Path("questions/{question:\\d+}")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Call up, answer or put aside a hand or question")
  public LiveBoard.Asked settle(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("question") long question,
      @NotNull @Valid Settling settling) {
    LiveAccess.Guest guest = access.host(slug, id);
    return answer(
        acts.settle(guest.session(), question, settling.state(), guest.viewer().person()), guest);
  }

  /** The notes that hold. */
  @GET
  @Path("notes")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Operation(summary = "The host's notes as they stand")
  public LivePage.Saved notes(@PathParam("slug") String slug, @PathParam("id") long id) {
    return LiveText.newest(access.host(slug, id).session(), LiveText.Kind.NOTES, 0)
        .map(LivePage.Saved::of)
        .orElse(new LivePage.Saved(0, "", null));
  }

  /** Saves the notes; 409 with what holds if somebody was quicker. */
  @PUT
  @Path("notes")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Operation(summary = "Save the host's notes as the next version; 409 with what holds otherwise")
  @APIResponseSchema(value = LivePage.Saved.class, responseCode = "200")
  @APIResponse(
      responseCode = "409",
      description = "Somebody was quicker; what holds now",
      content = @Content(schema = @Schema(implementation = LivePage.Saved.class)))
  public Response note(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull LivePage.Notes notes) {
    return room.save(access.host(slug, id), LiveText.Kind.NOTES, 0, notes);
  }

  /** Saves a case's text; 409 with what holds if somebody was quicker. */
  @PUT
  @Path("cases/{number:\\d+}")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Operation(summary = "Save the de-identified text of a case as its next version")
  @APIResponseSchema(value = LivePage.Saved.class, responseCode = "200")
  @APIResponse(
      responseCode = "409",
      description = "Somebody was quicker; what holds now",
      content = @Content(schema = @Schema(implementation = LivePage.Saved.class)))
  public Response writeCase(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("number") int number,
      @NotNull LivePage.Notes text) {
    LiveAccess.Guest guest = access.host(slug, id);
    if (number < 1 || number > guest.session().caseSlots()) {
      throw new Refusal.NotFound();
    }
    return room.save(guest, LiveText.Kind.CASE, number, text);
  }

  /** Puts a case on screen, or takes it off. */
  @PUT
  @Path("screen")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Put a case on everybody's screen, or take it off")
  public void show(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull @Valid Showing showing) {
    acts.show(access.host(slug, id).session(), Optional.ofNullable(showing.number()));
  }

  private static LiveBoard.Asked answer(LiveQuestion q, LiveAccess.Guest guest) {
    return new LiveBoard.Asked(
        q.id,
        q.isHand(),
        q.wording,
        q.person.name,
        null,
        q.state(),
        q.askedAt,
        q.person.id.equals(guest.viewer().person().id));
  }

  /** Who is in the video room. */
  @GET
  @Path("video")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Operation(summary = "Who is in the video room now, where its provider can be asked; for hosts")
  public Rooms.Present video(@PathParam("slug") String slug, @PathParam("id") long id) {
    return rooms.present(access.host(slug, id).session());
  }
}
