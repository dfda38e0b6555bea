/** Regression models: OLS, GLM, GEE with small-sample corrections, GLMM with a random intercept. */
package org.reachline.stats.model;
