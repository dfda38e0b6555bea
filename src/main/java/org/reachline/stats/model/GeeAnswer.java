package org.reachline.stats.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.reachline.stats.Covariance;
import org.reachline.stats.Distributions;
import org.reachline.stats.Estimate;
import org.reachline.stats.JointTest;
import org.reachline.stats.RowsUsed;

/**
 * What a GEE found.
 *
 * @param family the variance, with theta as used
 * @param structure the working correlation as fitted
 * @param convention how phi and alpha were estimated
 * @param coefficients on the link scale, aliased ones left out
 * @param phi scale of the variance
 * @param alpha working correlation; empty under independence
 * @param covariances by kind of standard error; a kind that the clusters cannot give is absent, and
 *     a coefficient that one cluster alone fixes is in none but the naive one
 * @param dfFayGraubard4 Fay and Graubard's degrees of freedom per coefficient, method d4
 * @param dfFayGraubard5 the same, method d5
 * @param df clusters minus coefficients, for every other t test
 * @param maxLeverage largest leverage of a cluster, between 0 and 1
 * @param mostInfluential the cluster that has it
 * @param contrasts estimates by contrast and kind of standard error
 * @param jointTests Wald tests by name and kind of standard error
 * @param withheld coefficients, contrasts and joint tests that these data cannot give, and why
 */
public record GeeAnswer(
    Family family,
    Link link,
    WorkingCorrelation structure,
    MomentConvention convention,
    Map<String, Double> coefficients,
    double phi,
    OptionalDouble alpha,
    Map<Correction, Covariance> covariances,
    Map<String, Double> dfFayGraubard4,
    Map<String, Double> dfFayGraubard5,
    int df,
    double maxLeverage,
    String mostInfluential,
    Map<String, Map<Correction, Estimate>> contrasts,
    Map<String, Map<Correction, JointTest>> jointTests,
    int iterations,
    List<String> aliased,
    Map<String, String> withheld,
    RowsUsed rows,
    List<String> cautions) {

  /**
   * The recommended estimate of a contrast: Kauermann-Carroll, t on clusters minus coefficients.
   */
  public Optional<Estimate> estimate(String contrast) {
    return Optional.ofNullable(contrasts.getOrDefault(contrast, Map.of()).get(Correction.KC));
  }

  /** The standard error of a coefficient, if this kind could be estimated. */
  public OptionalDouble se(Correction kind, String coefficient) {
    Covariance covariance = covariances.get(kind);
    Double se = covariance == null ? null : covariance.standardErrors().get(coefficient);
    return se == null ? OptionalDouble.empty() : OptionalDouble.of(se);
  }

  /** Two-sided p that the coefficient is zero; infinite df gives the normal test. */
  public OptionalDouble pValue(Correction kind, String coefficient, double degreesOfFreedom) {
    OptionalDouble se = se(kind, coefficient);
    if (se.isEmpty() || !(se.getAsDouble() > 0) || !(degreesOfFreedom > 0)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        Distributions.twoSidedT(
            Objects.requireNonNull(coefficients.get(coefficient)) / se.getAsDouble(),
            degreesOfFreedom));
  }
}
