package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Contrast;
import org.reachline.stats.Covariance;
import org.reachline.stats.Estimate;
import org.reachline.stats.JointTest;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.Rarity;
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
  private @Nullable Double thetaFixed;
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

  @Override
  boolean needsTimes() {
    return structure == WorkingCorrelation.AR1;
  }

  /** Answers for these data. */
  public Outcome<GeeAnswer> fit(Table data) {
    return answer(data, this::solve);
  }

  private GeeAnswer solve(ModelFrame frame) {
    if (clusterColumn() == null) {
      throw new UnusableQuestion("a GEE needs the column that makes a cluster");
    }
    requireTwo(frame);
    List<String> doubts = Doubts.of(frame, kind, link);
    return Part.of(frame, kind).fit(kind, link, part -> solve(frame, part, doubts));
  }

  private static void requireTwo(ModelFrame frame) {
    if (frame.clusterNames().size() < 2) {
      throw new NotEstimableException("1 cluster; nothing can be said about others");
    }
  }

  private GeeAnswer solve(ModelFrame whole, Part part, List<String> doubts) {
    ModelFrame frame = part.frame();
    requireTwo(frame);
    Columns columns = part.columns();
    Sample sample = part.sample();
    List<String> cautions = new ArrayList<>(columns.cautions());
    if (convention == MomentConvention.GEEPACK && trialsColumn() != null) {
      cautions.add(
          "events among trials: geepack's weights= fits another model; this is the moment estimator"
              + " with divisors N and all pairs");
    }
    Glm.Fit independent = Glm.maximiseOrPoisson(sample, kind, link, thetaFixed, cautions);
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
    Sandwich sandwich = new Sandwich(solver, frame.clusterNames().size(), columns.basis());
    Map<String, Integer> fixed = fixed(columns, sandwich);
    caution(cautions, sandwich, frame.clusterNames(), p, fixed, rarity(whole));
    cautions.addAll(doubts);
    String influential = frame.clusterNames().get(sandwich.mostInfluential());
    return answer(whole, columns, family, moments, solver, sandwich, fixed, influential, cautions);
  }

  /** Coefficients that one cluster alone fixes, and which. */
  private static Map<String, Integer> fixed(Columns columns, Sandwich sandwich) {
    Map<String, Integer> fixed = new LinkedHashMap<>();
    for (String name : columns.names()) {
      int cluster = sandwich.fixedBy(columns.weights(Contrast.of(name)));
      if (cluster >= 0 && columns.tells(name)) {
        fixed.put(name, cluster);
      }
    }
    return fixed;
  }

  /** How rare the counts are; empty for a binomial or a link that takes no logarithm. */
  private Optional<Rarity> rarity(ModelFrame frame) {
    return kind == Family.Kind.BINOMIAL || link != Link.LOG
        ? Optional.empty()
        : Optional.of(Rarity.ofRows(frame.y(), frame.clusterStarts())).filter(Rarity::isRare);
  }

  private GeeAnswer answer(
      ModelFrame frame,
      Columns columns,
      Family family,
      GeeMoments moments,
      GeeSolver solver,
      Sandwich sandwich,
      Map<String, Integer> fixed,
      String influential,
      List<String> cautions) {
    int df = sandwich.clusters() - columns.count();
    List<String> names = columns.names();
    Map<Correction, double[][]> full = sandwich.covariances();
    Map<Correction, Covariance> covariances = new EnumMap<>(Correction.class);
    full.forEach(
        (kind, v) -> {
          Covariance own =
              columns
                  .covariance(v)
                  .only(name -> kind == Correction.NAIVE || !fixed.containsKey(name));
          if (!own.names().isEmpty()) {
            covariances.put(kind, own);
          }
        });
    double[] beta = columns.basis().back(solver.gamma);
    FayGraubard fg = new FayGraubard(sandwich);
    Map<String, Double> d4 = new LinkedHashMap<>();
    Map<String, Double> d5 = new LinkedHashMap<>();
    for (String name : names) {
      double[] both = fg.degreesOfFreedom(columns.weights(Contrast.of(name)));
      boolean told = columns.tells(name) && !fixed.containsKey(name);
      if (told && both[0] > 0) {
        d4.put(name, both[0]);
      }
      if (told && both[1] > 0) {
        d5.put(name, both[1]);
      }
    }
    Map<String, String> withheld = new LinkedHashMap<>(columns.withheld());
    Map<String, Map<Correction, Estimate>> contrasts = new LinkedHashMap<>();
    for (Contrast contrast : contrasts()) {
      columns
          .whyNot(contrast)
          .ifPresentOrElse(
              why -> withheld.put(contrast.name(), why),
              () ->
                  contrasts.put(
                      contrast.name(), estimates(contrast, columns, beta, full, sandwich, df, fg)));
    }
    Map<String, Double> coefficients = columns.named(beta);
    Map<String, Map<Correction, JointTest>> joint = new LinkedHashMap<>();
    jointTests()
        .forEach(
            (name, together) ->
                WaldContrasts.whyNot(columns, together)
                    .ifPresentOrElse(
                        why -> withheld.put(name, why),
                        () -> joint.put(name, jointTest(together, coefficients, covariances, df))));
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
        withheld,
        frame.account(),
        cautions);
  }

  private static Map<Correction, JointTest> jointTest(
      List<Contrast> together,
      Map<String, Double> coefficients,
      Map<Correction, Covariance> covariances,
      int df) {
    Map<Correction, JointTest> byKind = new EnumMap<>(Correction.class);
    covariances.forEach(
        (kind, v) -> {
          boolean all =
              together.stream().allMatch(c -> v.names().containsAll(c.weights().keySet()));
          if (df > 0 && all) {
            byKind.put(kind, JointTest.of(coefficients, v, together, df));
          }
        });
    return byKind;
  }

  private Map<Correction, Estimate> estimates(
      Contrast contrast,
      Columns columns,
      double[] beta,
      Map<Correction, double[][]> covariances,
      Sandwich sandwich,
      int df,
      FayGraubard fg) {
    Map<Correction, Estimate> byKind = new EnumMap<>(Correction.class);
    double[] weights = columns.weights(contrast);
    boolean fixed = sandwich.fixedBy(weights) >= 0;
    double naive =
        SmallMatrix.quadratic(Objects.requireNonNull(covariances.get(Correction.NAIVE)), weights);
    covariances.forEach(
        (kind, v) -> {
          if (fixed && kind != Correction.NAIVE) {
            return;
          }
          double spread = SmallMatrix.quadratic(v, weights);
          boolean vain = kind != Correction.NAIVE && spread < 1e-12 * naive;
          double own = kind == Correction.FG ? fg.degreesOfFreedom(weights)[1] : df;
          String name = kind == Correction.FG ? "Fay-Graubard d5" : "clusters minus coefficients";
          Estimate estimate =
              Estimate.ofT(
                  contrast.name(),
                  columns.estimate(contrast, beta),
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
      List<String> cautions,
      Sandwich sandwich,
      List<String> names,
      int p,
      Map<String, Integer> fixed,
      Optional<Rarity> rarity) {
    int clusters = sandwich.clusters();
    int df = clusters - p;
    if (df <= 0) {
      // Nothing is told of any spread between clusters then.
      cautions.add(
          "%d clusters for %d coefficients; robust standard errors, t tests and intervals not estimable"
              .formatted(clusters, p));
      return;
    }
    rarity.ifPresent(
        r ->
            cautions.add(
                0,
                "%s: read MD with t(%d), whose intervals hold where events are few; KC's can be a little short"
                    .formatted(r.inWords("cluster"), df)));
    String read = rarity.isPresent() ? "MD" : "KC";
    cautions.add(
        (clusters < 60
                ? "%d clusters: uncorrected robust standard errors and z tests are too liberal;"
                    + " read %s with t(%d)"
                : "robust z tests are not corrected for the number of clusters (%d); %s with"
                    + " t(%d) is")
            .formatted(clusters, read, df));
    Map<Integer, List<String>> byCluster = new LinkedHashMap<>();
    fixed.forEach((name, c) -> byCluster.computeIfAbsent(c, n -> new ArrayList<>()).add(name));
    byCluster.forEach(
        (c, own) ->
            cautions.add(
                "cluster %s alone fixes %s (leverage 1), so no spread between clusters tells its standard error; the others stand"
                    .formatted(names.get(c), String.join(", ", own))));
    if (fixed.isEmpty() && sandwich.maxLeverage() > 0.9) {
      cautions.add(
          "cluster %s has leverage %.2f; KC and MD standard errors are unstable"
              .formatted(names.get(sandwich.mostInfluential()), sandwich.maxLeverage()));
    }
  }
}
