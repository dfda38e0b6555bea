/**
 * A site's report of a period: its sheet of measures, its states from draft to lock, who may write
 * it, and its trail. An inner room of reach, below imports and pages.
 */
package org.reachline.reach.reports;
