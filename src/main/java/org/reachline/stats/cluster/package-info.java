/** What is particular to trials of clusters: cluster-level analysis, ICC, k, sizes, allocation. */
@NullMarked
package org.reachline.stats.cluster;

import org.jspecify.annotations.NullMarked;
