package org.reachline.comparison.methods;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Adjustment;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Term;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * What every model of an analysis knows of a unit: what it is adjusted for, and its factor levels.
 * One row per given unit; a model over months gives each month's unit again.
 *
 * @param adjustments terms that stand before the factors: if they leave nothing of a factor, the
 *     factor is the one that is told to be not estimable
 * @param levels order of the levels of factors that hold words
 * @param columns the columns behind all terms
 */
record UnitColumns(
    List<String> adjustments, Map<String, List<String>> levels, List<Column> columns) {

  /** The columns of these units, which must be allocated and have what is adjusted for. */
  static UnitColumns of(
      StudyFile file, Analysis analysis, Factors factors, List<UnitTotals> units) {
    List<String> terms = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    Map<String, List<String>> levels = new LinkedHashMap<>();
    if (analysis.adjust().contains(Adjustment.STRATUM)
        && units.stream().map(UnitTotals::stratum).distinct().count() > 1) {
      terms.add("stratum");
      columns.add(
          Column.ofWords(
              "stratum",
              units.stream().map(u -> u.stratum().orElseThrow()).toArray(String[]::new)));
      levels.put(
          "stratum",
          Stream.concat(
                  file.allocation().strata().stream().map(Term::key),
                  units.stream().map(u -> u.stratum().orElseThrow()).sorted())
              .distinct()
              .toList());
    }
    if (analysis.adjust().contains(Adjustment.BASELINE_RATE)) {
      terms.add("log_base_rate");
      columns.add(
          numbers("log_base_rate", units, u -> u.baseline().logRate(analysis.continuity())));
    }
    for (Factors.Level level : factors.levels()) {
      columns.add(numbers(level.column(), units, u -> level.holds().test(arm(file, u)) ? 1 : 0));
    }
    return new UnitColumns(List.copyOf(terms), levels, List.copyOf(columns));
  }

  /** The columns with more of a model's own. */
  Table table(Column... more) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(Arrays.asList(more));
    return Table.of(all);
  }

  /** The arm of an allocated unit. */
  static Arm arm(StudyFile file, UnitTotals unit) {
    return file.findArm(unit.arm().orElseThrow()).orElseThrow();
  }

  private static Column numbers(
      String name, List<UnitTotals> units, ToDoubleFunction<UnitTotals> value) {
    return Column.ofNumbers(name, units.stream().mapToDouble(value).toArray());
  }
}
