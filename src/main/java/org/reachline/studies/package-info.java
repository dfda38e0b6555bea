/**
 * Studies as their files say: versions of the protocol, enrolment of sites, allocation to arms and
 * the planned dose that follows. {@code studies.file} reads the file, {@code studies.dose} plans.
 * Floor 2: knows sites and base.
 */
package org.reachline.studies;
