package org.reachline.dose;

/**
 * Told by CDI event, within the transaction, when lines were added to a unit's account. Declared
 * here so that rooms which deliver and rooms which watch need not know each other.
 *
 * @param enrolmentId key of the unit
 * @param strategy key of the strategy
 * @param source kind and key of the record, such as {@code echo_session:4}
 */
public record DoseChanged(long enrolmentId, String strategy, String source) {}
