/**
 * Statistics for cluster-randomised trials: floor 0, pure Java, no framework, clock or database.
 *
 * <p>A question is configured once and asked of a table; the answer is a record that carries
 * everything needed to doubt it: estimate, interval, p, method, convergence, rows and clusters used
 * and left out (and why), cautions. Too little data is an answer in words, an {@link
 * org.reachline.stats.Outcome.NotEstimable}, never NaN. This package holds what every method shares
 * and the simple answers (rates, proportions, paired changes, multiplicity); the inner rooms are
 * {@code table} (data), {@code formula} (R's notation and row filters), {@code matrix}, {@code
 * model} (OLS, GLM, GEE, GLMM), {@code permutation} (randomisation tests) and {@code cluster}
 * (cluster-level analysis, ICC, k, sizes, allocation).
 */
@NullMarked
package org.reachline.stats;

import org.jspecify.annotations.NullMarked;
