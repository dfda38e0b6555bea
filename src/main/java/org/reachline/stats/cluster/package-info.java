/** What is particular to trials of clusters: cluster-level analysis, ICC, k, sizes, allocation. */
package org.reachline.stats.cluster;
