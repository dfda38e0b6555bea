package org.reachline.coaching.booking;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Person;
import org.reachline.studies.Study;

/** A coach's own offers in a study: offer times, see who booked them, take them back. */
@Path("/studies/{slug}/coaching-slots")
@RolesAllowed(Role.COACH_)
class SlotsPage {
  @Inject CurrentPerson me;
  @Inject CoachingAccounts accounts;
  @Inject SentForm sent;
  @Inject OfferRules rules;
  @Inject BookingActs acts;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance slots(
        Study study,
        List<Line> lines,
        Paging paging,
        List<Booking> unlogged,
        FactForm form,
        boolean nudged);
  }

  /**
   * An offer.
   *
   * @param booking who booked it, or null
   */
  public record Line(CoachingSlot slot, Booking booking) {}

  /** The coach's offers. */
  @GET
  public Response slots(String slug, @RestQuery @DefaultValue("1") PageNumber page) {
    Study study = study(slug);
    Person coach = Person.findById(me.id());
    LocalDate tomorrow = LocalDate.now(clock.withZone(coach.zoneId())).plusDays(1);
    Map<String, String> typed =
        OfferFacts.SHEET.typed(new OfferFacts(tomorrow, null, 60, DeliveredMode.VIDEO, 1));
    return Page.show(page(study, coach, page, typed, new Problems()));
  }

  /** Offers times. */
  @POST
  @Transactional
  public Response offer(String slug) {
    Study study = study(slug);
    Person coach = Person.findById(me.id());
    Problems problems = new Problems();
    Map<String, String> typed = OfferRules.typed(sent.typed());
    List<CoachingSlot> slots = rules.read(typed, study, coach, problems);
    if (problems.any()) {
      return Page.refuse(page(study, coach, PageNumber.FIRST, typed, problems));
    }
    acts.offer(slots);
    return Page.seeOther(
        "/studies/" + slug + "/coaching-slots",
        slots.size() == 1 ? "One time is offered." : slots.size() + " times are offered.");
  }

  /** Takes an offer back that nobody booked. */
  @POST
  @Path("{id}/withdraw")
  @Transactional
  public Response withdraw(String slug, long id) {
    CoachingSlot slot = own(study(slug), id);
    acts.withdraw(slot);
    return Page.seeOther("/studies/" + slug + "/coaching-slots", "The time is no longer offered.");
  }

  /** Switches mail about planned contacts for which nothing is booked on or off. */
  @POST
  @Path("nudges")
  @Transactional
  public Response nudges(String slug, @RestForm String wanted) {
    study(slug);
    boolean on = "yes".equals(wanted);
    NudgeStop.set(Person.findById(me.id()), !on);
    return Page.seeOther(
        "/studies/" + slug + "/coaching-slots",
        on
            ? "You will be reminded by mail when nothing is booked."
            : "You will not be reminded by mail; your first page still says it.");
  }

  private CoachingSlot own(Study study, long id) {
    return CoachingSlot.<CoachingSlot>findByIdOptional(id)
        .filter(s -> s.study.id.equals(study.id) && s.coach.id == me.id())
        .orElseThrow(Refusal.NotFound::new);
  }

  private Study study(String slug) {
    Study study = Study.getBySlug(slug);
    if (accounts.strategies(study).isEmpty()) {
      throw new Refusal.NotFound();
    }
    return study;
  }

  private TemplateInstance page(
      Study study, Person coach, PageNumber page, Map<String, String> typed, Problems problems) {
    Instant now = clock.instant();
    PanacheQuery<CoachingSlot> slots = CoachingSlot.findStanding(study, coach, now);
    Paging paging =
        Paging.of(slots, page, Paging.ROWS).at("/studies/" + study.slug + "/coaching-slots");
    Map<Long, Booking> bySlot = new HashMap<>();
    List<Booking> standing = Booking.listForCoach(study, coach, now.minus(Duration.ofDays(60)));
    standing.forEach(b -> bySlot.put(b.slot.id, b));
    return Templates.slots(
        study,
        paging.rows(slots).stream().map(slot -> new Line(slot, bySlot.get(slot.id))).toList(),
        paging,
        standing.stream().filter(b -> b.isOpen() && !b.slot.startsAt.isAfter(now)).toList(),
        new FactForm(OfferFacts.SHEET, typed, problems),
        !NudgeStop.isSetBy(coach));
  }
}
