package org.reachline.coaching.booking;

/**
 * Told by CDI event, within the transaction, when a booking was made, moved or cancelled.
 *
 * @param enrolmentId key of the unit
 */
public record BookingChanged(long enrolmentId) {}
