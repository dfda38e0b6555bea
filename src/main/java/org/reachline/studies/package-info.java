/**
 * Studies that are kept: versions of their protocol, enrolment of sites and allocation to arms.
 * What a study's file says is read in {@code protocol}. Floor 2: knows protocol, sites and base.
 */
package org.reachline.studies;
