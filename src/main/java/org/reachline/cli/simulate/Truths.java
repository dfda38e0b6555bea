package org.reachline.cli.simulate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the simulator makes true. Rates and shares are stated here and nowhere in code.
 *
 * @param waves when units start
 * @param siteTypes by site type of the study file: how many sites, and how large
 * @param stratumFrom smallest size of each stratum of the study file, in its order; empty if strata
 *     are by turns
 * @param people how many people beside the sites' own
 * @param measures by measure of the study file: how its numbers come about
 * @param delivery by strategy of the study file: what becomes of the plan
 * @param reports what becomes of the monthly reports
 */
record Truths(
    List<Wave> waves,
    Map<String, SiteTruth> siteTypes,
    List<Double> stratumFrom,
    PeopleTruth people,
    Map<String, MeasureTruth> measures,
    Map<String, DeliveryTruth> delivery,
    ReportTruth reports) {

  /**
   * Units that start about the same time.
   *
   * @param units how many
   * @param monthsBefore start of the wave, in months before the as-of date
   * @param spreadMonths months over which the starts are spread
   */
  public record Wave(int units, int monthsBefore, int spreadMonths) {}

  /**
   * Sites of one type.
   *
   * @param count how many
   * @param name name with {@code {place}} where the invented place goes
   * @param sizeUnit what the size counts
   * @param sizeMedian median size
   * @param sizeLogSd standard deviation of the logarithm of the size
   */
  public record SiteTruth(
      int count, String name, String sizeUnit, double sizeMedian, double sizeLogSd) {}

  /**
   * People beside the sites' own, who get one person per part of the study file.
   *
   * @param coaches coaches, who share the units
   * @param hub people of the hub
   */
  public record PeopleTruth(int coaches, int hub) {}

  /** How the numbers of one measure come about. */
  public sealed interface MeasureTruth permits SizeTruth, CountTruth, OverTruth, StockTruth {}

  /**
   * The site's size, with noise.
   *
   * @param monthlyLogSd standard deviation of the monthly noise on the log scale
   */
  public record SizeTruth(double monthlyLogSd) implements MeasureTruth {}

  /**
   * A negative binomial count.
   *
   * @param ratePer100 by site type: expected count per month and 100 of the site's size, before any
   *     effect
   * @param siteLogSd standard deviation of the sites' log rates
   * @param theta variance is mean + mean^2 / theta
   * @param logRatePerMonth growth of the log rate per study month, in every arm
   * @param rampMonths months over which an effect grows from that of the phase before
   * @param effects what multiplies the rate in which phase and arm
   */
  public record CountTruth(
      Map<String, Double> ratePer100,
      double siteLogSd,
      double theta,
      double logRatePerMonth,
      int rampMonths,
      List<Effect> effects)
      implements MeasureTruth {}

  /**
   * Everyone counted in other measures, and a Poisson number more.
   *
   * @param measures the other measures
   * @param extraPer100 expected number more per month and 100 of the site's size, by site type
   */
  public record OverTruth(List<String> measures, Map<String, Double> extraPer100)
      implements MeasureTruth {}

  /**
   * A stock that others flow into.
   *
   * @param measures the flows
   * @param stayShare share of last month's stock that is still there
   */
  public record StockTruth(List<String> measures, double stayShare) implements MeasureTruth {}

  /**
   * A log rate ratio for the units of one phase whose arm fits.
   *
   * @param phase key of the phase
   * @param levels levels that the arm must have, all of them; empty for every arm
   * @param arm arm that it must be, for studies without factors
   * @param logRateRatio natural logarithm of the rate ratio
   */
  public record Effect(
      String phase, Map<String, String> levels, Optional<String> arm, double logRateRatio) {}

  /**
   * What becomes of the plan of one strategy. Shares are of planned contacts, or of invitations to
   * sessions.
   *
   * @param heldShare held in the end, or attended
   * @param noShowShare first appointment to which nobody came
   * @param rescheduledShare first appointment that was moved
   * @param lateShare held after the window closed
   * @param leftEarlyShare attendances of less than half of the session
   * @param minutesLogSd standard deviation of the log of held minutes around the plan
   * @param unplanned what is received without being prescribed
   */
  public record DeliveryTruth(
      double heldShare,
      double noShowShare,
      double rescheduledShare,
      double lateShare,
      double leftEarlyShare,
      double minutesLogSd,
      List<Unplanned> unplanned) {}

  /**
   * Contamination.
   *
   * @param levels levels of the arms in which it happens; empty for every arm
   * @param arm arm in which it happens, for studies without factors
   * @param unitShare share of those units in which it happens
   * @param times how often in each
   * @param minutes planned length of each
   */
  public record Unplanned(
      Map<String, String> levels, Optional<String> arm, double unitShare, int times, int minutes) {}

  /**
   * What becomes of the reports.
   *
   * @param lateShare submitted after the day on which they are late
   * @param missingShare never submitted
   * @param silentUnits units that stop reporting for a while
   * @param silentMonths for how many months
   * @param blankShare measures that need not be filled in and are not
   */
  public record ReportTruth(
      double lateShare,
      double missingShare,
      int silentUnits,
      int silentMonths,
      double blankShare) {}
}
