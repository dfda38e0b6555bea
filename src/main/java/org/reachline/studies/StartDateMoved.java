package org.reachline.studies;

/**
 * Told by CDI event, within the transaction, when the start date of a unit was moved: rooms above
 * take along what nobody has handed in yet. What was handed in has objected before, see {@link
 * StartMoves}.
 *
 * @param enrolment the unit, with the start that it has now
 * @param reason why it was moved
 */
public record StartDateMoved(Enrolment enrolment, String reason) {}
