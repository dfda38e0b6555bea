package org.reachline.sites;

import static org.reachline.base.input.FreeText.Readers.EVERYBODY;

import jakarta.persistence.Column;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.base.facts.ListColumn;

/**
 * What is said of a site. It stands beside {@link Site}, whose fields every room's queries name.
 * Rules that span fields are in {@link SiteRules}.
 *
 * @param code short key such as {@code WI-DANE}; never changes
 * @param name name in full
 * @param type key of a type that a study takes
 * @param size how large it is, in {@code sizeUnit}; or null if unknown
 * @param sizeUnit what the size counts
 * @param state US state (two letters) or other region
 * @param zone time zone such as {@code America/Chicago}
 * @param partnerOf code of the jail whose partner it is, or null
 */
public record SiteFacts(
    @NotNull @ListColumn(otherNames = {"site", "site_id", "site_code"}) String code,
    @NotNull @Size(max = 200) @Line(EVERYBODY) String name,
    @NotNull String type,
    @Min(0) @Max(10_000_000) Integer size,
    @Column(name = "size_unit") @Size(max = 100) @Line(EVERYBODY) String sizeUnit,
    @NotNull @Size(max = 60) @Line(EVERYBODY) String state,
    @NotNull @ListColumn(otherNames = "time_zone") String zone,
    String partnerOf) {

  /** What follows from these fields. */
  public static final FactSheet<SiteFacts> SHEET = FactSheet.of(SiteFacts.class);
}
