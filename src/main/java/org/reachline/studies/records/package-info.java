/**
 * Records of a site in a study that need no more than their fields and their own rule: what they
 * share is here, once. A room names its record by a {@link
 * org.reachline.studies.records.SiteRecords} and gets pages, calls, a list, an export and a trail.
 * Floor 2.
 */
package org.reachline.studies.records;
