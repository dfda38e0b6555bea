/**
 * The places of a trial: jails, community providers and other sites, with type, size, time zone and
 * partners. A jail and its partners are randomised together. Floor 1: knows base.
 */
package org.reachline.sites;
