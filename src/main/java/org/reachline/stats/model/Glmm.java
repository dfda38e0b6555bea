package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Covariance;
import org.reachline.stats.Estimate;
import org.reachline.stats.Interval;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.Rarity;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.formula.Formula;
import org.reachline.stats.formula.ModelFrame;
import org.reachline.stats.matrix.SmallMatrix;
import org.reachline.stats.table.Table;

/**
 * Generalised linear mixed models with one random intercept: the effect within a typical cluster,
 * by maximum likelihood with adaptive Gauss-Hermite quadrature (one node is Laplace). Poisson and
 * negative binomial with the log link, binomial with the logit.
 *
 * <p>Sources: Pinheiro and Bates 1995, JCGS 4:12; Liu and Pierce 1994, Biometrika 81:624. Its Wald
 * tests against the normal are too liberal with some tens of clusters; prefer {@link Gee} with KC
 * for tests.
 */
public final class Glmm extends ModelQuestion<Glmm> {
  private final Family.Kind kind;
  private int nodes = 25;
  private boolean profile;

  private Glmm(Family.Kind kind) {
    this.kind = kind;
  }

  /** Poisson counts. */
  public static Glmm poisson() {
    return new Glmm(Family.Kind.POISSON);
  }

  /** Counts that vary more than Poisson within a cluster; theta is estimated. */
  public static Glmm negativeBinomial() {
    return new Glmm(Family.Kind.NEGATIVE_BINOMIAL);
  }

  /** Events among trials, or yes and no. */
  public static Glmm binomial() {
    return new Glmm(Family.Kind.BINOMIAL);
  }

  /** A model of this family. */
  public static Glmm of(Family.Kind kind) {
    return new Glmm(kind);
  }

  @Override
  protected Glmm self() {
    return this;
  }

  /** Quadrature nodes; 25 unless said otherwise, 1 is Laplace. */
  public Glmm nodes(int count) {
    if (count < 1) {
      throw new UnusableQuestion("at least one quadrature node is needed");
    }
    this.nodes = count;
    return this;
  }

  /** Profile likelihood intervals for the coefficients and the SD, beside Wald's. */
  public Glmm profileIntervals() {
    this.profile = true;
    return this;
  }

  @Override
  Formula modelFormula() {
    Formula formula = parsedFormula();
    String random = formula.randomIntercept().orElse(super.clusterColumn());
    if (super.clusterColumn() != null && !super.clusterColumn().equals(random)) {
      throw new UnusableQuestion(
          "cluster says %s but the formula says (1 | %s)".formatted(super.clusterColumn(), random));
    }
    return formula;
  }

  @Override
  @Nullable String clusterColumn() {
    return super.clusterColumn() != null
        ? super.clusterColumn()
        : parsedFormula().randomIntercept().orElse(null);
  }

  /** Answers for these data. */
  public Outcome<GlmmAnswer> fit(Table data) {
    if (clusterColumn() == null) {
      throw new UnusableQuestion("a mixed model needs the column that makes a cluster");
    }
    return answer(data, this::solve);
  }

  private GlmmAnswer solve(ModelFrame frame) {
    requireTwo(frame);
    Link link = kind == Family.Kind.BINOMIAL ? Link.LOGIT : Link.LOG;
    List<String> doubts = Doubts.of(frame, kind, link);
    return Part.of(frame, kind).fit(kind, link, part -> solve(frame, part, doubts));
  }

  private static void requireTwo(ModelFrame frame) {
    if (frame.clusterNames().size() < 2) {
      throw new NotEstimableException("1 cluster; the spread between clusters cannot be estimated");
    }
  }

  private GlmmAnswer solve(ModelFrame whole, Part part, List<String> doubts) {
    try {
      return solve(whole, part, kind, new ArrayList<>(), doubts);
    } catch (NotEstimableException why) {
      if (!Theta.isPoissonLike(why)) {
        throw why;
      }
      List<String> cautions = new ArrayList<>(List.of(Theta.FITTED_AS_POISSON));
      return solve(whole, part, Family.Kind.POISSON, cautions, doubts);
    }
  }

  private GlmmAnswer solve(
      ModelFrame whole, Part part, Family.Kind fitted, List<String> cautions, List<String> doubts) {
    ModelFrame frame = part.frame();
    requireTwo(frame);
    Columns columns = part.columns();
    Sample sample = part.sample();
    int clusters = frame.clusterNames().size();
    double[] start = start(sample, fitted);
    GlmmMaximiser maximiser = new GlmmMaximiser(sample, fitted, frame.clusterStarts(), nodes);
    maximiser.maximise(start, null);
    cautions.addAll(columns.cautions());
    int p = columns.count();
    double sd = maximiser.vanished ? 0 : Math.exp(maximiser.parameters[p]);
    if (maximiser.vanished) {
      // Hold the vanishing SD, so that the other parameters and their errors are those at SD 0.
      boolean[] fixed = new boolean[maximiser.parameters.length];
      fixed[p] = true;
      double[] at = maximiser.parameters.clone();
      at[p] = Math.log(1e-6);
      maximiser.maximise(at, fixed);
      cautions.add(
          "the spread between clusters is estimated as zero; the fit is that of independent rows");
    }
    double[][] full = maximiser.vanished ? maximiser.covarianceWithoutSd() : maximiser.covariance();
    if (full == null) {
      throw new NotEstimableException(
          "the Hessian at the maximum is singular; the data cannot tell the coefficients apart");
    }
    warnOfFewClusters(cautions, clusters, p);
    if (!maximiser.vanished) {
      warnOfNodes(cautions, sample, fitted, frame, maximiser, sd);
    }
    cautions.addAll(doubts);
    warnOfRareOutcome(whole, cautions);
    return answer(whole, frame, columns, sample, fitted, maximiser, full, sd, cautions);
  }

  private static void warnOfFewClusters(List<String> cautions, int clusters, int p) {
    if (clusters - p < 60) {
      cautions.add(
          "%d clusters: Wald tests of a mixed model against the normal are too liberal"
              .formatted(clusters));
    }
  }

  private void warnOfRareOutcome(ModelFrame frame, List<String> cautions) {
    Rarity rarity = Rarity.ofRows(frame.y(), frame.clusterStarts());
    if (kind != Family.Kind.BINOMIAL && rarity.isRare()) {
      cautions.add(
          0,
          rarity.inWords("cluster") + ": for tests and intervals read a GEE with MD errors first");
    }
  }

  /**
   * Warns when twice the nodes move the SD by more than 0.1 %. Where the slope of the finer
   * likelihood foretells less than half of that, no second search is needed.
   */
  private void warnOfNodes(
      List<String> cautions,
      Sample sample,
      Family.Kind fitted,
      ModelFrame frame,
      GlmmMaximiser at,
      double sd) {
    int more = Math.min(200, Math.max(3, 2 * nodes));
    int place = sample.p();
    GlmmLikelihood finer = new GlmmLikelihood(sample, fitted, frame.clusterStarts(), more);
    finer.startModes(at.likelihood().modes());
    finer.evaluate(at.parameters, true);
    double[][] l = SmallMatrix.cholesky(Objects.requireNonNull(finer.metric));
    if (l != null && Math.abs(SmallMatrix.solveCholesky(l, finer.gradient)[place]) < 5e-4) {
      return;
    }
    String told;
    try {
      GlmmMaximiser twice = new GlmmMaximiser(sample, fitted, frame.clusterStarts(), more);
      twice.maximise(at.parameters, null);
      double other = Math.exp(twice.parameters[place]);
      if (Math.abs(other / sd - 1) <= 1e-3) {
        return;
      }
      told = "the SD is %.4g instead of %.4g".formatted(other, sd);
    } catch (NotEstimableException unsettled) {
      told = "the search does not settle";
    }
    cautions.add("with %d instead of %d nodes %s: use more nodes".formatted(more, nodes, told));
  }

  private static double[] start(Sample sample, Family.Kind kind) {
    boolean nb = kind == Family.Kind.NEGATIVE_BINOMIAL;
    Family.Kind first = nb ? Family.Kind.POISSON : kind;
    Glm.Fit glm =
        Glm.maximise(sample, first, kind == Family.Kind.BINOMIAL ? Link.LOGIT : Link.LOG, null);
    int p = sample.p();
    double[] start = Arrays.copyOf(glm.irls().gamma, p + (nb ? 2 : 1));
    start[p] = Math.log(0.5);
    if (nb) {
      start[p + 1] = Math.log(Math.min(50, 1.5 * new Theta(sample.y()).guess(glm.irls().mu)));
    }
    return start;
  }

  private GlmmAnswer answer(
      ModelFrame whole,
      ModelFrame frame,
      Columns columns,
      Sample sample,
      Family.Kind fitted,
      GlmmMaximiser maximiser,
      double[][] full,
      double sd,
      List<String> cautions) {
    int p = columns.count();
    int size = full.length;
    double[] beta =
        columns
            .basis()
            .back(
                maximiser.parameters.clone().length == p
                    ? maximiser.parameters
                    : Arrays.copyOf(maximiser.parameters, p));
    double[][] carry = new double[size][size];
    for (int a = 0; a < size; a++) {
      carry[a][a] = 1;
      for (int b = 0; a < p && b < p; b++) {
        carry[a][b] = columns.basis().rInverse()[a][b];
      }
    }
    double[][] original = SmallMatrix.sandwich(carry, full);
    double[][] block = new double[p][];
    for (int a = 0; a < p; a++) {
      block[a] = Arrays.copyOf(original[a], p);
    }
    Covariance covariance = columns.covariance(block);
    Map<String, Double> coefficients = columns.named(beta);
    double steepest = 0;
    for (int a = 0; a < size; a++) {
      boolean held = a == p && sd == 0;
      steepest = held ? steepest : Math.max(steepest, Math.abs(maximiser.gradient[a]));
    }
    double[] modes = maximiser.likelihood().modes();
    Map<String, Double> effects = new LinkedHashMap<>();
    for (int c = 0; c < modes.length; c++) {
      effects.put(frame.clusterNames().get(c), sd * modes[c]);
    }
    boolean nb = fitted == Family.Kind.NEGATIVE_BINOMIAL;
    Map<String, String> withheld = new LinkedHashMap<>(columns.withheld());
    Map<String, Interval> profiles = Map.of();
    if (profile && sd > 0) {
      profiles =
          new GlmmProfiles(columns, sample, fitted, frame.clusterStarts(), nodes, confidence())
              .intervals(maximiser, covariance.standardErrors(), Math.sqrt(full[p][p]), cautions);
    }
    return new GlmmAnswer(
        kind,
        nodes,
        coefficients,
        covariance,
        sd,
        sd > 0 ? OptionalDouble.of(Math.sqrt(full[p][p])) : OptionalDouble.empty(),
        nb ? OptionalDouble.of(Math.exp(maximiser.parameters[p + 1])) : OptionalDouble.empty(),
        nb ? OptionalDouble.of(Math.sqrt(full[p + 1][p + 1])) : OptionalDouble.empty(),
        maximiser.value,
        -2 * maximiser.value + 2 * size,
        steepest,
        maximiser.iterations,
        effects,
        WaldContrasts.of(
            this,
            columns,
            beta,
            block,
            Double.POSITIVE_INFINITY,
            "mixed model, %d nodes, normal reference".formatted(nodes),
            withheld),
        WaldContrasts.joint(
            this, columns, coefficients, covariance, Double.POSITIVE_INFINITY, withheld),
        profiles,
        new GlmmPredictions(kind, frame.design(), columns, beta, original, sd, confidence()),
        columns.aliased(),
        withheld,
        whole.account(),
        cautions);
  }

  /** What the SD of a logit model means as a correlation: sd^2 / (sd^2 + pi^2/3). */
  static Optional<Double> latentIcc(Family.Kind kind, double sd) {
    return kind == Family.Kind.BINOMIAL
        ? Optional.of(sd * sd / (sd * sd + Math.PI * Math.PI / 3))
        : Optional.empty();
  }

  /** The estimate of one coefficient with Wald's interval. */
  static Estimate wald(String name, double value, double se, double level) {
    return Estimate.ofT(
        name, value, se, Double.POSITIVE_INFINITY, level, "mixed model, normal reference");
  }
}
