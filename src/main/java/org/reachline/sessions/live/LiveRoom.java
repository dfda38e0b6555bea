package org.reachline.sessions.live;

import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.time.Duration;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;

/** Answers of the live page, the same for people who signed in and for those with a mail link. */
@ApplicationScoped
class LiveRoom {
  /** A word now and then keeps proxies from closing a quiet line. */
  private static final Duration STILL_HERE = Duration.ofSeconds(20);

  static final String GOODBYE = "You have left; your minutes end here. Join again to come back.";

  @Inject LiveBoards boards;
  @Inject LiveActs acts;
  @Inject LiveAccess access;
  @Inject LiveChannel channel;
  @Inject Beats beats;

  private static final class NoMoreCalls extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The whole page. */
  public Response page(LiveAccess.Guest guest) {
    return unstored(Page.show(LivePage.Templates.live(board(guest), typed(guest, "", none()))));
  }

  /** The part that changes; 304 if the reader knows it. */
  public Response board(LiveAccess.Guest guest, String known) {
    String tag = "\"" + boards.tag(guest.session(), guest.viewer()) + "\"";
    if (tag.equals(known)) {
      return Response.notModified().header("ETag", tag).build();
    }
    LiveBoard board = board(guest);
    return Response.fromResponse(unstored(Page.show(LivePage.Templates.board(board))))
        .header("ETag", "\"" + board.tag() + "\"")
        .build();
  }

  /** Calls to look again, until the page is left. */
  public Multi<OutboundSseEvent> events(LiveAccess.Guest guest, Sse sse) {
    Multi<OutboundSseEvent> calls =
        channel
            .callsFor(guest.session().id)
            .map(
                call ->
                    sse.newEventBuilder()
                        .name("changed")
                        .data(
                            "{\"version\":%d,\"spreadMillis\":%d}"
                                .formatted(call.version(), call.spreadMillis()))
                        .build());
    Multi<OutboundSseEvent> words =
        Multi.createFrom()
            .ticks()
            .startingAfter(STILL_HERE)
            .every(STILL_HERE)
            .onOverflow()
            .drop()
            .map(tick -> sse.newEventBuilder().name("still").data("here").build());
    // The words alone would go on for ever, and a service that stops wait for them.
    return Multi.createBy()
        .merging()
        .streams(calls.onCompletion().failWith(NoMoreCalls::new), words)
        .onFailure(NoMoreCalls.class)
        .recoverWithCompletion();
  }

  /**
   * A sign of life: 204, or 409 once the session takes nobody any more.
   *
   * @param revision revision of the mail link, or null for somebody signed in
   */
  public Response beat(LiveAccess.Guest guest, Integer revision) {
    boolean written =
        beats.write(
            guest.session().id, guest.viewer().person().id, guest.viewer().host(), revision);
    if (!written) {
      access.requireOpen(guest.session());
    }
    return Response.noContent().build();
  }

  /** Somebody on the list says that they are leaving. */
  void leave(LiveAccess.Guest guest) {
    access.requireOpen(guest.session());
    acts.leave(guest.session(), guest.viewer().person());
  }

  Response ask(LiveAccess.Guest guest, String question) {
    try {
      access.requireOpen(guest.session());
      acts.ask(guest.session(), guest.viewer().person(), question);
    } catch (Refusal.Conflict e) {
      // The host closed meanwhile: the words stay in sight, to be said another way.
      Problems problems = new Problems();
      problems.add("question", e.getMessage());
      return unstored(
          Page.conflict(LivePage.Templates.live(board(guest), typed(guest, question, problems))));
    } catch (Refusal.BadInput e) {
      Problems problems = new Problems();
      e.problems().forEach(p -> problems.add(p.field(), p.message()));
      return unstored(
          Page.refuse(LivePage.Templates.live(board(guest), typed(guest, question, problems))));
    }
    return seen(guest);
  }

  Response raise(LiveAccess.Guest guest) {
    access.requireOpen(guest.session());
    acts.raise(guest.session(), guest.viewer().person());
    return seen(guest);
  }

  Response withdraw(LiveAccess.Guest guest, long question) {
    acts.withdraw(guest.session(), guest.viewer().person(), question);
    return seen(guest);
  }

  /** The page again, with the other host's notes beside the typed ones. */
  Response overtaken(LiveAccess.Guest guest, String typed, LiveText newest) {
    return unstored(
        Page.conflict(
            LivePage.Templates.live(
                board(guest),
                new LivePage.Typed(typed, newest.key.version(), newest, "", none()))));
  }

  /** The page again, with what is wrong with the notes beside them. */
  Response refused(LiveAccess.Guest guest, String typed, int version, Refusal.BadInput refusal) {
    Problems problems = new Problems();
    refusal.problems().forEach(p -> problems.add("notes", p.message()));
    return unstored(
        Page.refuse(
            LivePage.Templates.live(
                board(guest), new LivePage.Typed(typed, version, null, "", problems))));
  }

  /** Saves a text for a script: 200 with its version, or 409 with what holds. */
  Response save(LiveAccess.Guest guest, LiveText.Kind kind, int number, LivePage.Notes typed) {
    if (typed == null || typed.wording() == null) {
      throw new Refusal.BadInput("wording", "Please fill this in.");
    }
    try {
      LiveText saved =
          acts.write(
              guest.session(),
              kind,
              number,
              typed.wording(),
              typed.version(),
              guest.viewer().person());
      return Response.ok(LivePage.Saved.of(saved), MediaType.APPLICATION_JSON).build();
    } catch (Refusal.Overtaken e) {
      return Response.status(409)
          .type(MediaType.APPLICATION_JSON)
          .entity(LivePage.Saved.of(LiveText.newest(guest.session(), kind, number).orElseThrow()))
          .build();
    }
  }

  private LiveBoard board(LiveAccess.Guest guest) {
    return boards.of(guest.session(), guest.viewer());
  }

  private static LivePage.Typed typed(LiveAccess.Guest guest, String question, Problems problems) {
    if (!guest.viewer().host()) {
      return new LivePage.Typed("", 0, null, question, problems);
    }
    LiveText notes = LiveText.newest(guest.session(), LiveText.Kind.NOTES, 0).orElse(null);
    return new LivePage.Typed(
        notes == null ? "" : notes.wording,
        notes == null ? 0 : notes.key.version(),
        null,
        question,
        problems);
  }

  private Response seen(LiveAccess.Guest guest) {
    return Response.seeOther(URI.create(guest.viewer().base())).build();
  }

  private static Problems none() {
    return new Problems();
  }

  /** A page that holds a personal link is kept by no cache, nor told to where it leads. */
  static Response unstored(Response page) {
    return Response.fromResponse(page).header("Cache-Control", "no-store").build();
  }
}
