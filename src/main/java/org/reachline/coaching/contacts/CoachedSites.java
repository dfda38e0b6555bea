package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.Optional;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** By which site of a unit a person coaches it; links to its coaching lead there. */
@ApplicationScoped
public class CoachedSites {
  @Inject SiteAccess access;

  /**
   * The leading site, or the first by code of those that the current person coaches; empty for
   * whoever does not coach the unit, and so must not learn its plan.
   */
  public Optional<Site> of(Enrolment unit) {
    return unit.members.stream()
        .filter(site -> access.mayCoach(site.id))
        .min(
            Comparator.comparing((Site site) -> !site.id.equals(unit.unit.id))
                .thenComparing(site -> site.code));
  }
}
