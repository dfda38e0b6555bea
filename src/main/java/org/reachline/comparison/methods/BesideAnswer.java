package org.reachline.comparison.methods;

import java.util.List;

/**
 * The same randomised contrasts by another method that the protocol names.
 *
 * @param method key in the study file, such as {@code nb_gee}
 * @param label what people read
 * @param note what the method does and when to rely on it, a sentence or two
 * @param contrasts the effects; empty if they cannot be estimated
 * @param notEstimable why there are none, a sentence; null if there are some
 * @param cautions what a reader should know before believing it
 */
public record BesideAnswer(
    String method,
    String label,
    String note,
    List<Effect> contrasts,
    String notEstimable,
    List<String> cautions) {

  public BesideAnswer {
    contrasts = List.copyOf(contrasts);
    cautions = List.copyOf(cautions);
  }
}
