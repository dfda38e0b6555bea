package org.reachline.sites;

/**
 * A site is about to become, or to stop being, a partner. Rooms above that stand on the old unit
 * refuse by throwing a Refusal.BadInput from a synchronous observer; they change nothing, because a
 * dry run asks too.
 *
 * @param site the partner
 */
public record PartnerChange(Site site) {}
