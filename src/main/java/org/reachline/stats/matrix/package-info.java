/** The little linear algebra that the models need: matrices of at most some tens of columns. */
package org.reachline.stats.matrix;
