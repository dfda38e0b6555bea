/**
 * Contamination: what a site or a person got that the allocation did not mean for them. Its words:
 * finding (what is so now), flag (a finding that was raised once and stays on record), note. Floor
 * 5: knows the ledger of dose, and of coaching its contacts and bookings.
 */
package org.reachline.contamination;
