package org.reachline.coaching.booking;

import static org.reachline.base.input.FreeText.Readers.COACH;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.people.Person;

/**
 * What a site says when it picks a time. It stands beside {@link Booking}, whose fields many
 * queries name.
 *
 * @param slot key of the slot
 * @param person mail address or key of who of the site will be there; null for yourself
 * @param topic what the site wants to talk about, or null
 */
public record BookingFacts(
    @NotNull @Schema(implementation = Long.class) CoachingSlot slot,
    @NotNull @Schema(implementation = String.class) Person person,
    @Size(max = 300) @Line(COACH) String topic) {

  /** What follows from these fields. */
  public static final FactSheet<BookingFacts> SHEET = FactSheet.of(BookingFacts.class);
}
