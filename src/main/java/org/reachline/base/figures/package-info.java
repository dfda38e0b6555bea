/**
 * Drawings that several rooms show, laid out here and drawn by tags: the line with what was planned
 * above it and what was done below, and the small figure of one count by month. Floor 0.
 */
@NullMarked
package org.reachline.base.figures;

import org.jspecify.annotations.NullMarked;
