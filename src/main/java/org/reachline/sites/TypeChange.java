package org.reachline.sites;

/**
 * A site is about to become of another type. Rooms above whose records rest on its type refuse as
 * for {@link PartnerChange}; they change nothing, because a dry run asks too.
 *
 * @param site the site, still of the type that it had
 */
public record TypeChange(Site site) {}
