/** Randomisation tests that respect how the sites were allocated. Part of floor 0. */
@NullMarked
package org.reachline.stats.permutation;

import org.jspecify.annotations.NullMarked;
