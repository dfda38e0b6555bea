package org.reachline.coaching.booking;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.LowerCase;
import org.reachline.coaching.contacts.DeliveredMode;

/**
 * Times that a coach offers at one stroke, in the coach's zone; each becomes a slot.
 *
 * @param day first day
 * @param times times of day, such as {@code 14:00}
 * @param minutes length of each
 * @param mode how the two sides meet
 * @param weeks in how many weeks, the first included; at most half a year
 */
record OfferFacts(
    @NotNull LocalDate day,
    @NotNull List<LocalTime> times,
    @NotNull @Min(5) @Max(480) Integer minutes,
    @NotNull @JsonSerialize(using = LowerCase.class) DeliveredMode mode,
    @NotNull @Min(1) @Max(26) Integer weeks) {

  /** What follows from these fields. */
  static final FactSheet<OfferFacts> SHEET = FactSheet.of(OfferFacts.class);
}
