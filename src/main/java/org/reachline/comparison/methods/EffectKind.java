package org.reachline.comparison.methods;

/** What sort of randomised contrast an effect is. */
public enum EffectKind {
  /** One level of a factor against its reference, averaged evenly over the other factor. */
  MAIN,
  /** How much one factor's effect depends on the other. */
  INTERACTION,
  /** One level of a factor against its reference, within one level of the other factor. */
  WITHIN_LEVEL,
  /** One arm against the first, in a study without factors. */
  ARM,
  /** Difference between two arms in their change, over pairs. */
  DIFFERENCE_OF_CHANGES
}
