package org.reachline.studies.enrolment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.protocol.StudyFile;
import org.reachline.sites.Site;
import org.reachline.studies.Allocation;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * What is on record of a study's units and of every site, asked at once for a whole list: three
 * queries, however many rows it has.
 */
final class KnownUnits {
  private final StudyFile file;
  private final Map<String, Site> sites = new HashMap<>();
  private final Map<Long, List<Site>> partners = new HashMap<>();
  private final Map<Long, Enrolment> bySite;
  private final Map<Long, Enrolment> active = new HashMap<>();
  private final Map<Long, Allocation> allocated = new HashMap<>();

  KnownUnits(Study study, StudyFile file) {
    this.file = file;
    for (Site site : Site.listByCode()) {
      sites.put(key(site.code), site);
      if (site.partnerOf != null) {
        partners.computeIfAbsent(site.partnerOf.id, k -> new ArrayList<>()).add(site);
      }
    }
    List<Enrolment> all = Enrolment.listForStudy(study);
    bySite = Enrolment.bySite(all);
    all.stream().filter(Enrolment::isActive).forEach(e -> active.put(e.unit.id, e));
    Allocation.listForStudy(study).forEach(a -> allocated.put(a.enrolment.unit.id, a));
  }

  /** Every site, by {@link #key}. */
  Map<String, Site> sites() {
    return sites;
  }

  /** The active enrolment that a site leads, or null. */
  Enrolment ledBy(Site site) {
    return active.get(site.id);
  }

  /** The enrolment that a site is in, active first. */
  Optional<Enrolment> of(Site site) {
    return Optional.ofNullable(bySite.get(site.id));
  }

  /** The sites that enter with a unit. */
  Set<Site> membersOf(Site unit) {
    return EnrolmentActs.membersOf(file, unit, partners.getOrDefault(unit.id, List.of()));
  }

  /** What a unit was allocated when it was in the study before, or null. */
  Allocation earlierAllocation(Site unit) {
    return allocated.get(unit.id);
  }

  /** By which a code is known, in whatever case it was written. */
  static String key(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
