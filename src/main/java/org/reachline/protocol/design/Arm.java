package org.reachline.protocol.design;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One combination of levels to which a unit can be allocated; without factors, an arm that stands
 * for itself.
 *
 * @param key what allocation lists say
 * @param label what people read
 * @param order place in the file, from 0; colour and mark follow from it
 * @param levels level by factor, in the order of the factors; empty without factors
 * @param crossesOverInMonth first study month under the arm's own strategies, for stepped designs
 * @param look how pages draw it, from 1: the arms of two factors with two levels each by their
 *     factors (9 to 12: the first says the weight, the second hue and shape), others by their order
 */
public record Arm(
    String key,
    String label,
    int order,
    Map<String, String> levels,
    Optional<Integer> crossesOverInMonth,
    int look) {

  /** An arm that is drawn by its order. */
  public Arm(
      String key,
      String label,
      int order,
      Map<String, String> levels,
      Optional<Integer> crossesOverInMonth) {
    this(key, label, order, levels, crossesOverInMonth, order % ArmMark.values().length + 1);
  }

  public Arm {
    Require.text(key, "key");
    Require.text(label, "label");
    Require.that(order >= 0, "order counts from 0");
    levels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(levels));
  }

  /** The mark that tells the arm apart where colour cannot. */
  public ArmMark mark() {
    return ArmMark.values()[order % ArmMark.values().length];
  }
}
