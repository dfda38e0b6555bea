package org.reachline.dose;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.reachline.protocol.dose.Delivery;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * A room that knows of treatment which is no delivery of the ledger: a session under way, or one
 * that somebody left too early to count. Declared here so that rooms which deliver and rooms which
 * watch need not know each other; CDI joins them.
 */
public interface ObservedDeliveries {
  /**
   * Whatever reached these units of a strategy, as if it were delivered, by key of the unit.
   *
   * @param strategy key of the strategy
   */
  Map<Long, List<Delivery>> seen(Study study, String strategy, Collection<Enrolment> units);
}
