package org.reachline.base.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reachline.base.figures.Strip.Became;
import org.reachline.base.figures.Strip.Mark;

class StripTest {
  private static final Strip.Months YEAR = new Strip.Months(1, 12);

  private static Map<String, String> drawn(Strip.Months months, int now, Mark... marks) {
    return Strip.of(months, now, 60, List.of(marks), "words").parts().stream()
        .collect(Collectors.toMap(Strip.Part::look, Strip.Part::data));
  }

  @Test
  void everyStateHasAShapeOfItsOwn() {
    Stream.of(Became.values())
        .filter(b -> b != Became.OPEN)
        .forEach(
            b ->
                assertThat(drawn(YEAR, 0, new Mark(3, 30, b, 30)))
                    .as(b.name())
                    .isNotEqualTo(drawn(YEAR, 0, new Mark(3, 30, Became.OPEN, 30))));
    assertThat(
            Arrays.stream(Became.values())
                .map(b -> drawn(YEAR, 0, new Mark(3, 30, b, 30)))
                .distinct())
        .hasSize(Became.values().length);
  }

  @Test
  void heightIsMinutesAndNothingLeavesTheDrawing() {
    // Half of the tallest is half as deep: 10.5 of 21.
    assertThat(drawn(YEAR, 0, new Mark(1, 60, Became.HELD, 30)).get("done")).contains("v10.5");
    assertThat(drawn(YEAR, 0, new Mark(1, 60, Became.HELD, 600)).get("done")).contains("v21h");
    assertThat(drawn(YEAR, 0, new Mark(1, 0, Became.HELD, 0)).get("done")).contains("v5h");
  }

  @Test
  void monthsOutsideAreLeftOutAndTodayIsShadedOnlyWhereItIs() {
    assertThat(drawn(YEAR, 13, new Mark(14, 30, Became.LATE, 0)).keySet()).containsOnly("ax");
    assertThat(drawn(YEAR, 12)).containsKey("area");
  }

  @Test
  void manyMonthsAndManyMarksOfOneMonthStayReadable() {
    assertThat(new Strip.Months(-5, 60).labels()).hasSizeLessThanOrEqualTo(15);
    assertThat(new Strip.Months(5, 1).labels()).hasSize(1);
    Mark[] ten = new Mark[10];
    Arrays.fill(ten, new Mark(2, 30, Became.HELD, 30));
    assertThat(drawn(new Strip.Months(1, 60), 2, ten).get("done")).doesNotContain("NaN");
  }
}
