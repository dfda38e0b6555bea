package org.reachline.studies;

/**
 * Told by CDI event, within the transaction, when a unit's enrolment was written: its start, its
 * arm, its withdrawal.
 *
 * @param studyId key of the study
 * @param enrolmentId key of the unit
 */
public record EnrolmentChanged(long studyId, long enrolmentId) {}
