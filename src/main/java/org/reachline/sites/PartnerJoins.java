package org.reachline.sites;

import java.util.List;

/**
 * A site was, or in a dry run would be, attached to a leading site as its partner. Rooms above that
 * count the two as one unit take it in, and say so.
 *
 * @param leading the leading site
 * @param type type of the partner
 * @param partner the partner as written, or null in a dry run, which changes nothing
 * @param told sentences for the receipt, to which each room adds its own
 */
public record PartnerJoins(Site leading, String type, Site partner, List<String> told) {}
