package org.reachline.protocol.file;

import java.util.List;
import java.util.Optional;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.AllocationScheme;
import org.reachline.protocol.design.AllocationUnit;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Term;

/** Reads what is allocated, and how. */
final class AllocationReader {

  private final Section<Term> siteTypes;
  private final Section<Arm> arms;

  AllocationReader(Section<Term> siteTypes, Section<Arm> arms) {
    this.siteTypes = siteTypes;
    this.arms = arms;
  }

  /** The scheme, or null if it is missing or broken; what is wrong has been reported. */
  AllocationScheme read(YamlMap map) {
    if (map == null) {
      return null;
    }
    int before = map.problems().count();
    AllocationUnit unit = map.choice("unit", AllocationUnit.class);
    String siteType = map.code("site_type");
    siteTypes.require(map, "site_type", siteType);
    Optional<String> partnerType = map.maybeCode("partner_type");
    partnerType.ifPresent(type -> siteTypes.require(map, "partner_type", type));
    if (unit == AllocationUnit.SITE_WITH_PARTNERS && !map.has("partner_type")) {
      map.problem("partner_type", "'partner_type' is missing", "the site type of the partners");
    }
    if (unit != null && unit != AllocationUnit.SITE_WITH_PARTNERS && map.has("partner_type")) {
      map.problem(
          "partner_type", "units of this kind have no partners", "unit: site_with_partners");
    }
    AllocationMethod method = map.choice("method", AllocationMethod.class);
    if (method == AllocationMethod.NONE && arms.entries().size() > 1) {
      map.refusal(
          "method",
          "nothing is allocated, so no unit could ever get one of the "
              + arms.entries().size()
              + " arms",
          "one arm, or method: uploaded_list");
    }
    Section<Term> strata = Section.terms(map, "strata", "stratum", false);
    Section<Term> pairs = Section.terms(map, "pairs", "pair", false);
    for (String property : List.of("strata", "pairs")) {
      if (method == AllocationMethod.NONE
          && arms.entries().size() < 2
          && map.has(property)
          && !map.listIsEmpty(property)) {
        map.refusal(
            property,
            "nothing is allocated, so there is nothing to balance",
            "no '" + property + "'");
      }
    }
    map.done();
    return map.problems().count() > before
        ? null
        : new AllocationScheme(unit, siteType, partnerType, method, strata.read(), pairs.read());
  }
}
