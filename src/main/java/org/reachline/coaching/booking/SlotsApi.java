package org.reachline.coaching.booking;

import static org.reachline.base.input.JsonBody.required;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.facts.Sent;
import org.reachline.coaching.booking.BookingsApi.SlotJson;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Person;
import org.reachline.studies.Study;

/** A coach's own offers as JSON. */
@Path("/api/studies/{slug}/coaching-slots")
@Tag(name = "coaching bookings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.COACH_)
class SlotsApi {
  @Inject CurrentPerson me;
  @Inject CoachingAccounts accounts;
  @Inject OfferRules rules;
  @Inject BookingActs acts;
  @Inject Clock clock;

  /** The coach's own offers. */
  @GET
  @Operation(summary = "Your own offered times that are still to come")
  public List<SlotJson> slots(String slug) {
    return CoachingSlot.findStanding(study(slug), Person.<Person>findById(me.id()), clock.instant())
        .list()
        .stream()
        .map(SlotJson::of)
        .toList();
  }

  /** Offers times. */
  @POST
  @Transactional
  @Operation(summary = "Offer times to the sites you coach, weekly if you like")
  @APIResponseSchema(value = SlotJson[].class, responseCode = "201")
  public Response offer(String slug, Sent<OfferFacts> request) {
    Study study = study(slug);
    Problems problems = new Problems();
    Map<String, String> typed = OfferFacts.SHEET.typed(required(request), problems);
    typed.merge("weeks", "1", (said, once) -> said);
    List<CoachingSlot> slots = rules.read(typed, study, Person.<Person>findById(me.id()), problems);
    problems.throwIfAny();
    acts.offer(slots);
    return Response.status(201).entity(slots.stream().map(SlotJson::of).toList()).build();
  }

  /** Takes an offer back. */
  @POST
  @Path("{id}/withdraw")
  @Transactional
  @Operation(summary = "Take back an offered time; 409 if it was booked meanwhile")
  public void withdraw(String slug, long id) {
    Study study = study(slug);
    acts.withdraw(
        CoachingSlot.<CoachingSlot>findByIdOptional(id)
            .filter(s -> s.study.id.equals(study.id) && s.coach.id == me.id())
            .orElseThrow(Refusal.NotFound::new));
  }

  private Study study(String slug) {
    Study study = Study.getBySlug(slug);
    if (accounts.strategies(study).isEmpty()) {
      throw new Refusal.NotFound();
    }
    return study;
  }
}
