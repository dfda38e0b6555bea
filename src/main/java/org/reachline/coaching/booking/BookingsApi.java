package org.reachline.coaching.booking;

import static org.reachline.base.input.JsonBody.required;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.SiteAccess;
import org.reachline.base.facts.Sent;
import org.reachline.base.trail.Change;
import org.reachline.coaching.booking.BookingPaths.Place;

/** Offers and bookings as JSON. */
@Path("/api/studies/{slug}/coaching/{code}/bookings")
@Tag(name = "coaching bookings", description = "Times that coaches offer and sites pick")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class BookingsApi {
  @Inject SiteAccess access;
  @Inject BookingPaths paths;
  @Inject BookingQueries queries;
  @Inject BookingActs acts;

  /** A time that a coach offers. */
  public record SlotJson(long id, String coach, @JsonUnwrapped SlotFacts facts) {
    static SlotJson of(CoachingSlot s) {
      return new SlotJson(s.id, s.coach.email, s.facts());
    }
  }

  /**
   * A booking.
   *
   * @param person mail address of who of the site will be there
   * @param planned the planned contact that it is for, such as {@code coaching|monthly_call@4};
   *     null for unplanned help and for people who may not know the plan
   * @param state {@code booked}, {@code logged} or {@code cancelled}
   * @param contact key of the contact that was logged for it, or null
   * @param answers what the two sides' calendars answered to it as it now stands
   * @param replies answers that were not taken, or that say more than an answer
   */
  public record BookingJson(
      long id,
      String site,
      SlotJson slot,
      String person,
      String planned,
      String topic,
      String state,
      String cancelReason,
      Long contact,
      List<AnswerJson> answers,
      List<ReplyJson> replies,
      int version) {}

  /**
   * An answer that was not taken, or that says more than an answer.
   *
   * @param person mail address of who answered, or null if nobody of the booking did
   * @param answer accepted, declined, tentative, or null if it gives none
   * @param refused why it was not taken, or null if it was
   * @param note another time that is proposed, or null
   * @param comment the sender's own words, or null
   */
  public record ReplyJson(
      String person,
      String answer,
      String refused,
      String note,
      String comment,
      Instant receivedAt) {
    static ReplyJson of(BookingReply r) {
      return new ReplyJson(
          r.person == null ? null : r.person.email,
          r.answer == null ? null : r.answer.name().toLowerCase(Locale.ROOT),
          r.refused,
          r.note,
          r.comment,
          r.receivedAt);
    }
  }

  /** Somebody's answer: {@code accepted}, {@code declined} or {@code tentative}. */
  public record AnswerJson(String person, String answer, Instant answeredAt) {}

  /** Where a booking shall move to, and why. */
  public record MoveRequest(Integer version, Long slot, String reason) {}

  /** Why a booking is cancelled. */
  public record CancelRequest(Integer version, String reason) {}

  /** Times that a site can pick. */
  @GET
  @Path("free-slots")
  @Operation(summary = "Times that this site's coaches offer and nobody has picked")
  public List<SlotJson> free(String slug, String code) {
    Place place = paths.place(slug, code);
    return queries.freeSlots(place.study(), place.site()).stream().map(SlotJson::of).toList();
  }

  /** A site's bookings. */
  @GET
  @Operation(summary = "A site's bookings, cancelled ones too, newest first")
  public List<BookingJson> bookings(String slug, String code) {
    return Booking.listForEnrolment(paths.place(slug, code).enrolment()).stream()
        .filter(b -> access.maySee(b.site.id))
        .map(this::json)
        .toList();
  }

  /** Picks a time. */
  @POST
  @Transactional
  @Operation(summary = "Book a time for a site; 409 if somebody was quicker")
  @APIResponseSchema(value = BookingJson.class, responseCode = "201")
  public Response book(String slug, String code, Sent<BookingFacts> request) {
    Place place = paths.place(slug, code);
    Problems problems = new Problems();
    BookingFacts facts =
        paths.facts(place, BookingFacts.SHEET.typed(required(request), problems), problems);
    problems.throwIfAny();
    Booking made = acts.book(place.enrolment(), place.site(), facts);
    return Response.created(URI.create("/api" + place.path() + "/bookings/" + made.id))
        .entity(json(made))
        .build();
  }

  /** Moves a booking. */
  @POST
  @Path("{id}/move")
  @Transactional
  @Operation(summary = "Move a booking to another time with a reason; 409 if it changed or is gone")
  public BookingJson move(String slug, String code, long id, MoveRequest request) {
    Place place = paths.place(slug, code);
    Booking booking = paths.booking(place, id);
    Problems problems = new Problems();
    CoachingSlot slot = paths.slot(place, text(required(request).slot()), problems);
    String reason = problems.text("reason", request.reason(), 500);
    int version = version(request.version(), problems);
    problems.throwIfAny();
    acts.move(booking, slot, new Change(version, reason));
    return json(booking);
  }

  /** Cancels a booking. */
  @POST
  @Path("{id}/cancel")
  @Transactional
  @Operation(summary = "Cancel a booking with a reason; both sides are told")
  public BookingJson cancel(String slug, String code, long id, CancelRequest request) {
    Place place = paths.place(slug, code);
    Booking booking = paths.booking(place, id);
    Problems problems = new Problems();
    String reason = problems.text("reason", required(request).reason(), 500);
    int version = version(request.version(), problems);
    problems.throwIfAny();
    acts.cancel(booking, new Change(version, reason));
    return json(booking);
  }

  private BookingJson json(Booking b) {
    return new BookingJson(
        b.id,
        b.site.code,
        SlotJson.of(b.slot),
        b.person.email,
        access.mayKnowPlan(b.site.id)
            ? b.occurrence().map(occurrence -> b.strategy + "|" + occurrence).orElse(null)
            : null,
        b.topic,
        !b.isStanding() ? "cancelled" : b.contact == null ? "booked" : "logged",
        b.cancelReason,
        b.contact == null ? null : b.contact.id,
        BookingReply.listNow(b).stream()
            .map(
                r ->
                    new AnswerJson(
                        r.person.email, r.answer.name().toLowerCase(Locale.ROOT), r.answeredAt))
            .toList(),
        BookingReply.listToRead(b).stream().map(ReplyJson::of).toList(),
        b.version);
  }

  private static int version(Integer version, Problems problems) {
    if (version == null) {
      problems.add("version", "Say which version of the booking you saw.");
      return -1;
    }
    return version;
  }

  static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
