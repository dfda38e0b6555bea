package org.reachline.comparison;

import java.util.ArrayList;
import java.util.List;
import org.reachline.comparison.months.PhaseTotal;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.Rate;

/**
 * Counts and rate of some units in one phase: an arm, a level of a factor, or everybody. A
 * description, not a contrast.
 *
 * @param key key of the arm or level; {@code all} for everybody
 * @param label what people read
 * @param order the arm's place in the study file, from 0; null for a level or everybody
 * @param units units with data
 * @param months site-months that count
 * @param monthsMissing site-months that are over and do not count
 * @param events the outcome, summed
 * @param mean the outcome per site-month, for what cannot be summed over months, such as people in
 *     treatment at a month's end; null without a month that counts
 * @param exposure what it is divided by, summed and divided by "per"
 * @param rate events over exposure; null without exposure
 * @param lower lower limit of its interval, from the spread between units
 * @param upper upper limit
 * @param cautions why a part is missing or rough
 */
record Group(
    String key,
    String label,
    Integer order,
    int units,
    int months,
    int monthsMissing,
    double events,
    Double mean,
    double exposure,
    Double rate,
    Double lower,
    Double upper,
    List<String> cautions) {

  public Group {
    cautions = List.copyOf(cautions);
  }

  /** Describes these units' phase. */
  static Group of(
      String key,
      String label,
      Integer order,
      List<PhaseTotal> totals,
      int monthsMissing,
      double confidence) {
    List<PhaseTotal> withData = totals.stream().filter(PhaseTotal::hasExposure).toList();
    double[] events = withData.stream().mapToDouble(PhaseTotal::events).toArray();
    double[] exposure = withData.stream().mapToDouble(PhaseTotal::exposure).toArray();
    Outcome<Estimate> rate = Rate.ofClusters(events, exposure, confidence);
    Estimate estimate = rate.isAnswered() ? rate.get() : null;
    List<String> cautions =
        new ArrayList<>(estimate == null ? List.of(rate.reason()) : estimate.cautions());
    int months = withData.stream().mapToInt(PhaseTotal::months).sum();
    double sum = java.util.Arrays.stream(events).sum();
    return new Group(
        key,
        label,
        order,
        withData.size(),
        months,
        monthsMissing,
        sum,
        months == 0 ? null : sum / months,
        java.util.Arrays.stream(exposure).sum(),
        estimate == null ? null : estimate.value(),
        estimate == null ? null : estimate.interval().map(i -> i.lower()).orElse(null),
        estimate == null ? null : estimate.interval().map(i -> i.upper()).orElse(null),
        cautions);
  }
}
