package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.reachline.base.SiteAccess;
import org.reachline.reach.CompletenessGrid;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** The monthly reports that somebody should see to now: due, late or left as a draft. */
@ApplicationScoped
class OpenReports {
  @Inject Protocols protocols;
  @Inject SiteAccess access;
  @Inject Clock clock;

  /**
   * The open reports of the sites that the person may see, oldest period first. Whoever sees some
   * sites alone is not made to wait for all the others of the study.
   */
  List<CompletenessGrid.Waiting> list(Study study) {
    Collection<Long> only = access.seesAllSites() ? null : access.visibleSiteIds();
    return new CompletenessGrid(
            study,
            protocols.fileOf(study),
            site -> only == null || only.contains(site.id),
            only,
            clock)
        .waiting(site -> true);
  }

  /** Where a report is entered. */
  static String href(Study study, CompletenessGrid.Waiting open) {
    return "/studies/%s/reach/%s/%d"
        .formatted(study.slug, open.site().code, open.period().studyMonth());
  }
}
