/**
 * R's formula notation, arithmetic and row filters, and the design matrix that they give. Part of
 * floor 0.
 */
package org.reachline.stats.formula;
