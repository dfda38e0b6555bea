/**
 * The rows that are compared: site-months with what was reached and what was delivered, and their
 * sums by unit and phase. An inner room of comparison; knows no answer.
 */
package org.reachline.comparison.months;
