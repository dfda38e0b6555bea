package org.reachline.stats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

class ModelQuestionTest {
  private static final Table DATA =
      Table.of(Column.ofNumbers("y", 1, 2, 3, 5), Column.ofNumbers("x", 0, 1, 0, 1));

  @Test
  void saysThatItHasNoFormula() {
    String why = "the question names no formula, such as y ~ arm";
    assertEquals(why, refusal(() -> Glm.poisson().fit(DATA)));
    assertEquals(why, refusal(() -> Gee.poisson().cluster("x").fit(DATA)));
    assertEquals(why, refusal(() -> Glmm.poisson().fit(DATA)));
  }

  private static String refusal(Runnable asked) {
    return assertThrows(UnusableQuestion.class, asked::run).getMessage();
  }
}
