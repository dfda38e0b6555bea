package org.reachline.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void keepsThreeDigitsOfASmallNumber() {
    assertThat(Figures.rate(0.0034)).isEqualTo("0.00340");
    assertThat(Figures.rate(0.09996)).isEqualTo("0.1000");
    assertThat(Figures.rate(0.5)).isEqualTo("0.500");
    assertThat(Figures.rate(-0.0123456)).isEqualTo("-0.0123");
    assertThat(Figures.rates(0.00081, 0.0132)).isEqualTo("0.000810 to 0.0132");
    assertThat(Figures.plain(0.0041234)).isEqualTo("0.00412");
    assertThat(Figures.plain(0.2)).isEqualTo("0.2");
    assertThat(Figures.ratio(0.00012)).isEqualTo("0.000120");
    assertThat(Figures.ratio(0.98765)).isEqualTo("0.988");
  }

  @Test
  void leavesLargerNumbersAsTheyWere() {
    assertThat(Figures.rate(0.0)).isEqualTo("0.00");
    assertThat(Figures.rate(5.214)).isEqualTo("5.21");
    assertThat(Figures.rate(1234.56)).isEqualTo("1,234.6");
    assertThat(Figures.plain(1234.5678)).isEqualTo("1,234.57");
    assertThat(Figures.plain(38.0)).isEqualTo("38");
    assertThat(Figures.ratio(1.5)).isEqualTo("1.500");
    assertThat(Figures.rate(null)).isEqualTo("–");
  }

  @Test
  void takesWhatRoundingLeavesOfADifferenceForNothing() {
    assertThat(Figures.plain(0.1 + 0.2 - 0.3)).isEqualTo("0");
    assertThat(Figures.rate(-1e-17)).isEqualTo("0.00");
  }
}
