/** Randomisation tests that respect how the sites were allocated. Part of floor 0. */
package org.reachline.stats.permutation;
