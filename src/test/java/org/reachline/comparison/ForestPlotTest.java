package org.reachline.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.reachline.comparison.methods.Effect;
import org.reachline.comparison.methods.EffectKind;

/** Intervals on one axis: true places, whatever the numbers are. */
class ForestPlotTest {

  private static Effect effect(EffectKind kind, double value, Double lower, Double upper) {
    return new Effect(
        "key",
        "label",
        kind,
        "rate ratio",
        value,
        lower,
        upper,
        null,
        0,
        null,
        null,
        null,
        null,
        0.95,
        25,
        "method",
        List.of());
  }

  @Test
  void halfAndDoubleLieEquallyFarFromNoDifference() {
    ForestPlot plot =
        ForestPlot.of(
            List.of(
                effect(EffectKind.MAIN, 0.5, 0.25, 1.0), effect(EffectKind.MAIN, 2.0, 1.0, 4.0)));
    assertThat(plot.none() - plot.rows().get(0).at())
        .isCloseTo(plot.rows().get(1).at() - plot.none(), within(0.2));
    assertThat(plot.ticks()).extracting(ForestPlot.Tick::label).contains("0.5", "1", "2");
  }

  @Property
  void everyRowLiesOnTheDrawingInItsOrder(
      @ForAll @DoubleRange(min = -14, max = 14) double log,
      @ForAll @DoubleRange(min = 0, max = 14) double halfWidth) {
    double value = Math.exp(log);
    double spread = Math.exp(halfWidth);
    ForestPlot plot =
        ForestPlot.of(
            List.of(
                effect(EffectKind.MAIN, value, value / spread, value * spread),
                effect(EffectKind.INTERACTION, 1.2, 0.9, 1.6)));
    for (ForestPlot.Row row : plot.rows()) {
      assertThat(row.from()).isBetween(0.0, row.at());
      assertThat(row.to()).isBetween(row.at(), (double) ForestPlot.WIDTH);
    }
    assertThat(plot.none()).isBetween(0.0, (double) ForestPlot.WIDTH);
    assertThat(plot.rows().get(1).open()).isTrue();
    assertThat(plot.ticks()).extracting(ForestPlot.Tick::x).contains(plot.none());
  }

  @Test
  void whatGoesOnBeyondTheAxisSaysSo() {
    ForestPlot plot = ForestPlot.of(List.of(effect(EffectKind.ARM, 2, 0.001, 900.0)));
    assertThat(plot.rows().get(0).beyondLeft()).isTrue();
    assertThat(plot.rows().get(0).beyondRight()).isTrue();
  }

  @Test
  void anEffectWithoutItsIntervalStandsAlone() {
    ForestPlot plot = ForestPlot.of(List.of(effect(EffectKind.MAIN, 1.4, null, null)));
    assertThat(plot.rows().get(0).from()).isNull();
    assertThat(plot.rows().get(0).to()).isNull();
  }

  @Test
  void differencesLieOnALevelAxisAndNothingIsNoPlot() {
    ForestPlot plot =
        ForestPlot.of(List.of(effect(EffectKind.DIFFERENCE_OF_CHANGES, -3, -7.0, 1.0)));
    assertThat(plot.ratios()).isFalse();
    assertThat(plot.rows().get(0).at()).isLessThan(plot.none());
    assertThat(ForestPlot.of(List.of())).isNull();
  }
}
