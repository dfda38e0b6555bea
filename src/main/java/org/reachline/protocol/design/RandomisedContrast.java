package org.reachline.protocol.design;

import java.util.List;

/**
 * A comparison that the allocation makes fair. Strategies that every arm receives never appear in
 * one.
 *
 * @param label such as {@code Coaching: high against low}
 * @param factors keys of the factors: one for a main effect, two for an interaction, none between
 *     arms that stand alone
 */
public record RandomisedContrast(String label, List<String> factors) {

  public RandomisedContrast {
    Require.text(label, "label");
    factors = List.copyOf(factors);
  }
}
