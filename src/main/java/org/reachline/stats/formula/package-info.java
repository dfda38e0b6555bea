/**
 * R's formula notation, arithmetic and row filters, and the design matrix that they give. Part of
 * floor 0.
 */
@NullMarked
package org.reachline.stats.formula;

import org.jspecify.annotations.NullMarked;
