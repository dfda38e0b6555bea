package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Contrast;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.formula.Formula;
import org.reachline.stats.formula.ModelFrame;
import org.reachline.stats.formula.RowFilter;
import org.reachline.stats.table.Table;

/**
 * What every regression question has: formula, offset, rows, levels, contrasts. Configure once,
 * then ask with {@code fit(table)} as often as wanted; a question does not change by being asked.
 *
 * @param <Q> the kind of question, so that its configuration reads as one sentence
 */
public abstract class ModelQuestion<Q extends ModelQuestion<Q>> {
  private @Nullable String formula;
  private @Nullable String offset;
  private @Nullable String trials;
  private @Nullable String cluster;
  private @Nullable String wave;
  private RowFilter filter = RowFilter.NONE;
  private Map<String, List<String>> levels = Map.of();
  private final List<Contrast> contrasts = new ArrayList<>();
  private final Map<String, List<Contrast>> jointTests = new LinkedHashMap<>();
  private double confidence = 0.95;

  /** This question, as its own kind. */
  protected abstract Q self();

  /** The model in R's notation. */
  public Q formula(String text) {
    this.formula = text;
    return self();
  }

  /** A known part of the linear predictor, such as {@code log(adp/100)}; null for none. */
  public Q offset(@Nullable String expression) {
    this.offset = expression;
    return self();
  }

  /** The column of binomial trials; null when each row is one trial. */
  public Q trials(@Nullable String column) {
    this.trials = column;
    return self();
  }

  /** The column whose equal values make one cluster. */
  public Q cluster(@Nullable String column) {
    this.cluster = column;
    return self();
  }

  /** The column of time within a cluster; null when rows are in order. */
  public Q wave(@Nullable String column) {
    this.wave = column;
    return self();
  }

  /** Which rows take part, see {@link RowFilter}. */
  public Q rows(String filterText) {
    this.filter = RowFilter.of(filterText);
    return self();
  }

  /** Factors and the order of their levels, the reference first. */
  public Q levels(Map<String, List<String>> ordered) {
    this.levels = Map.copyOf(ordered);
    return self();
  }

  /** Adds a linear combination to estimate. */
  public Q contrast(Contrast contrast) {
    contrasts.add(contrast);
    return self();
  }

  /** Adds contrasts to test together. */
  public Q jointTest(String name, List<Contrast> together) {
    jointTests.put(name, List.copyOf(together));
    return self();
  }

  /** The level of intervals, 0.95 unless said otherwise. */
  public Q confidence(double level) {
    if (!(level > 0 && level < 1)) {
      throw new UnusableQuestion("confidence lies between 0 and 1, not " + level);
    }
    this.confidence = level;
    return self();
  }

  Formula parsedFormula() {
    if (formula == null) {
      throw new UnusableQuestion("the question names no formula, such as y ~ arm");
    }
    return Formula.parse(formula);
  }

  @Nullable String clusterColumn() {
    return cluster;
  }

  @Nullable String formulaText() {
    return formula;
  }

  /** Whether the model needs the times of rows, or only their clusters. */
  boolean needsTimes() {
    return false;
  }

  @Nullable String trialsColumn() {
    return trials;
  }

  List<Contrast> contrasts() {
    return contrasts;
  }

  Map<String, List<Contrast>> jointTests() {
    return jointTests;
  }

  double confidence() {
    return confidence;
  }

  ModelFrame frame(Table data) {
    return ModelFrame.of(
        data.withLevels(levels),
        new ModelFrame.Parts(
            modelFormula(), offset, trials, clusterColumn(), wave, needsTimes(), filter));
  }

  /** The answer that solving the frame of these data gives, or why there is none. */
  <A> Outcome<A> answer(Table data, Function<ModelFrame, A> solve) {
    ModelFrame frame = null;
    try {
      frame = frame(data);
      return new Outcome.Answered<>(solve.apply(frame), frame.account());
    } catch (NotEstimableException why) {
      return frame == null
          ? new Outcome.NotEstimable<>(why.getMessage(), RowsUsed.NONE, List.of())
          : new Outcome.NotEstimable<>(why.getMessage(), frame.account(), frame.cautions());
    }
  }

  /** The formula; only a mixed model has room for a random intercept in it. */
  Formula modelFormula() {
    return parsedFormula().withoutRandomEffects();
  }
}
