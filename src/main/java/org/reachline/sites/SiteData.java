package org.reachline.sites;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything that is kept of a site, as values: what a form or a row says, and what the trail
 * keeps.
 *
 * @param partnerOf code of the jail whose partner it is, or null
 */
record SiteData(
    String code,
    String name,
    String type,
    Integer size,
    String sizeUnit,
    String state,
    String zone,
    String partnerOf) {

  /** A site as it stands. */
  public static SiteData of(Site site) {
    return new SiteData(
        site.code,
        site.name,
        site.type,
        site.size,
        site.sizeUnit,
        site.state,
        site.zone,
        site.partnerOf == null ? null : site.partnerOf.code);
  }

  /** What differs from an earlier state, each as {@code name: old → new}. */
  List<String> differencesFrom(SiteData before) {
    List<String> differences = new ArrayList<>();
    compare(differences, "name", before.name, name);
    compare(differences, "type", before.type, type);
    compare(differences, "size", before.size, size);
    compare(differences, "size unit", before.sizeUnit, sizeUnit);
    compare(differences, "state", before.state, state);
    compare(differences, "zone", before.zone, zone);
    compare(differences, "partner of", before.partnerOf, partnerOf);
    return differences;
  }

  private static void compare(List<String> into, String what, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      into.add(
          what
              + ": "
              + (before == null ? "nothing" : before)
              + " → "
              + (after == null ? "nothing" : after));
    }
  }
}
