/** Columns of numbers and words, read from CSV or handed over in memory. Part of floor 0. */
@NullMarked
package org.reachline.stats.table;

import org.jspecify.annotations.NullMarked;
