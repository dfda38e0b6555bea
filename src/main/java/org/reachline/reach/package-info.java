/**
 * Monthly site reports: what the study file says is counted, entered by the site, checked,
 * submitted, locked, and the grid that shows what is still missing. A key absent from a report's
 * values is blank (not reported); 0 is a count of none. Floor 3: knows studies, people and sites.
 */
package org.reachline.reach;
