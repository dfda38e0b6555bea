package org.reachline.coaching.contacts;

import org.reachline.sites.Site;

/**
 * A contact as it was typed and found in order; what {@link ContactActs} takes.
 *
 * @param site the site of the unit that it was held with
 * @param privateNotes null to leave the note as it is, empty to take it back
 */
public record ContactSaid(Site site, ContactFacts facts, String privateNotes) {}
