/** Columns of numbers and words, read from CSV or handed over in memory. Part of floor 0. */
package org.reachline.stats.table;
