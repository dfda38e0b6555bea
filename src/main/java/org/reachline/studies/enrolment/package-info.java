/**
 * Enrolling units and taking allocations in: forms, lists, pages and API. An inner room of studies.
 */
package org.reachline.studies.enrolment;
