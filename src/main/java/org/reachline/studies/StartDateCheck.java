package org.reachline.studies;

import java.time.LocalDate;
import java.util.List;

/**
 * Asked by CDI event, synchronously, before the start date of a unit is moved: rooms above whose
 * records were made for the days of its study months object. They change nothing, because a dry run
 * asks too.
 *
 * @param enrolment the unit, with the start that it has now
 * @param startsOn the start that is wanted
 * @param objections sentences that say what stands in the way and what to do instead, to which each
 *     room adds its own
 */
public record StartDateCheck(Enrolment enrolment, LocalDate startsOn, List<String> objections) {}
