package org.reachline.protocol.strategy;

import java.util.List;
import org.reachline.protocol.design.Require;

/**
 * A contact that the protocol prescribes, once or in several study months.
 *
 * @param key what the contact log refers to
 * @param label what people read
 * @param months study months in which it is due, ascending, each once
 * @param minutes planned length of each, more than 0
 * @param kind what sort of event it is
 * @param mode how the two sides meet
 * @param audience parts of the people for whom it is meant; keys of {@code StudyFile.parts}
 * @param counts whether it adds to the dose unless the chosen counting rule says otherwise
 * @param window how early or late it may be held
 */
public record ContactPlan(
    String key,
    String label,
    List<Integer> months,
    int minutes,
    ContactKind kind,
    ContactMode mode,
    List<String> audience,
    boolean counts,
    Window window) {

  public ContactPlan {
    Require.text(key, "key");
    Require.text(label, "label");
    months = List.copyOf(months);
    Require.that(!months.isEmpty(), "a planned contact needs a month");
    Require.that(minutes > 0, "minutes must be more than 0");
    audience = List.copyOf(audience);
  }
}
