package org.reachline.comparison.methods;

/**
 * The two arms that a paired comparison is about.
 *
 * @param treatment label of the arm of interest
 * @param comparison label of the other
 */
public record PairedArms(String treatment, String comparison) {}
