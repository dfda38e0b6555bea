package org.reachline.sites;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Vocabulary;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;

/** Enters and changes sites, with every check and the trail in one place. */
@ApplicationScoped
class SiteActs {
  @Inject AuditTrail audit;
  @Inject Vocabulary vocabulary;
  @Inject Event<PartnerChange> partnerChanges;
  @Inject Event<TypeChange> typeChanges;
  @Inject Event<PartnerJoins> joins;

  /**
   * Enters a new site.
   *
   * @return the site, or null with the problems noted
   */
  @Transactional
  public Site add(SiteForm form, Problems problems) {
    SiteData data = form.read(problems, vocabulary.siteTypes());
    if (data.code() != null && Site.findByCode(data.code()).isPresent()) {
      problems.add("code", "A site with the code " + data.code() + " is entered already.");
    }
    Site partnerOf = partner(data, null, problems);
    if (problems.any()) {
      return null;
    }
    Site site = new Site();
    site.code = data.code();
    write(data, partnerOf, site);
    site.persist();
    audit.record("site.added", subject(site), site.id, null, data, null);
    form.told = join(site);
    return site;
  }

  /**
   * Changes a site.
   *
   * @param version the version that the person saw
   * @throws Refusal.Conflict with the other's change if somebody was quicker
   */
  @Transactional
  public Site edit(String code, SiteForm form, Problems problems) {
    Site site = Site.getByCode(code);
    form.code = site.code;
    SiteData data = form.read(problems, vocabulary.siteTypes());
    Site partnerOf = partner(data, site, problems);
    Integer version = problems.integer("version", form.version, 0, Integer.MAX_VALUE);
    String reason = problems.optionalText("reason", form.reason, 500);
    if (problems.any()) {
      return null;
    }
    new Change(version, reason).requireSeen(site);
    form.told = change(site, data, partnerOf, reason);
    return site;
  }

  /**
   * Writes values into a site, with the trail; nothing happens if nothing differs.
   *
   * @return sentences about what else it did
   */
  List<String> change(Site site, SiteData data, Site partnerOf, String reason) {
    SiteData before = SiteData.of(site);
    if (before.equals(data)) {
      return List.of();
    }
    requireFree(site, data);
    write(data, partnerOf, site);
    audit.record("site.changed", subject(site), site.id, before, data, reason);
    boolean joins =
        !Objects.equals(before.partnerOf(), data.partnerOf())
            || !Objects.equals(before.type(), data.type());
    return joins ? join(site) : List.of();
  }

  /** Asks the rooms above. @throws Refusal.BadInput if records of theirs rest on what changes */
  void requireFree(Site site, SiteData data) {
    if (!Objects.equals(SiteData.of(site).partnerOf(), data.partnerOf())) {
      partnerChanges.fire(new PartnerChange(site));
    }
    if (!site.type.equals(data.type())) {
      typeChanges.fire(new TypeChange(site));
    }
  }

  /** Tells the rooms above of a partner that was written. */
  List<String> join(Site site) {
    return site.partnerOf == null ? List.of() : joining(site.partnerOf, site.type, site);
  }

  /** What the rooms above say of a partner; a dry run gives no partner. */
  List<String> joining(Site leading, String type, Site partner) {
    List<String> told = new ArrayList<>();
    joins.fire(new PartnerJoins(leading, type, partner, told));
    return told;
  }

  /** Key of a site in the trail. */
  static String subject(Site site) {
    return site.subject();
  }

  static void write(SiteData data, Site partnerOf, Site site) {
    site.name = data.name();
    site.type = data.type();
    site.size = data.size();
    site.sizeUnit = data.sizeUnit();
    site.state = data.state();
    site.zone = data.zone();
    site.partnerOf = partnerOf;
  }

  private static Site partner(SiteData data, Site self, Problems problems) {
    if (data.partnerOf() == null) {
      return null;
    }
    Optional<Site> leading = Site.findByCode(data.partnerOf());
    if (leading.isEmpty()) {
      problems.add("partnerOf", "There is no site with the code “" + data.partnerOf() + "”.");
    } else if (leading.get().code.equalsIgnoreCase(data.code())) {
      problems.add("partnerOf", "A site is not a partner of itself.");
    } else if (leading.get().partnerOf != null) {
      problems.add(
          "partnerOf",
          leading.get().code + " is itself a partner of " + leading.get().partnerOf.code + ".");
    } else if (self != null && !Site.listPartners(self).isEmpty()) {
      problems.add("partnerOf", "This site has partners of its own, so it cannot be one.");
    }
    return leading.orElse(null);
  }
}
