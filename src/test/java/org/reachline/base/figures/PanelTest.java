package org.reachline.base.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTest {
  private static Panel of(Panel.Point... points) {
    return Panel.of(
        "Kits",
        new Strip.Months(-2, 6),
        4,
        List.of(new Strip.Band(-2, 0), new Strip.Band(9, 12)),
        0,
        List.of(points));
  }

  private static String part(Panel panel, String look) {
    return panel.parts().stream().filter(p -> p.look().equals(look)).findFirst().get().data();
  }

  @Test
  void aMonthNobodyKnowsIsACrossAndNeitherZeroNorJoined() {
    Panel panel =
        of(
            new Panel.Point(1, 4.0),
            new Panel.Point(2, null),
            new Panel.Point(3, 8.0),
            new Panel.Point(4, 0.0));
    assertThat(part(panel, "unknown")).containsOnlyOnce("M");
    // Two stretches: month 1, and months 3 to 4.
    assertThat(part(panel, "series").chars().filter(c -> c == 'M')).hasSize(2);
    assertThat(panel.words()).isEqualTo("Kits: 0 in study month 4, 3 of 4 months known");
  }

  @Test
  void aSiteThatReportedNothingYetHasAFigureWithoutALine() {
    Panel panel = of(new Panel.Point(1, null));
    assertThat(part(panel, "series")).isEmpty();
    assertThat(panel.words()).isEqualTo("Kits: no month is known, 0 of 1 months known");
    assertThat(of().words()).contains("no month is known");
  }

  @Test
  void aPhaseOutsideTheMonthsShownTakesNoGround() {
    assertThat(part(of(), "band").chars().filter(c -> c == 'z')).hasSize(1);
  }
}
