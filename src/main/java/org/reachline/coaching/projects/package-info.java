/**
 * Change projects as NIATx teaches them, and the walk-throughs that they grow from. Their words:
 * charter (one aim, one population, one level of care, one location), measure, baseline, target,
 * cycle (plan, do, study, act: adopt, adapt or abandon), walk-through. An inner room of coaching,
 * floor 3; the numbers of a chart come from whoever implements {@link
 * org.reachline.coaching.projects.MeasureSeries}.
 */
package org.reachline.coaching.projects;
