package org.reachline.dose;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * A room that knows of people whom a strategy put in place at units, such as a nurse care manager.
 * That is treatment too, and no contact: it has no length. Declared here so that rooms which
 * deliver and rooms which watch need not know each other; CDI joins them.
 */
public interface PlacedStaff {
  /**
   * Somebody in place.
   *
   * @param source kind and key of the record, such as {@code activity:17}
   * @param strategy key of the strategy
   * @param part key of the part
   * @param fullTimeEquivalent share of a full time
   * @param from first day
   * @param until last day, or null while it lasts
   */
  record Placement(
      String source,
      String strategy,
      String part,
      BigDecimal fullTimeEquivalent,
      LocalDate from,
      LocalDate until) {
    /** Whether somebody is there on a day. */
    public boolean isThereOn(LocalDate day) {
      return !from.isAfter(day) && (until == null || !until.isBefore(day));
    }
  }

  /** Everybody who was put in place at these units, also those who left since, by unit's key. */
  Map<Long, List<Placement>> placed(Study study, Collection<Enrolment> units);
}
