package org.reachline.coaching.booking;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.SiteAccess;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.EditDialogue;
import org.reachline.coaching.booking.BookingPaths.Place;
import org.reachline.people.Person;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/** A site's bookings: pick a time, look at a booking, move it, cancel it. */
@Path("/studies/{slug}/coaching/{code}")
@Authenticated
public class BookPage {
  @Inject EditDialogue dialogue;
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject BookingPaths paths;
  @Inject BookingQueries queries;
  @Inject BookingActs acts;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance pick(
        Study study,
        Site site,
        List<CoachingSlot> free,
        List<Booking> bookings,
        List<Choice> staff,
        Typed typed,
        Problems problems);

    static native TemplateInstance booking(
        Study study,
        Site site,
        Booking booking,
        List<Choice> free,
        List<BookingReply> answers,
        List<BookingReply> replies,
        boolean mayLog,
        Typed typed,
        Problems problems);
  }

  /**
   * What was typed.
   *
   * @param person who will be there
   * @param topic what it shall be about
   * @param reason why it is cancelled
   * @param slot where it shall move to
   * @param moveReason why it is moved
   */
  public record Typed(String person, String topic, String reason, String slot, String moveReason) {
    static final Typed NOTHING = new Typed("", "", "", "", "");
  }

  /** Times that can be picked now, and what is booked. */
  @GET
  @Path("book")
  public Response free(String slug, String code) {
    return Page.show(pick(paths.place(slug, code), Typed.NOTHING, new Problems()));
  }

  /** Picks a time. */
  @POST
  @Path("book")
  @Transactional
  public Response book(
      String slug,
      String code,
      @RestForm String slot,
      @RestForm String person,
      @RestForm String topic) {
    Place place = paths.place(slug, code);
    Problems problems = new Problems();
    CoachingSlot picked = paths.slot(place, slot, problems);
    Person there = paths.person(place, person, problems);
    String about = problems.optionalLine("topic", topic, 300);
    Typed typed = new Typed(person, topic, "", "", "");
    if (problems.any()) {
      return Page.refuse(pick(place, typed, problems));
    }
    return dialogue.answer(
        problems,
        (gone, wrong) -> pick(place, typed, EditDialogue.under("slot", gone, wrong)),
        () -> {
          Booking made = acts.book(picked, place.enrolment(), place.site(), there, about);
          return Page.seeOther(
              place.path() + "/bookings/" + made.id,
              "Booked. Both sides get it by mail and in their calendars.");
        });
  }

  /** A booking. */
  @GET
  @Path("bookings/{id}")
  public Response booking(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    return Page.show(page(place, paths.booking(place, id), Typed.NOTHING, new Problems()));
  }

  /** Cancels a booking, with a reason. */
  @POST
  @Path("bookings/{id}/cancel")
  @Transactional
  public Response cancel(
      String slug, String code, long id, @RestForm String version, @RestForm String reason) {
    Place place = paths.place(slug, code);
    Booking booking = paths.booking(place, id);
    Problems problems = new Problems();
    String why = problems.text("reason", reason, 500);
    Integer seen = problems.integer("version", version, 0, Integer.MAX_VALUE);
    Typed typed = new Typed("", "", reason, "", "");
    Change change = new Change(seen, why);
    return dialogue.answer(
        booking,
        change,
        problems,
        (theirs, wrong) -> page(place, booking, typed, EditDialogue.under("", theirs, wrong)),
        () -> {
          acts.cancel(booking, change);
          return Page.seeOther(
              place.path() + "/book", "The booking is cancelled; both sides are told.");
        });
  }

  /** Moves a booking to another time, with a reason. */
  @POST
  @Path("bookings/{id}/move")
  @Transactional
  public Response move(
      String slug,
      String code,
      long id,
      @RestForm String version,
      @RestForm String slot,
      @RestForm String moveReason) {
    Place place = paths.place(slug, code);
    Booking booking = paths.booking(place, id);
    Problems problems = new Problems();
    CoachingSlot picked = paths.slot(place, slot, problems);
    String why = problems.line("moveReason", moveReason, 500);
    Integer seen = problems.integer("version", version, 0, Integer.MAX_VALUE);
    Typed typed = new Typed("", "", "", slot, moveReason);
    Change change = new Change(seen, why);
    return dialogue.answer(
        booking,
        change,
        problems,
        (theirs, wrong) -> page(place, booking, typed, EditDialogue.under("", theirs, wrong)),
        () ->
            dialogue.answer(
                problems,
                (gone, wrong) ->
                    page(place, booking, typed, EditDialogue.under("slot", gone, wrong)),
                () -> {
                  acts.move(booking, picked, change);
                  return Page.seeOther(
                      place.path() + "/bookings/" + id,
                      "The booking is moved; both sides are told.");
                }));
  }

  private TemplateInstance pick(Place place, Typed typed, Problems problems) {
    List<Person> staff = queries.staffOf(place.site());
    boolean self = staff.stream().anyMatch(p -> p.id == me.id());
    return Templates.pick(
        place.study(),
        place.site(),
        queries.freeSlots(place.study(), place.site()),
        Booking.listForEnrolment(place.enrolment()).stream()
            .filter(b -> access.maySee(b.site.id))
            .toList(),
        self ? List.of() : staff.stream().map(p -> new Choice(p.id.toString(), p.name)).toList(),
        typed,
        problems);
  }

  private TemplateInstance page(Place place, Booking b, Typed typed, Problems problems) {
    return Templates.booking(
        place.study(),
        place.site(),
        b,
        queries.freeSlots(place.study(), place.site()).stream()
            .map(
                s ->
                    new Choice(
                        s.id.toString(),
                        Formats.inWords(s.startsAt, me.zone())
                            + ", "
                            + Formats.asHours(s.minutes)
                            + ", "
                            + s.coach.name))
            .toList(),
        BookingReply.listNow(b),
        BookingReply.listToRead(b),
        access.mayCoach(b.site.id),
        typed,
        problems);
  }
}
