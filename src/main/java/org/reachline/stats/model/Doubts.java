package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.formula.Counts;
import org.reachline.stats.formula.Expression;
import org.reachline.stats.formula.ModelFrame;

/** What speaks against the data of a count model before anything is fitted. */
final class Doubts {
  /** No exposure is exp(40) times another, so an offset that goes so far was not logged. */
  private static final double IMPOSSIBLE = 40;

  private static final double UNLIKELY = 7;

  private Doubts() {}

  /**
   * Rows left out, cells as they were read, counts that are not whole, an offset without log.
   *
   * @throws NotEstimableException when the offset cannot be one on the log scale
   */
  static List<String> of(ModelFrame frame, Family.Kind kind, Link link) {
    List<String> doubts = new ArrayList<>(frame.cautions());
    Counts.fractions(frame, frame.outcome(), frame.y()).ifPresent(doubts::add);
    if (link == Link.LOG && kind != Family.Kind.BINOMIAL) {
      offset(frame, doubts);
    }
    return doubts;
  }

  /** Rows left out and cells as they were read, for an outcome that is no count. */
  static List<String> of(ModelFrame frame) {
    return frame.cautions();
  }

  private static void offset(ModelFrame frame, List<String> doubts) {
    Map<String, Expression> offsets = frame.offsets();
    boolean logged =
        offsets.keySet().stream().anyMatch(text -> text.matches(".*\\b(log|ln)\\w*\\(.*"));
    if (offsets.isEmpty() || logged) {
      return;
    }
    double low = Arrays.stream(frame.offset()).min().orElse(0);
    double high = Arrays.stream(frame.offset()).max().orElse(0);
    boolean bare = offsets.values().stream().allMatch(e -> e instanceof Expression.Name);
    String told =
        "the offset %s is taken as it stands, on the log scale, where it goes from %.4g to %.4g; is log(%s) meant?"
            .formatted(
                String.join(" + ", offsets.keySet()),
                low,
                high,
                offsets.keySet().iterator().next());
    if (high - low > IMPOSSIBLE || Stream.of(low, high).anyMatch(v -> Math.abs(v) > 100)) {
      throw new NotEstimableException(told);
    }
    if (!bare || high - low > UNLIKELY || high > 2 * UNLIKELY) {
      doubts.add(told);
    }
  }
}
