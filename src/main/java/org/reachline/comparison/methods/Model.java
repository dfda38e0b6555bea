package org.reachline.comparison.methods;

import java.util.Map;

/**
 * The regression behind the contrasts, for whoever checks it elsewhere.
 *
 * @param formula in R's notation, over one row per unit
 * @param coefficients by name
 * @param se standard error by name
 * @param sigma residual standard deviation
 * @param df residual degrees of freedom
 * @param rSquared share of the variation about the mean that the model takes up
 */
public record Model(
    String formula,
    Map<String, Double> coefficients,
    Map<String, Double> se,
    double sigma,
    int df,
    double rSquared) {}
