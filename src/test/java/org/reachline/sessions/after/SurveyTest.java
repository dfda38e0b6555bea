package org.reachline.sessions.after;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurveyTest {
  private static SurveyAnswer answer(int usefulness, String change) {
    SurveyAnswer answer = new SurveyAnswer();
    answer.usefulness = usefulness;
    answer.change = change;
    return answer;
  }

  @Test
  void tellsNothingOfFewerThanThree() {
    Survey.Summary two = Survey.summary(List.of(answer(5, "b"), answer(1, "a")));
    assertThat(two.answers()).isEqualTo(2);
    assertThat(two.told()).isFalse();
    assertThat(two.counts()).isEmpty();
    assertThat(two.mean()).isNull();
    assertThat(two.changes()).isEmpty();
  }

  @Test
  void tellsSumsAndWordsSortedFromThreeOn() {
    Survey.Summary three =
        Survey.summary(new ArrayList<>(List.of(answer(5, "b"), answer(4, null), answer(4, "a"))));
    assertThat(three.told()).isTrue();
    assertThat(three.mean()).isEqualTo("4.3");
    assertThat(three.changes()).containsExactly("a", "b");
    assertThat(three.counts())
        .extracting(Survey.Count::value, Survey.Count::people)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(5, 1),
            org.assertj.core.groups.Tuple.tuple(4, 2),
            org.assertj.core.groups.Tuple.tuple(3, 0),
            org.assertj.core.groups.Tuple.tuple(2, 0),
            org.assertj.core.groups.Tuple.tuple(1, 0));
  }
}
