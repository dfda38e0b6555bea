package org.reachline.protocol.design;

import java.util.List;
import java.util.Optional;

/**
 * What is allocated, and how.
 *
 * @param unit what gets an arm
 * @param siteType type of the site that leads a unit; key of {@code StudyFile.siteTypes}
 * @param partnerType type of the sites that come along, for units with partners
 * @param method where the arm comes from
 * @param strata strata within which arms are balanced; may be empty
 * @param pairs matched pairs, each with one unit or more per arm; may be empty
 */
public record AllocationScheme(
    AllocationUnit unit,
    String siteType,
    Optional<String> partnerType,
    AllocationMethod method,
    List<Term> strata,
    List<Term> pairs) {

  public AllocationScheme {
    Require.text(siteType, "site_type");
    Require.that(
        (unit == AllocationUnit.SITE_WITH_PARTNERS) == partnerType.isPresent(),
        "a partner type belongs to units with partners");
    strata = List.copyOf(strata);
    pairs = List.copyOf(pairs);
  }
}
