/** Regression models: OLS, GLM, GEE with small-sample corrections, GLMM with a random intercept. */
@NullMarked
package org.reachline.stats.model;

import org.jspecify.annotations.NullMarked;
