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
import java.util.Map;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.SiteAccess;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.base.trail.EditDialogue;
import org.reachline.coaching.booking.BookingPaths.Place;
import org.reachline.people.Person;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/** A site's bookings: pick a time, look at a booking, move it, cancel it. */
@Path("/studies/{slug}/coaching/{code}")
@Authenticated
class BookPage {
  @Inject EditDialogue dialogue;
  @Inject ChangeReader changes;
  @Inject SentForm sent;
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
        FactForm form,
        boolean self);

    static native TemplateInstance booking(
        Study study,
        Site site,
        Booking booking,
        boolean free,
        List<BookingReply> answers,
        List<BookingReply> replies,
        boolean mayLog,
        FactForm form);
  }

  /** Times that can be picked now, and what is booked. */
  @GET
  @Path("book")
  public Response free(String slug, String code) {
    return Page.show(pick(paths.place(slug, code), Map.of(), new Problems()));
  }

  /** Picks a time. */
  @POST
  @Path("book")
  @Transactional
  public Response book(String slug, String code) {
    Place place = paths.place(slug, code);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    BookingFacts facts = paths.facts(place, typed, problems);
    if (problems.any()) {
      return Page.refuse(pick(place, typed, problems));
    }
    return dialogue.answer(
        problems,
        (gone, wrong) -> pick(place, typed, EditDialogue.under("slot", gone, wrong)),
        () -> {
          Booking made = acts.book(place.enrolment(), place.site(), facts);
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
    return Page.show(page(place, paths.booking(place, id), Map.of(), new Problems()));
  }

  /** Cancels a booking, with a reason. */
  @POST
  @Path("bookings/{id}/cancel")
  @Transactional
  public Response cancel(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    Booking booking = paths.booking(place, id);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    Change change = changes.ofForm(typed, problems);
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
  public Response move(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    Booking booking = paths.booking(place, id);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    CoachingSlot picked = paths.slot(place, typed.get("slot"), problems);
    String why = problems.line("moveReason", typed.get("moveReason"), 500);
    Integer seen = problems.integer("version", typed.get("version"), 0, Integer.MAX_VALUE);
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

  private TemplateInstance pick(Place place, Map<String, String> typed, Problems problems) {
    List<Person> staff = queries.staffOf(place.site());
    return Templates.pick(
        place.study(),
        place.site(),
        queries.freeSlots(place.study(), place.site()),
        Booking.listForEnrolment(place.enrolment()).stream()
            .filter(b -> access.maySee(b.site.id))
            .toList(),
        new FactForm(BookingFacts.SHEET, typed, problems)
            .choice(
                "person", staff.stream().map(p -> new Choice(p.id.toString(), p.name)).toList()),
        staff.isEmpty() || staff.stream().anyMatch(p -> p.id == me.id()));
  }

  private TemplateInstance page(
      Place place, Booking b, Map<String, String> typed, Problems problems) {
    List<Choice> free =
        queries.freeSlots(place.study(), place.site()).stream()
            .map(s -> new Choice(s.id.toString(), inWords(s)))
            .toList();
    return Templates.booking(
        place.study(),
        place.site(),
        b,
        !free.isEmpty(),
        BookingReply.listNow(b),
        BookingReply.listToRead(b),
        access.mayCoach(b.site.id),
        new FactForm(BookingFacts.SHEET, typed, problems).choice("slot", free));
  }

  private String inWords(CoachingSlot slot) {
    return String.join(
        ", ",
        Formats.inWords(slot.startsAt, me.zone()),
        Formats.asHours(slot.minutes),
        slot.coach.name);
  }
}
