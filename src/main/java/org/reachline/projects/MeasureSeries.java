package org.reachline.projects;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/**
 * What a site itself reported of a measure. Declared here and implemented by a room that knows the
 * reports, because coaching does not; CDI joins them.
 */
public interface MeasureSeries {
  /**
   * One period of a site.
   *
   * @param studyMonth study month in which it begins
   * @param from first day counted
   * @param to last day counted
   * @param value what was reported, drafts left out; null for blank or no report
   */
  record Point(int studyMonth, LocalDate from, LocalDate to, BigDecimal value) {}

  /** The measure month by month, from the first period that was handed in; empty without any. */
  List<Point> of(Study study, Site site, String measure);
}
