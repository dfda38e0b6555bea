package org.reachline.sites;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.Suggestions;

/**
 * The rules of a site that span its fields or rest on the studies; form, list and API meet here.
 */
final class SiteRules {
  // Addresses of pages that stand beside the sites' own.
  private static final Set<String> RESERVED = Set.of("new", "upload");

  private SiteRules() {}

  /** Reads what was typed; whole only if {@code problems} has none. */
  static SiteFacts read(Map<String, String> typed, List<Choice> types, Problems problems) {
    SiteFacts facts =
        SiteFacts.SHEET
            .reader(typed, problems)
            .given("code", code(typed.get("code"), problems))
            .given("type", type(typed.get("type"), types, problems))
            .given("zone", null)
            .given("partnerOf", problems.optionalLine("partnerOf", typed.get("partnerOf"), 40))
            .read();
    checkSize(facts, typed.get("size"), problems);
    ZoneId zone = problems.zone("zone", typed.get("zone"));
    return SiteFacts.SHEET.with(facts, "zone", zone == null ? null : zone.getId());
  }

  private static String code(String typed, Problems problems) {
    String code = problems.line("code", typed, 40);
    if (code != null
        && (!code.matches("[A-Za-z0-9][A-Za-z0-9_-]*")
            || RESERVED.contains(code.toLowerCase(Locale.ROOT)))) {
      problems.add("code", "Letters, digits, - and _ only, beginning with a letter or digit.");
    }
    return code;
  }

  private static String type(String typed, List<Choice> types, Problems problems) {
    String type = problems.line("type", typed, 60);
    List<String> known = types.stream().map(Choice::value).toList();
    if (type != null && !known.contains(type)) {
      problems.add(
          "type",
          "No study takes sites of type “"
              + type
              + "”."
              + Suggestions.didYouMean(type, known)
              + " Types: "
              + String.join(", ", known)
              + ".");
    }
    return type;
  }

  private static void checkSize(SiteFacts facts, String typed, Problems problems) {
    if (facts.size() != null && facts.sizeUnit() == null && problems.of("sizeUnit") == null) {
      problems.add("sizeUnit", "Say what the size counts, such as average daily population.");
    }
    if ((typed == null || typed.isBlank()) && facts.sizeUnit() != null) {
      problems.add(
          "size", "Give the size that “" + facts.sizeUnit() + "” belongs to, or leave both empty.");
    }
  }

  /** The site that is named as leading; null if there is none or it cannot lead this one. */
  static Site leading(SiteFacts facts, Site self, Problems problems) {
    if (facts.partnerOf() == null) {
      return null;
    }
    Site leading = Site.findByCode(facts.partnerOf()).orElse(null);
    if (leading == null) {
      problems.add("partnerOf", "There is no site with the code “" + facts.partnerOf() + "”.");
    } else if (leading.code.equalsIgnoreCase(facts.code())) {
      problems.add("partnerOf", "A site is not a partner of itself.");
    } else if (leading.partnerOf != null) {
      problems.add(
          "partnerOf", leading.code + " is itself a partner of " + leading.partnerOf.code + ".");
    } else if (self != null && !Site.listPartners(self).isEmpty()) {
      problems.add("partnerOf", "This site has partners of its own, so it cannot be one.");
    }
    return leading;
  }
}
