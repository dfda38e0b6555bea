package org.reachline.dose.pages;

import static org.reachline.dose.pages.EntriesAsked.given;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.dose.DoseAccess;
import org.reachline.dose.DoseEntry;
import org.reachline.dose.Entry;
import org.reachline.dose.EntrySums;
import org.reachline.dose.UnitAccounts;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.CountedBy;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Offers;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Finds the entries behind a figure, for those who may know it. */
@RequestScoped
class EntriesFinder {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject DoseAccess dose;
  @Inject Protocols protocols;
  @Inject Offers offers;
  @Inject UnitAccounts accounts;

  /**
   * What was found.
   *
   * @param filter what was asked
   * @param site the site that was asked for, or null for all
   * @param rules the counting rules in force, one per strategy
   * @param units whose entries they are, those without one too
   * @param entries all of them
   * @param sums what they come to
   * @param byUnit the same unit by unit
   */
  record Found(
      Study study,
      EntriesAsked.Filter filter,
      Site site,
      List<CountedBy> rules,
      List<Enrolment> units,
      List<Entry> entries,
      EntrySums sums,
      List<EntrySums.OfUnit> byUnit) {

    /** The figure as the page printed it that led here. */
    String figure() {
      return filter.read().of(sums, byUnit);
    }
  }

  /**
   * The entries.
   *
   * @throws Refusal.NotAllowed for somebody who may not know a site's plan; for a filter by arm or
   *     over all sites, for somebody who may not see arms
   * @throws Refusal.NotFound for a site that is not there, or not for this person
   * @throws Refusal.BadInput for a filter that cannot be understood
   */
  Found find(Study study, EntriesAsked asked) {
    Site site = null;
    if (given(asked.site)) {
      site = Site.getByCode(asked.site);
      dose.requireSite(site);
    }
    if (site == null || given(asked.arm) ? !me.maySeeArms() : !access.mayKnowPlan(site.id)) {
      throw new Refusal.NotAllowed(
          "What a dose is made of is for a site's coaches, coordinators and researchers who are not"
              + " blinded; over several sites it is for those who see arms.");
    }
    StudyFile file = protocols.fileOf(study);
    Problems problems = new Problems();
    EntriesAsked.Filter filter = asked.filter(file, problems);
    problems.throwIfAny();
    List<Strategy> strategies =
        offers.toldOf(file).stream()
            .filter(s -> !given(asked.strategy) || s.key().equals(asked.strategy))
            .toList();
    if (strategies.isEmpty()) {
      throw new Refusal.NotAllowed("This strategy is for those who see arms.");
    }
    List<Enrolment> units = units(study, site, asked.arm);
    List<Entry> entries = entries(study, units, strategies, filter);
    return new Found(
        study,
        filter,
        site,
        CountedBy.of(strategies, filter.counting()),
        units,
        entries,
        EntrySums.of(entries),
        EntrySums.byUnit(units, entries));
  }

  private List<Enrolment> units(Study study, Site site, String arm) {
    List<Enrolment> all =
        site == null
            ? Enrolment.listForStudy(study)
            : List.of(Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new));
    return all.stream()
        .filter(unit -> unit.startedOn != null)
        .filter(
            unit ->
                !given(arm) || protocols.armOf(unit).filter(a -> a.key().equals(arm)).isPresent())
        .toList();
  }

  private List<Entry> entries(
      Study study, List<Enrolment> units, List<Strategy> strategies, EntriesAsked.Filter filter) {
    Map<Long, List<DoseAccount>> own = accounts.of(study, units, strategies, filter.counting());
    List<Entry> entries = new ArrayList<>();
    for (Enrolment unit : units) {
      for (DoseAccount account : own.get(unit.id)) {
        Entry.of(unit, account, filter.of()).stream()
            .filter(e -> filter.takesMonth(e.studyMonth()))
            .forEach(entries::add);
      }
    }
    return entries;
  }

  /** The lines of the ledger that stand for these entries, by unit and source. */
  Map<String, DoseEntry> lines(List<Entry> entries) {
    Set<Long> units = new HashSet<>();
    Set<String> sources = new HashSet<>();
    for (Entry entry : entries) {
      entry
          .delivery()
          .ifPresent(
              d -> {
                units.add(entry.unit().id);
                sources.add(d.source());
              });
    }
    Map<String, DoseEntry> lines = new HashMap<>();
    if (!units.isEmpty()) {
      DoseEntry.<DoseEntry>list(
              "enrolmentId in ?1 and source in ?2 and reversesId is null order by step",
              units,
              sources)
          .forEach(line -> lines.put(line.enrolmentId + "/" + line.source, line));
    }
    return lines;
  }

  /** Names an entry's line within {@link #lines}. */
  static Optional<String> key(Entry entry) {
    return entry.delivery().map(d -> entry.unit().id + "/" + d.source());
  }
}
