package org.reachline.sites;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.Suggestions;

/** What a person may type about a site. */
public class SiteForm {
  // Addresses of pages that stand beside the sites' own.
  private static final Set<String> RESERVED = Set.of("new", "upload");

  /** Short key; letters, digits, - and _. Never changes once given. */
  @RestForm public String code;

  /** Name in full. */
  @RestForm public String name;

  /** Key of a site type. */
  @RestForm public String type;

  /** Whole number, or empty. */
  @RestForm public String size;

  /** What the size counts. */
  @RestForm public String sizeUnit;

  /** State or region. */
  @RestForm public String state;

  /** Time zone such as America/Chicago. */
  @RestForm public String zone;

  /** Code of the jail whose partner it is, or empty. */
  @RestForm public String partnerOf;

  /** Version of the record that was edited; empty for a new one. */
  @RestForm public String version;

  /** Why, where it matters to others. */
  @RestForm public String reason;

  /** What else the act did, sentences for the receipt; nothing that anybody types. */
  List<String> told = List.of();

  /** A form filled with a site. */
  static SiteForm of(Site site) {
    SiteData data = SiteData.of(site);
    SiteForm form = new SiteForm();
    form.code = data.code();
    form.name = data.name();
    form.type = data.type();
    form.size = data.size() == null ? "" : data.size().toString();
    form.sizeUnit = data.sizeUnit();
    form.state = data.state();
    form.zone = data.zone();
    form.partnerOf = data.partnerOf();
    form.version = String.valueOf(site.version);
    return form;
  }

  /** The typed values; meaningless if a problem was noted. */
  SiteData read(Problems problems, List<Choice> types) {
    String readCode = problems.line("code", code, 40);
    if (readCode != null
        && (!readCode.matches("[A-Za-z0-9][A-Za-z0-9_-]*")
            || RESERVED.contains(readCode.toLowerCase(Locale.ROOT)))) {
      problems.add("code", "Letters, digits, - and _ only, beginning with a letter or digit.");
    }
    String readName = problems.line("name", name, 200);
    String readType = problems.line("type", type, 60);
    List<String> known = types.stream().map(Choice::value).toList();
    if (readType != null && !known.contains(readType)) {
      problems.add(
          "type",
          "No study takes sites of type “"
              + readType
              + "”."
              + Suggestions.didYouMean(readType, known)
              + " Types: "
              + String.join(", ", known)
              + ".");
    }
    Integer readSize = problems.optionalInteger("size", size, 0, 10_000_000);
    String readUnit = problems.optionalLine("sizeUnit", sizeUnit, 100);
    if (readSize != null && readUnit == null && problems.of("sizeUnit") == null) {
      problems.add("sizeUnit", "Say what the size counts, such as average daily population.");
    }
    boolean sizeGiven = size != null && !size.isBlank();
    if (!sizeGiven && readUnit != null) {
      problems.add(
          "size", "Give the size that “" + readUnit + "” belongs to, or leave both empty.");
    }
    String readState = problems.line("state", state, 60);
    var readZone = problems.zone("zone", zone);
    String readPartner = problems.optionalLine("partnerOf", partnerOf, 40);
    return new SiteData(
        readCode,
        readName,
        readType,
        readSize,
        readUnit,
        readState,
        readZone == null ? null : readZone.getId(),
        readPartner);
  }
}
