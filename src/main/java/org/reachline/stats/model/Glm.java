package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Covariance;
import org.reachline.stats.Estimate;
import org.reachline.stats.JointTest;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.formula.ModelFrame;
import org.reachline.stats.matrix.SmallMatrix;
import org.reachline.stats.table.Table;

/**
 * Generalised linear models by maximum likelihood: Poisson, negative binomial (theta estimated or
 * given) and binomial, with log, logit or identity link. Rows are taken as independent: for months
 * within sites use {@link Gee} or {@link Glmm}.
 *
 * <p>Sources: McCullagh and Nelder, Generalized Linear Models, 2nd ed.; Venables and Ripley, MASS,
 * 4th ed. 7.4 (negative binomial).
 */
public final class Glm extends ModelQuestion<Glm> {
  private final Family.Kind kind;
  private Link link;
  private @Nullable Double thetaFixed;

  private Glm(Family.Kind kind) {
    this.kind = kind;
    this.link = kind == Family.Kind.BINOMIAL ? Link.LOGIT : Link.LOG;
  }

  /**
   * Theta of a negative binomial.
   *
   * @param value theta, where the variance is mu + mu^2/theta
   * @param seGivenMeans standard error with the means held; absent when fixed
   * @param seMass the same as MASS prints it, one Newton step short; absent when fixed
   * @param seJoint standard error from the joint Hessian; absent when fixed
   */
  public record ThetaEstimate(
      double value,
      Optional<Double> seGivenMeans,
      Optional<Double> seMass,
      Optional<Double> seJoint) {}

  /**
   * What maximum likelihood found.
   *
   * @param coefficients by name, aliased ones left out
   * @param covariance inverse expected information, theta held
   * @param jointCovariance of the coefficients, from the observed Hessian with theta; only when
   *     theta was estimated
   * @param pearson sum of squared Pearson residuals
   * @param theta of a negative binomial; absent where the counts vary no more than Poisson counts
   * @param withheld coefficients and contrasts that these data cannot give, and why
   * @param fitted means in the frame's order; proportions for the binomial
   */
  public record Answer(
      Map<String, Double> coefficients,
      Covariance covariance,
      Optional<Covariance> jointCovariance,
      double deviance,
      double nullDeviance,
      double pearson,
      int dfResidual,
      double logLikelihood,
      double aic,
      Optional<ThetaEstimate> theta,
      int iterations,
      Map<String, Estimate> contrasts,
      Map<String, JointTest> jointTests,
      List<String> aliased,
      Map<String, String> withheld,
      double[] fitted,
      RowsUsed rows,
      List<String> cautions) {}

  /** Poisson counts. */
  public static Glm poisson() {
    return new Glm(Family.Kind.POISSON);
  }

  /** Counts that vary more than Poisson; theta is estimated unless given. */
  public static Glm negativeBinomial() {
    return new Glm(Family.Kind.NEGATIVE_BINOMIAL);
  }

  /** Events among trials, or yes and no. */
  public static Glm binomial() {
    return new Glm(Family.Kind.BINOMIAL);
  }

  /** A model of this family. */
  public static Glm of(Family.Kind kind) {
    return new Glm(kind);
  }

  @Override
  protected Glm self() {
    return this;
  }

  /** Another link than the family's usual one. */
  public Glm link(Link other) {
    this.link = other;
    return this;
  }

  /** Holds theta at this value; null estimates it. */
  public Glm theta(Double fixed) {
    if (fixed != null && kind != Family.Kind.NEGATIVE_BINOMIAL) {
      throw new UnusableQuestion("theta belongs to the negative binomial");
    }
    this.thetaFixed = fixed;
    return this;
  }

  /** Answers for these data. */
  public Outcome<Answer> fit(Table data) {
    return answer(data, this::solve);
  }

  private Answer solve(ModelFrame frame) {
    List<String> doubts = Doubts.of(frame, kind, link);
    return Part.of(frame, kind).fit(kind, link, part -> solve(frame, part, doubts));
  }

  private Answer solve(ModelFrame whole, Part part, List<String> doubts) {
    ModelFrame frame = part.frame();
    Columns columns = part.columns();
    Sample sample = part.sample();
    List<String> cautions = new ArrayList<>(columns.cautions());
    Fit fit = maximiseOrPoisson(sample, kind, link, thetaFixed, cautions);
    Irls irls = fit.irls();
    Family family = fit.family();
    int n = sample.n();
    int p = sample.p();
    double pearson = 0;
    double logLik = 0;
    for (int i = 0; i < n; i++) {
      double m = sample.m()[i];
      double residual = sample.y()[i] / m - irls.mu[i];
      pearson += residual * residual * m / family.variance(irls.mu[i]);
      logLik += family.logLikelihood(sample.y()[i], m, irls.mu[i]);
    }
    boolean thetaEstimated = kind == Family.Kind.NEGATIVE_BINOMIAL && thetaFixed == null;
    double[] beta = columns.basis().back(irls.gamma);
    double[][] inverse = SmallMatrix.invert(irls.information);
    if (inverse == null) {
      throw new NotEstimableException("the information matrix is singular");
    }
    double[][] full = columns.basis().back(inverse);
    Covariance covariance = columns.covariance(full);
    Optional<Covariance> joint = Optional.empty();
    Optional<ThetaEstimate> theta = Optional.empty();
    if (thetaEstimated && fit.theta() != null) {
      double[][] hessian = jointHessian(sample, irls, family, link, fit.theta());
      double[][] jointInverse = SmallMatrix.invert(hessian);
      Optional<Double> seJoint = Optional.empty();
      if (jointInverse == null) {
        cautions.add("the joint Hessian is not positive definite; no joint standard errors");
      } else {
        double[][] block = new double[p][];
        for (int k = 0; k < p; k++) {
          block[k] = Arrays.copyOf(jointInverse[k], p);
        }
        joint = Optional.of(columns.covariance(columns.basis().back(block)));
        seJoint = Optional.of(Math.sqrt(jointInverse[p][p]));
      }
      double curvature = -fit.theta().derivatives(family.theta(), irls.mu)[1];
      Optional<Double> given =
          curvature > 0 ? Optional.of(1 / Math.sqrt(curvature)) : Optional.empty();
      double mass = fit.theta().massStandardError(irls.mu);
      theta =
          Optional.of(
              new ThetaEstimate(
                  family.theta(),
                  given,
                  Double.isFinite(mass) ? Optional.of(mass) : Optional.empty(),
                  seJoint));
    } else if (thetaFixed != null) {
      theta =
          Optional.of(
              new ThetaEstimate(thetaFixed, Optional.empty(), Optional.empty(), Optional.empty()));
    }
    warnOfUnsureTheta(theta, cautions);
    warnOfClusters(whole, cautions);
    cautions.addAll(doubts);
    Map<String, Double> coefficients = columns.named(beta);
    Map<String, String> withheld = new LinkedHashMap<>(columns.withheld());
    double infinite = Double.POSITIVE_INFINITY;
    return new Answer(
        coefficients,
        covariance,
        joint,
        irls.deviance,
        nullDeviance(frame, sample, family, link),
        pearson,
        n - p,
        logLik,
        -2 * logLik + 2 * (p + (thetaEstimated ? 1 : 0)),
        theta,
        irls.iterations,
        WaldContrasts.of(
            this, columns, beta, full, infinite, "maximum likelihood, normal reference", withheld),
        WaldContrasts.joint(this, columns, coefficients, covariance, infinite, withheld),
        columns.aliased(),
        withheld,
        part.spread(irls.mu, border(whole)),
        whole.account(),
        cautions);
  }

  /** Where the means of rows without information run to: none of the trials, or all. */
  private double[] border(ModelFrame whole) {
    double[] y = whole.y();
    return Arrays.stream(y)
        .map(events -> kind == Family.Kind.BINOMIAL && events > 0 ? 1 : 0)
        .toArray();
  }

  private static void warnOfUnsureTheta(Optional<ThetaEstimate> theta, List<String> cautions) {
    theta
        .filter(t -> t.seGivenMeans().filter(se -> se > 2 * t.value()).isPresent())
        .ifPresent(
            t ->
                cautions.add(
                    "theta is %.4g with standard error %.4g: these counts cannot be told from Poisson counts"
                        .formatted(t.value(), t.seGivenMeans().orElseThrow())));
  }

  private static void warnOfClusters(ModelFrame frame, List<String> cautions) {
    int clusters = frame.clusterNames().size();
    if (clusters > 0 && clusters < frame.y().length) {
      cautions.add(
          "the %d rows of %d clusters are taken as independent of each other: errors are too small; use a GEE for tests"
              .formatted(frame.y().length, clusters));
    }
  }

  record Fit(Irls irls, Family family, @Nullable Theta theta) {}

  /** The maximum; that of Poisson, with a caution, where the counts leave theta without limit. */
  static Fit maximiseOrPoisson(
      Sample sample,
      Family.Kind kind,
      Link link,
      @Nullable Double thetaFixed,
      List<String> cautions) {
    try {
      return maximise(sample, kind, link, thetaFixed);
    } catch (NotEstimableException why) {
      if (!Theta.isPoissonLike(why)) {
        throw why;
      }
      cautions.add(Theta.FITTED_AS_POISSON);
      return maximise(sample, Family.Kind.POISSON, link, null);
    }
  }

  /** The maximum, with theta estimated in turn with the coefficients when it is not fixed. */
  static Fit maximise(Sample sample, Family.Kind kind, Link link, @Nullable Double thetaFixed) {
    if (kind != Family.Kind.NEGATIVE_BINOMIAL) {
      Family family = new Family(kind, Double.POSITIVE_INFINITY);
      return new Fit(new Irls(sample, family, link).run(null), family, null);
    }
    if (thetaFixed != null) {
      Family family = Family.negativeBinomial(thetaFixed);
      return new Fit(new Irls(sample, family, link).run(null), family, null);
    }
    Theta theta = new Theta(sample.y());
    Irls irls = new Irls(sample, Family.POISSON, link).run(null, 1e-2);
    double value = theta.solve(theta.guess(irls.mu), irls.mu);
    double tolerance = 1e-2;
    double last = Double.POSITIVE_INFINITY;
    int stalled = 0;
    for (int turn = 0; turn < 500; turn++) {
      irls = new Irls(sample, Family.negativeBinomial(value), link).run(irls.gamma, tolerance);
      double next = theta.solve(value, irls.mu);
      double change = Math.abs(Math.log(next / value));
      // There is no use in coefficients that are more exact than theta is.
      boolean exact = tolerance <= 1e-12;
      tolerance = Math.max(1e-13, Math.min(tolerance, 1e-3 * change));
      value = next;
      // Where theta is nearly free, rounding keeps its turns from getting smaller.
      stalled = change < 1e-4 && change >= 0.5 * last ? stalled + 1 : 0;
      last = change;
      if (exact && (change < 1e-12 || stalled > 0) || stalled > 20) {
        Family family = Family.negativeBinomial(value);
        return new Fit(new Irls(sample, family, link).run(irls.gamma), family, theta);
      }
    }
    throw new NotEstimableException("theta did not settle in 500 turns");
  }

  /** Minus the observed Hessian of the log-likelihood by the basis coefficients and theta. */
  private static double[][] jointHessian(
      Sample sample, Irls irls, Family family, Link link, Theta theta) {
    int p = sample.p();
    double[][] h = new double[p + 1][p + 1];
    double t = family.theta();
    for (int i = 0; i < sample.n(); i++) {
      double mu = irls.mu[i];
      double y = sample.y()[i];
      double sum = mu + t;
      double slope = link.slope(irls.eta[i], mu);
      double byMean = y / mu - (y + t) / sum;
      double byMeanTwice = -y / (mu * mu) + (y + t) / (sum * sum);
      double w = -(byMeanTwice * slope * slope + byMean * link.curve(irls.eta[i], mu));
      double cross = -(y - mu) / (sum * sum) * slope;
      for (int j = 0; j < p; j++) {
        double qj = sample.q()[i * p + j];
        for (int k = 0; k < p; k++) {
          h[j][k] += w * qj * sample.q()[i * p + k];
        }
        h[j][p] += cross * qj;
        h[p][j] += cross * qj;
      }
    }
    h[p][p] = -theta.derivatives(t, irls.mu)[1];
    return h;
  }

  private static double nullDeviance(ModelFrame frame, Sample sample, Family family, Link link) {
    int n = sample.n();
    if (!frame.design().names().contains("(Intercept)")) {
      double deviance = 0;
      for (int i = 0; i < n; i++) {
        deviance += family.deviance(sample.y()[i], sample.m()[i], link.mean(sample.offset()[i]));
      }
      return deviance;
    }
    double[] one = new double[n];
    Arrays.fill(one, 1 / Math.sqrt(n));
    return new Irls(sample.withBasis(one, 1), family, link).run(null).deviance;
  }
}
