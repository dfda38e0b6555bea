package org.reachline.coaching.contacts;

/**
 * Told by CDI event, within the transaction, when a contact was logged, amended or withdrawn.
 *
 * @param contactId key of the contact
 * @param enrolmentId key of the unit whose dose it touches
 * @param act {@code logged}, {@code amended} or {@code withdrawn}
 */
public record ContactChanged(long contactId, long enrolmentId, String act) {}
