package org.reachline.coaching.booking;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import jakarta.persistence.Column;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.LowerCase;
import org.reachline.base.facts.TrailKey;
import org.reachline.coaching.contacts.DeliveredMode;

/**
 * What is said of a time that a coach offers. It stands beside {@link CoachingSlot}, whose fields
 * many queries name; an offer is typed as {@link OfferFacts}.
 *
 * @param mode how the two sides meet, such as {@code video}
 */
public record SlotFacts(
    @NotNull @Column(name = "starts_at") @TrailKey("starts_at") Instant startsAt,
    @NotNull Integer minutes,
    @NotNull @JsonSerialize(using = LowerCase.class) DeliveredMode mode) {

  /** What follows from these fields. */
  public static final FactSheet<SlotFacts> SHEET = FactSheet.of(SlotFacts.class);
}
