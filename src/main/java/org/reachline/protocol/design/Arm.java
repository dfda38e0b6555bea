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
 */
public record Arm(
    String key,
    String label,
    int order,
    Map<String, String> levels,
    Optional<Integer> crossesOverInMonth) {

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

  /** Place in the palette, from 0. */
  public int colourIndex() {
    return order % ArmMark.values().length;
  }
}
