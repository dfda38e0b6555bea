package org.reachline.people;

/**
 * Told by CDI event, within the transaction, when somebody's stay at a site was written: begun,
 * changed or ended, by whatever page, upload or rule.
 *
 * @param personId key of the person
 * @param siteId key of the site
 */
public record AffiliationChanged(long personId, long siteId) {}
