package org.reachline.protocol.measure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.reachline.protocol.design.Require;

/**
 * One thing that sites count and report.
 *
 * @param key what checks, analyses and uploads refer to
 * @param label what people read
 * @param help what is counted and what is not, for the person who types
 * @param type what may be entered
 * @param nature whether months add up
 * @param unit what one is, such as people or kits
 * @param least smallest value that is taken
 * @param most largest value that is taken
 * @param required whether a report can be submitted without it
 * @param siteTypes types of site that report it; keys of {@code StudyFile.siteTypes}
 * @param computed how it follows from the others, if nobody types it
 * @param denominator what it is divided by where a rate is shown
 */
public record Measure(
    String key,
    String label,
    Optional<String> help,
    MeasureType type,
    MeasureNature nature,
    String unit,
    Optional<BigDecimal> least,
    Optional<BigDecimal> most,
    boolean required,
    List<String> siteTypes,
    Optional<MeasureExpression> computed,
    Optional<Per> denominator) {

  public Measure {
    Require.text(key, "key");
    Require.text(label, "label");
    Require.text(unit, "unit");
    siteTypes = List.copyOf(siteTypes);
    if (least.isPresent() && most.isPresent()) {
      Require.that(least.get().compareTo(most.get()) <= 0, "min must not be above max");
    }
  }

  /** Whether sites of this type report the measure. */
  public boolean appliesTo(String siteType) {
    return siteTypes.contains(siteType);
  }
}
