package org.reachline.comparison.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reachline.comparison.Sim48;
import org.reachline.comparison.months.MonthState;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/** The published PROUD table: PMC11584924, table zoi241341t3. */
class PairedComparisonTest {
  private static final StudyFile FILE = Sim48.study("proud-primary-care");
  private static final Analysis ANALYSIS = FILE.findAnalysis("change_by_system").orElseThrow();
  private static final Path DATA = Path.of("studies/proud-primary-care/data");

  private static List<SiteMonth> rows() throws Exception {
    Table allocation = CsvTable.read(DATA.resolve("allocation.csv"));
    Map<String, Integer> place = new HashMap<>();
    for (int i = 0; i < allocation.rows(); i++) {
      place.put(allocation.column("unit").word(i), i);
    }
    Table reach = CsvTable.read(DATA.resolve("reach.csv"));
    List<SiteMonth> rows = new ArrayList<>();
    for (int i = 0; i < reach.rows(); i++) {
      String unit = reach.column("site").word(i);
      String phase = reach.column("phase").word(i);
      rows.add(
          new SiteMonth(
              unit,
              unit,
              "primary_care_clinic",
              phase.equals("pre") ? -11 : 1,
              phase,
              Optional.of(allocation.column("arm").word(place.get(unit))),
              Optional.empty(),
              Optional.of(allocation.column("pair").word(place.get(unit))),
              MonthState.REPORTED,
              Map.of("moud_rate", BigDecimal.valueOf(reach.column("moud_rate").number(i))),
              Map.of()));
    }
    return rows;
  }

  private static PairedComparison compare(List<SiteMonth> rows) {
    return PairedComparison.of(FILE, ANALYSIS, UnitTotals.of(FILE, ANALYSIS, rows));
  }

  @Test
  void givesThePublishedDifferencesWithinRounding() throws Exception {
    PairedComparison answer = compare(rows());
    double[] published = {45.6, 10.2, -10.5, -4.4, 9.5, 19.3};
    assertThat(answer.pairs()).hasSize(6);
    assertThat(answer.arms()).isEqualTo(new PairedArms("Nurse care manager", "Usual care"));
    for (int i = 0; i < published.length; i++) {
      // The published differences come from unrounded rates, the table's rates are rounded to 0.1.
      assertThat(answer.pairs().get(i).difference())
          .as(answer.pairs().get(i).label())
          .isCloseTo(published[i], within(0.1 + 1e-9));
    }
    // Mean and t interval of the six, computed by hand from the rounded table.
    assertThat(answer.effect().value()).isCloseTo(11.6, within(0.05));
    assertThat(answer.effect().lower()).isCloseTo(-9.3, within(0.05));
    assertThat(answer.effect().upper()).isCloseTo(32.4, within(0.05));
    assertThat(answer.effect().df()).isEqualTo(5);
    assertThat(answer.cautions()).anyMatch(c -> c.startsWith("Only 6 pairs"));
  }

  @Test
  void leavesOutAPairThatLacksAValueAndSaysSo() throws Exception {
    List<SiteMonth> rows =
        rows().stream()
            .filter(row -> !(row.unit().equals("S1B") && row.phase().equals("post")))
            .toList();
    PairedComparison answer = compare(rows);
    assertThat(answer.pairs().get(0).difference()).isNull();
    assertThat(answer.pairs().get(0).treatmentChange()).isCloseTo(54.8, within(1e-9));
    assertThat(answer.unitsLeftOut()).containsEntry("S1B", "no complete report after");
    assertThat(answer.effect().units()).isEqualTo(5);
    assertThat(answer.cautions()).anyMatch(c -> c.startsWith("1 of 6 pairs"));
  }

  @Test
  void answersInWordsWithoutACompletePair() throws Exception {
    PairedComparison none =
        compare(rows().stream().filter(r -> r.arm().equals(Optional.of("UC"))).toList());
    assertThat(none.effect()).isNull();
    assertThat(none.notEstimable())
        .isEqualTo("No pair has all four values yet, so no difference can be estimated.");
    PairedComparison one = compare(rows().stream().filter(r -> r.unit().startsWith("S1")).toList());
    assertThat(one.effect().value()).isCloseTo(45.6, within(0.1 + 1e-9));
    assertThat(one.effect().lower()).isNull();
    assertThat(one.effect().cautions()).containsExactly("1 pair; interval not estimable");
  }
}
