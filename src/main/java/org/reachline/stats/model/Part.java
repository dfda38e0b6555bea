package org.reachline.stats.model;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.formula.ModelFrame;

/**
 * What a model is fitted to: a frame, its columns, and the sample. Where a cell without events
 * leaves coefficients without a finite estimate, the part without its rows still gives the others.
 *
 * @param kept places of the rows in the whole frame; null when all are there
 */
record Part(ModelFrame frame, Columns columns, Sample sample, int @Nullable [] kept) {

  /** The whole frame. */
  static Part of(ModelFrame frame, Family.Kind kind) {
    Columns columns = Columns.of(frame);
    return new Part(frame, columns, Sample.of(frame, columns, kind), null);
  }

  /**
   * Fits the whole, or, where that fails because of a cell without events, what the other rows
   * give.
   *
   * @throws NotEstimableException when there is no such cell, or nothing is left without it
   */
  <A> A fit(Family.Kind kind, Link link, Function<Part, A> solve) {
    try {
      return solve.apply(this);
    } catch (NotEstimableException why) {
      if (link == Link.IDENTITY) {
        throw why;
      }
      return solve.apply(withoutEmptyCells(kind, why));
    }
  }

  private Part withoutEmptyCells(Family.Kind kind, NotEstimableException why) {
    boolean binomial = kind == Family.Kind.BINOMIAL;
    int[] left =
        Separation.remaining(sample.q(), sample.p(), sample.y(), binomial ? sample.m() : null);
    if (left == null || left.length == 0) {
      throw why;
    }
    ModelFrame rest = frame.only(left);
    Columns part = Columns.remaining(rest, columns, reason(left, binomial));
    if (part.names().stream().noneMatch(part::tells)) {
      throw why;
    }
    return new Part(rest, part, Sample.of(rest, part, kind), left);
  }

  private String reason(int[] left, boolean binomial) {
    Set<Integer> kept = new LinkedHashSet<>(IntStream.of(left).boxed().toList());
    int first =
        IntStream.range(0, sample.n()).filter(i -> !kept.contains(i)).findFirst().orElseThrow();
    return "the %d rows that would fix it %s (an arm without any event?), first %s"
        .formatted(
            sample.n() - left.length,
            binomial ? "have only events or none" : "have no event",
            frame.where(first));
  }

  /** Values of the rows that are there, with this value for the others, in the whole's order. */
  double[] spread(double[] values, double[] others) {
    if (kept == null) {
      return values;
    }
    double[] all = others.clone();
    for (int i = 0; i < kept.length; i++) {
      all[kept[i]] = values[i];
    }
    return all;
  }

  /** How many rows hold no event and were left aside. */
  int aside(int whole) {
    return kept == null ? 0 : whole - kept.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Part part
        && frame == part.frame
        && columns == part.columns
        && sample == part.sample
        && Arrays.equals(kept, part.kept);
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(frame);
  }
}
