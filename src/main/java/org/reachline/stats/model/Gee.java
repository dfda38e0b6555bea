package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.reachline.stats.Contrast;
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
 * Generalised estimating equations (Liang and Zeger 1986, Biometrika 73:13): the average effect
 * over clusters, with standard errors that allow for what the working correlation misses and for
 * few clusters. The default reading is {@link Correction#KC} with t on clusters minus coefficients.
 */
public final class Gee extends ModelQuestion<Gee> {
  private final Family.Kind kind;
  private Link link;
  private Double thetaFixed;
  private WorkingCorrelation structure = WorkingCorrelation.EXCHANGEABLE;
  private MomentConvention convention = MomentConvention.DF;

  private Gee(Family.Kind kind) {
    this.kind = kind;
    this.link = kind == Family.Kind.BINOMIAL ? Link.LOGIT : Link.LOG;
  }

  /** Poisson variance. */
  public static Gee poisson() {
    return new Gee(Family.Kind.POISSON);
  }

  /** Variance mu + mu^2/theta, theta estimated under independence unless given, then held. */
  public static Gee negativeBinomial() {
    return new Gee(Family.Kind.NEGATIVE_BINOMIAL);
  }

  /** Events among trials, or yes and no. */
  public static Gee binomial() {
    return new Gee(Family.Kind.BINOMIAL);
  }

  /** A model with the variance of this family. */
  public static Gee of(Family.Kind kind) {
    return new Gee(kind);
  }

  @Override
  protected Gee self() {
    return this;
  }

  /** Another link than the family's usual one. */
  public Gee link(Link other) {
    this.link = other;
    return this;
  }

  /** Holds theta at this value; null takes the estimate under independence. */
  public Gee theta(Double fixed) {
    if (fixed != null && kind != Family.Kind.NEGATIVE_BINOMIAL) {
      throw new UnusableQuestion("theta belongs to the negative binomial");
    }
    this.thetaFixed = fixed;
    return this;
  }

  /** The working correlation; exchangeable unless said otherwise. */
  public Gee correlation(WorkingCorrelation other) {
    this.structure = other;
    return this;
  }

  /** The moment convention; Liang and Zeger's unless said otherwise. */
  public Gee convention(MomentConvention other) {
    this.convention = other;
    return this;
  }

  /** Answers for these data. */
  public Outcome<GeeAnswer> fit(Table data) {
    RowsUsed rows = RowsUsed.NONE;
    try {
      ModelFrame frame = frame(data);
      rows = frame.account();
      return new Outcome.Answered<>(solve(frame), rows);
    } catch (NotEstimableException why) {
      return new Outcome.NotEstimable<>(why.getMessage(), rows, List.of());
    }
  }

  private GeeAnswer solve(ModelFrame frame) {
    int clusters = frame.clusterNames().size();
    if (clusterColumn() == null) {
      throw new UnusableQuestion("a GEE needs the column that makes a cluster");
    }
    if (clusters < 2) {
      throw new NotEstimableException("1 cluster; nothing can be said about others");
    }
    Columns columns = Columns.of(frame);
    Sample sample = Sample.of(frame, columns, kind);
    List<String> cautions = new ArrayList<>(columns.cautions());
    if (convention == MomentConvention.GEEPACK && trialsColumn() != null) {
      cautions.add(
          "events among trials: geepack's weights= fits another model; this is the moment estimator"
              + " with divisors N and all pairs");
    }
    Glm.Fit independent = independent(sample, cautions);
    Family family = independent.family();
    int p = columns.count();
    GeeMoments moments =
        new GeeMoments(structure, convention, frame.clusterStarts(), frame.wave(), p);
    if (!moments.hasPairs() && structure != WorkingCorrelation.INDEPENDENCE) {
      cautions.add(
          "every cluster has one row, so no correlation can be estimated; fitted as independence");
    }
    GeeSolver solver = new GeeSolver(sample, family, link, frame.clusterStarts(), moments);
    solver.solve(independent.irls().gamma);
    Sandwich sandwich = new Sandwich(solver, clusters, columns.basis());
    return answer(frame, columns, family, moments, solver, sandwich, cautions);
  }

  /** The fit without correlation: where the search starts, and theta when it is not given. */
  private Glm.Fit independent(Sample sample, List<String> cautions) {
    try {
      return Glm.maximise(sample, kind, link, thetaFixed);
    } catch (NotEstimableException why) {
      if (!why.getMessage().equals(Theta.poissonLike().getMessage())) {
        throw why;
      }
      cautions.add("the counts vary no more than Poisson counts; fitted with Poisson variance");
      return Glm.maximise(sample, Family.Kind.POISSON, link, null);
    }
  }

  private GeeAnswer answer(
      ModelFrame frame,
      Columns columns,
      Family family,
      GeeMoments moments,
      GeeSolver solver,
      Sandwich sandwich,
      List<String> cautions) {
    int clusters = sandwich.clusters();
    int p = columns.count();
    int df = clusters - p;
    List<String> names = columns.names();
    Map<Correction, Covariance> covariances = new EnumMap<>(Correction.class);
    sandwich.covariances().forEach((kind, v) -> covariances.put(kind, new Covariance(names, v)));
    String influential = frame.clusterNames().get(sandwich.mostInfluential());
    caution(cautions, clusters, df, sandwich, influential);
    double[] beta = columns.basis().back(solver.gamma);
    FayGraubard fg = new FayGraubard(sandwich);
    Map<String, Double> d4 = new LinkedHashMap<>();
    Map<String, Double> d5 = new LinkedHashMap<>();
    for (String name : names) {
      double[] both = fg.degreesOfFreedom(Contrast.of(name).over(names));
      if (both[0] > 0) {
        d4.put(name, both[0]);
      }
      if (both[1] > 0) {
        d5.put(name, both[1]);
      }
    }
    Map<String, Map<Correction, Estimate>> contrasts = new LinkedHashMap<>();
    for (Contrast contrast : contrasts()) {
      contrasts.put(contrast.name(), estimates(contrast, beta, covariances, df, fg));
    }
    Map<String, Double> coefficients = columns.named(beta);
    Map<String, Map<Correction, JointTest>> joint = new LinkedHashMap<>();
    jointTests()
        .forEach(
            (name, together) -> {
              Map<Correction, JointTest> byKind = new EnumMap<>(Correction.class);
              if (df > 0) {
                covariances.forEach(
                    (kind, v) -> byKind.put(kind, JointTest.of(coefficients, v, together, df)));
              }
              joint.put(name, byKind);
            });
    return new GeeAnswer(
        family,
        link,
        moments.structure(),
        convention,
        coefficients,
        moments.phi,
        moments.structure() == WorkingCorrelation.INDEPENDENCE
            ? OptionalDouble.empty()
            : OptionalDouble.of(moments.alpha),
        covariances,
        d4,
        d5,
        df,
        sandwich.maxLeverage(),
        influential,
        contrasts,
        joint,
        solver.iterations,
        columns.aliased(),
        frame.account(),
        cautions);
  }

  private Map<Correction, Estimate> estimates(
      Contrast contrast,
      double[] beta,
      Map<Correction, Covariance> covariances,
      int df,
      FayGraubard fg) {
    Map<Correction, Estimate> byKind = new EnumMap<>(Correction.class);
    double[] weights = contrast.over(covariances.get(Correction.NAIVE).names());
    double naive = covariances.get(Correction.NAIVE).variance(weights);
    covariances.forEach(
        (kind, v) -> {
          double spread = v.variance(weights);
          boolean vain = kind != Correction.NAIVE && spread < 1e-12 * naive;
          double own = kind == Correction.FG ? fg.degreesOfFreedom(weights)[1] : df;
          String name = kind == Correction.FG ? "Fay-Graubard d5" : "clusters minus coefficients";
          Estimate estimate =
              Estimate.ofT(
                  contrast.name(),
                  SmallMatrix.dot(weights, beta),
                  vain ? 0 : Math.sqrt(spread),
                  own,
                  confidence(),
                  "GEE, %s standard error, t with %.4g df (%s)".formatted(kind, own, name));
          boolean uncorrected = kind == Correction.ROBUST || kind == Correction.NAIVE;
          byKind.put(
              kind,
              uncorrected && df < 60
                  ? estimate.withCaution("standard error not corrected for few clusters: too small")
                  : estimate);
        });
    return byKind;
  }

  private static void caution(
      List<String> cautions, int clusters, int df, Sandwich sandwich, String influential) {
    if (df <= 0) {
      cautions.add(
          "%d clusters for %d coefficients; robust standard errors, t tests and intervals not estimable"
              .formatted(clusters, clusters - df));
    } else {
      cautions.add(
          (clusters < 60
                  ? "%d clusters: uncorrected robust standard errors and z tests are too liberal;"
                      + " read KC with t(%d)"
                  : "robust z tests are not corrected for the number of clusters (%d); KC with"
                      + " t(%d) is")
              .formatted(clusters, df));
    }
    if (sandwich.dominated()) {
      cautions.add(
          "cluster %s alone fixes a coefficient (leverage 1); KC and MD standard errors have no value"
              .formatted(influential));
    } else if (sandwich.maxLeverage() > 0.9) {
      cautions.add(
          "cluster %s has leverage %.2f; KC and MD standard errors are unstable"
              .formatted(influential, sandwich.maxLeverage()));
    }
  }
}
