/**
 * Change projects as NIATx teaches them, and the walk-throughs that they grow from. Their words:
 * charter (one aim, one population, one level of care, one location), measure, baseline, target,
 * cycle (plan, do, study, act: adopt, adapt or abandon), walk-through. Floor 4; the numbers of a
 * chart come from whoever implements {@link org.reachline.projects.MeasureSeries}.
 */
package org.reachline.projects;
