package org.reachline.comparison.months;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The analysis row: one site in one study month (or phase, where a study reports per phase), with
 * what it was allocated to, what it reported and what its unit received.
 *
 * @param unit code of the unit of randomisation; rows of a jail and its partners share it
 * @param site code of the site that reports
 * @param siteType the site's type, as in the study file
 * @param studyMonth month counted from the unit's start; the phase's first month where a study
 *     reports per phase
 * @param phase key of the phase
 * @param arm key of the unit's arm; empty before allocation
 * @param stratum stratum of the allocation, if the study has strata
 * @param pair pair of the allocation, if the study has pairs
 * @param state how the report stands
 * @param values reported value by measure, computed ones included; a measure that is not in the map
 *     was left blank, which is not zero
 * @param delivered what the unit received in this month, by strategy; on the row of the unit's
 *     leading site only, so that rows can be summed
 */
public record SiteMonth(
    String unit,
    String site,
    String siteType,
    int studyMonth,
    String phase,
    Optional<String> arm,
    Optional<String> stratum,
    Optional<String> pair,
    MonthState state,
    Map<String, BigDecimal> values,
    Map<String, Delivered> delivered) {

  public SiteMonth {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    delivered = Collections.unmodifiableMap(new LinkedHashMap<>(delivered));
  }

  /** The value of a measure if it counts: reported and not blank. */
  public Optional<BigDecimal> value(String measure) {
    return state == MonthState.REPORTED
        ? Optional.ofNullable(values.get(measure))
        : Optional.empty();
  }
}
