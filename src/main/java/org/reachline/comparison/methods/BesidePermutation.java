package org.reachline.comparison.methods;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.stats.Interval;
import org.reachline.stats.Outcome;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.permutation.RandomisationTest;
import org.reachline.stats.permutation.TrialPermutation;
import org.reachline.stats.table.Column;

/**
 * Randomisation tests: could the allocation alone have made the difference? Each main effect is
 * tested by exchanging its level among units of one stratum and one level of the other factor, with
 * the log ratio of what was seen to what a model without arms expects.
 */
public final class BesidePermutation {
  private static final String KEY = "permutation";
  private static final String LABEL = "Randomisation test";
  private static final String NOTE =
      "Asks how often chance alone, by the allocation that was made, gives a difference as large."
          + " It assumes nothing about how rates are spread and holds its level however few units"
          + " there are. An interaction has no such test.";

  private BesidePermutation() {}

  /** The main effects, or each arm against the first, tested one by one. */
  public static BesideAnswer of(StudyFile file, Analysis analysis, List<UnitTotals> used) {
    Factors factors = Factors.of(file, analysis);
    List<Effect> effects = new ArrayList<>();
    List<String> cautions = new ArrayList<>();
    for (Factors.Side side : factors.sides()) {
      for (Factors.Level level : side.levels()) {
        Factors.Told told =
            factors.contrasts().stream()
                .filter(t -> t.key().equals(level.column()))
                .findFirst()
                .orElseThrow();
        // A factor of three levels is tested level by level against its reference.
        List<UnitTotals> two =
            used.stream().filter(unit -> isOneOfTwo(side, level, file, unit)).toList();
        Outcome<Effect> effect = test(file, analysis, factors, side, level, told, two);
        if (effect.isAnswered()) {
          effects.add(effect.get());
        } else {
          cautions.add(told.label() + ": " + BesideGee.sentence(effect.reason()));
        }
      }
    }
    if (!file.allocation().pairs().isEmpty()) {
      cautions.add(
          "Units were allocated in pairs, and the test exchanges arms within them; a unit whose"
              + " partner has no data keeps its arm.");
    }
    return effects.isEmpty()
        ? new BesideAnswer(KEY, LABEL, NOTE, List.of(), String.join(" ", cautions), List.of())
        : new BesideAnswer(KEY, LABEL, NOTE, effects, null, cautions);
  }

  private static boolean isOneOfTwo(
      Factors.Side side, Factors.Level level, StudyFile file, UnitTotals unit) {
    Arm arm = UnitColumns.arm(file, unit);
    return level.holds().test(arm) || side.levels().stream().noneMatch(l -> l.holds().test(arm));
  }

  private static Outcome<Effect> test(
      StudyFile file,
      Analysis analysis,
      Factors factors,
      Factors.Side side,
      Factors.Level level,
      Factors.Told told,
      List<UnitTotals> units) {
    if (units.stream().anyMatch(unit -> unit.phase().events() < 0)) {
      return new Outcome.NotEstimable<>(
          "the outcome is below 0 somewhere, and this test is of counts", RowsUsed.NONE, List.of());
    }
    UnitColumns design = UnitColumns.of(file, analysis, factors, units);
    List<String> within = new ArrayList<>();
    if (!file.allocation().strata().isEmpty()) {
      within.add("block");
    }
    factors.sides().stream()
        .filter(other -> other != side)
        .forEach(other -> other.levels().forEach(l -> within.add(l.column())));
    List<String> pairs = units.stream().map(BesidePermutation::pairOf).toList();
    boolean inPairs = !file.allocation().pairs().isEmpty();
    boolean whole = inPairs && isWhole(file, factors, side, units);
    if (inPairs && !whole) {
      within.add("pair_of");
    }
    List<Column> more = new ArrayList<>();
    more.add(
        Column.ofNumbers("events", units.stream().mapToDouble(u -> u.phase().events()).toArray()));
    more.add(
        Column.ofNumbers(
            "exposure", units.stream().mapToDouble(u -> u.phase().exposure()).toArray()));
    more.add(
        Column.ofWords(
            "block",
            units.stream()
                .map(u -> u.stratum().orElse("alone: " + u.unit()))
                .toArray(String[]::new)));
    more.add(Column.ofWords("pair_of", pairs.toArray(String[]::new)));
    String terms = design.adjustments().isEmpty() ? "1" : String.join(" + ", design.adjustments());
    Outcome<TrialPermutation.Units> tested =
        TrialPermutation.of(level.column())
            .within(within)
            .pairs(whole ? "pair_of" : null)
            .nullModel("events ~ " + terms, "log(exposure)")
            .levels(design.levels())
            .confidence(analysis.confidence())
            .units(design.table(more.toArray(Column[]::new)));
    return tested.map(
        u -> {
          RandomisationTest.Result result =
              u.test(TrialPermutation.Statistic.LOG_RATIO, analysis.confidence())
                  .either(u.scheme(), analysis.beside().draws(), analysis.beside().seed());
          return effect(told, result, u, analysis, units.size());
        });
  }

  /** A unit whose pair nobody wrote down is a pair of its own, and keeps its arm. */
  private static String pairOf(UnitTotals unit) {
    return unit.pair().orElse("alone: " + unit.unit());
  }

  /**
   * Whether each pair has its two units, as far as they may be exchanged. A pair that lost one, or
   * that has more than two, is shuffled as a small stratum instead.
   */
  private static boolean isWhole(
      StudyFile file, Factors factors, Factors.Side side, List<UnitTotals> units) {
    Map<List<Object>, Long> sizes =
        units.stream()
            .collect(
                Collectors.groupingBy(
                    unit -> {
                      List<Object> exchanged = new ArrayList<>();
                      exchanged.add(pairOf(unit));
                      exchanged.add(unit.stratum());
                      factors.sides().stream()
                          .filter(other -> other != side)
                          .flatMap(other -> other.levels().stream())
                          .forEach(l -> exchanged.add(l.holds().test(UnitColumns.arm(file, unit))));
                      return exchanged;
                    },
                    Collectors.counting()));
    return sizes.values().stream().allMatch(size -> size == 2);
  }

  private static Effect effect(
      Factors.Told told,
      RandomisationTest.Result result,
      TrialPermutation.Units tested,
      Analysis analysis,
      int units) {
    Optional<Interval> interval = result.interval().filter(i -> tested.hasRatio());
    Double lower = interval.map(Interval::lower).orElse(null);
    Double upper = interval.map(Interval::upper).orElse(null);
    String method =
        result.exact()
            ? "randomisation test, all %d allocations, %s"
                .formatted(result.allocations(), result.scheme())
            : "randomisation test, %d allocations drawn with seed %d, %s"
                .formatted(result.allocations(), analysis.beside().seed(), result.scheme());
    return new Effect(
        told.key(),
        told.label(),
        told.kind(),
        "rate ratio",
        Math.exp(result.observed()),
        lower == null ? null : Math.exp(lower),
        upper == null ? null : Math.exp(upper),
        result.pTwoSided(),
        result.observed(),
        null,
        lower,
        upper,
        null,
        analysis.confidence(),
        units,
        method,
        Stream.concat(result.cautions().stream(), tested.cautions().stream())
            .map(BesideGee::sentence)
            .toList());
  }
}
