package org.reachline.dose;

/**
 * Told by CDI event, within the transaction, when a unit's people begin to get something of a
 * strategy, or when the evidence of it goes: before it is a delivery of the ledger, and also if it
 * never becomes one because it was too short.
 *
 * @param enrolmentId key of the unit
 * @param strategy key of the strategy
 */
public record DeliveryObserved(long enrolmentId, String strategy) {}
