package org.reachline.sites;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * @param typed words by field
   * @param told takes sentences about what else it did
   * @return the site, or null with the problems noted
   */
  @Transactional
  public Site add(Map<String, String> typed, List<String> told, Problems problems) {
    SiteFacts facts = SiteRules.read(typed, vocabulary.siteTypes(), problems);
    if (facts.code() != null && Site.findByCode(facts.code()).isPresent()) {
      problems.add("code", "A site with the code " + facts.code() + " is entered already.");
    }
    Site leading = SiteRules.leading(facts, null, problems);
    if (problems.any()) {
      return null;
    }
    Site site = new Site();
    site.code = facts.code();
    enter(site, facts, leading, null, told);
    return site;
  }

  /** Writes a new site, with the trail. */
  void enter(Site site, SiteFacts facts, Site leading, String reason, List<String> told) {
    site.say(facts, leading);
    site.persist();
    audit.record("site.added", site.subject(), site.id, null, SiteFacts.SHEET.state(facts), reason);
    join(site, told);
  }

  /**
   * Changes a site.
   *
   * @param typed words by field, with the version that the person saw and perhaps why
   * @param told takes sentences about what else it did
   * @return the site, or null with the problems noted
   * @throws Refusal.Conflict with the other's change if somebody was quicker
   */
  @Transactional
  public Site edit(String code, Map<String, String> typed, List<String> told, Problems problems) {
    Site site = Site.getByCode(code);
    typed.put("code", site.code);
    SiteFacts now = SiteRules.read(typed, vocabulary.siteTypes(), problems);
    Site leading = SiteRules.leading(now, site, problems);
    Change change =
        new Change(
            problems.integer("version", typed.get("version"), 0, Integer.MAX_VALUE),
            problems.optionalText("reason", typed.get("reason"), 500));
    if (problems.any()) {
      return null;
    }
    change.requireSeen(site);
    change(site, now, leading, change.reason(), told);
    return site;
  }

  /** Writes what is said of a site, with the trail; nothing happens if nothing differs. */
  void change(Site site, SiteFacts now, Site leading, String reason, List<String> told) {
    SiteFacts before = site.facts();
    if (before.equals(now)) {
      return;
    }
    requireFree(site, now);
    site.say(now, leading);
    audit.record(
        "site.changed",
        site.subject(),
        site.id,
        SiteFacts.SHEET.state(before),
        SiteFacts.SHEET.state(now),
        reason);
    if (joins(before, now)) {
      join(site, told);
    }
  }

  /** Whether a change may bring a site into another unit. */
  static boolean joins(SiteFacts before, SiteFacts now) {
    return !Objects.equals(before.partnerOf(), now.partnerOf())
        || !before.type().equals(now.type());
  }

  /** Asks the rooms above. @throws Refusal.BadInput if records of theirs rest on what changes */
  void requireFree(Site site, SiteFacts now) {
    if (!Objects.equals(site.facts().partnerOf(), now.partnerOf())) {
      partnerChanges.fire(new PartnerChange(site));
    }
    if (!site.type.equals(now.type())) {
      typeChanges.fire(new TypeChange(site));
    }
  }

  private void join(Site site, List<String> told) {
    if (site.partnerOf != null) {
      joins.fire(new PartnerJoins(site.partnerOf, site.type, site, told));
    }
  }

  /** What the rooms above would say of a partner. */
  List<String> joining(Site leading, String type) {
    List<String> told = new ArrayList<>();
    joins.fire(new PartnerJoins(leading, type, null, told));
    return told;
  }
}
