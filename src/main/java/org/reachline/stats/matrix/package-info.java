/** The little linear algebra that the models need: matrices of at most some tens of columns. */
@NullMarked
package org.reachline.stats.matrix;

import org.jspecify.annotations.NullMarked;
