package org.reachline.protocol.design;

/**
 * A stretch of study months with a name, such as baseline, intervention or sustainability.
 *
 * @param key what analyses refer to
 * @param label what people read
 * @param fromMonth first study month, included; month 1 begins on the site's start date, so
 *     baseline may be 0 or less
 * @param toMonth last study month, included
 */
public record Phase(String key, String label, int fromMonth, int toMonth) {

  public Phase {
    Require.text(key, "key");
    Require.text(label, "label");
    Require.that(fromMonth <= toMonth, "a phase must not end before it begins");
  }

  /** Whether the study month lies in this phase. */
  public boolean contains(int studyMonth) {
    return fromMonth <= studyMonth && studyMonth <= toMonth;
  }

  /** How many study months the phase has. */
  public int months() {
    return toMonth - fromMonth + 1;
  }
}
