/**
 * How arms are compared: each method of analysis that a study file may ask for, and the effect it
 * gives. An inner room of comparison, above the months.
 */
package org.reachline.comparison.methods;
