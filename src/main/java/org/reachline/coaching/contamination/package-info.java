/**
 * Contamination: what a site or a person got that the allocation did not mean for them. Its words:
 * finding (what is so now), flag (a finding that was raised once and stays on record), note. An
 * inner room of coaching, floor 3: knows the ledger in studies, people and sites, and no other
 * ledger's room.
 */
package org.reachline.coaching.contamination;
