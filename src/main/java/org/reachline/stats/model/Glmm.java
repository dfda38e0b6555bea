package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.reachline.stats.Covariance;
import org.reachline.stats.Estimate;
import org.reachline.stats.Interval;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;
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
  private boolean checkNodes;

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

  /** Fits once more with twice the nodes and warns when the SD moves by more than 0.1 %. */
  public Glmm checkingNodes() {
    this.checkNodes = true;
    return this;
  }

  /** Answers for these data. */
  public Outcome<GlmmAnswer> fit(Table data) {
    RowsUsed rows = RowsUsed.NONE;
    try {
      if (clusterColumn() == null) {
        throw new UnusableQuestion("a mixed model needs the column that makes a cluster");
      }
      ModelFrame frame = frame(data);
      rows = frame.account();
      return new Outcome.Answered<>(solve(frame), rows);
    } catch (NotEstimableException why) {
      return new Outcome.NotEstimable<>(why.getMessage(), rows, List.of());
    }
  }

  private GlmmAnswer solve(ModelFrame frame) {
    int clusters = frame.clusterNames().size();
    if (clusters < 2) {
      throw new NotEstimableException("1 cluster; the spread between clusters cannot be estimated");
    }
    Columns columns = Columns.of(frame);
    Sample sample = Sample.of(frame, columns, kind);
    double[] start = start(sample);
    GlmmMaximiser maximiser = new GlmmMaximiser(sample, kind, frame.clusterStarts(), nodes);
    maximiser.maximise(start, null);
    List<String> cautions = new ArrayList<>(columns.cautions());
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
    double[][] full =
        maximiser.vanished ? covarianceWithoutSd(maximiser, p) : maximiser.covariance();
    if (full == null) {
      throw new NotEstimableException(
          "the Hessian at the maximum is singular; the data cannot tell the coefficients apart");
    }
    warnOfFewClusters(cautions, clusters, p);
    if (checkNodes && !maximiser.vanished) {
      warnOfNodes(cautions, sample, frame, maximiser, sd);
    }
    return answer(frame, columns, sample, maximiser, full, sd, cautions);
  }

  private static void warnOfFewClusters(List<String> cautions, int clusters, int p) {
    if (clusters - p < 60) {
      cautions.add(
          "%d clusters: Wald tests of a mixed model against the normal are too liberal"
              .formatted(clusters));
    }
  }

  private void warnOfNodes(
      List<String> cautions, Sample sample, ModelFrame frame, GlmmMaximiser at, double sd) {
    int more = Math.min(200, Math.max(3, 2 * nodes));
    GlmmMaximiser twice = new GlmmMaximiser(sample, kind, frame.clusterStarts(), more);
    twice.maximise(at.parameters, null);
    double other = Math.exp(twice.parameters[sample.p()]);
    if (Math.abs(other / sd - 1) > 1e-3) {
      cautions.add(
          "with %d instead of %d nodes the SD is %.4g instead of %.4g: use more nodes"
              .formatted(more, nodes, other, sd));
    }
  }

  private double[] start(Sample sample) {
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

  private static double[][] covarianceWithoutSd(GlmmMaximiser maximiser, int p) {
    double[][] metric =
        maximiser.likelihood().metric == null ? null : maximiser.likelihood().metric;
    if (metric == null) {
      maximiser.likelihood().evaluate(maximiser.parameters, true);
      metric = maximiser.likelihood().metric;
    }
    int size = metric.length;
    double[][] rest = new double[size - 1][size - 1];
    for (int a = 0, i = 0; a < size; a++) {
      if (a == p) {
        continue;
      }
      for (int b = 0, j = 0; b < size; b++) {
        if (b != p) {
          rest[i][j++] = metric[a][b];
        }
      }
      i++;
    }
    double[][] inverse = SmallMatrix.invert(rest);
    if (inverse == null) {
      return null;
    }
    double[][] full = new double[size][size];
    for (int a = 0, i = 0; a < size; a++) {
      if (a == p) {
        continue;
      }
      for (int b = 0, j = 0; b < size; b++) {
        if (b != p) {
          full[a][b] = inverse[i][j++];
        }
      }
      i++;
    }
    return full;
  }

  private GlmmAnswer answer(
      ModelFrame frame,
      Columns columns,
      Sample sample,
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
    Covariance covariance = new Covariance(columns.names(), block);
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
    boolean nb = kind == Family.Kind.NEGATIVE_BINOMIAL;
    Map<String, Interval> profiles = Map.of();
    if (profile && sd > 0) {
      profiles =
          new GlmmProfiles(columns, sample, kind, frame.clusterStarts(), nodes, confidence())
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
        WaldContrasts.model(
            this, beta, covariance, "mixed model, %d nodes, normal reference".formatted(nodes)),
        WaldContrasts.joint(this, coefficients, covariance, Double.POSITIVE_INFINITY),
        profiles,
        new GlmmPredictions(
            kind, frame.design(), columns.names(), beta, original, sd, confidence()),
        columns.aliased(),
        frame.account(),
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
