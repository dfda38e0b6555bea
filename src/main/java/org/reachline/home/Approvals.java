package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.home.TaskList.Section;
import org.reachline.home.TaskList.Thing;
import org.reachline.home.TaskList.Urgency;
import org.reachline.protocol.measure.LockRule;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Reports that were handed in and wait for the coordinator, where the study file has it so. */
@ApplicationScoped
class Approvals {
  @Inject Protocols protocols;

  /** Whether a coordinator locks this study's reports, and not the calendar. */
  boolean areAsked(Study study) {
    return protocols.fileOf(study).reporting().lock() == LockRule.ON_APPROVAL;
  }

  /** One thing per site, the site that waits longest first; it leads to its oldest report. */
  Section waiting(Study study) {
    Map<Long, List<SiteReport>> bySite = new LinkedHashMap<>();
    List<SiteReport> submitted =
        SiteReport.list(
            "study = ?1 and state = ?2 order by periodFrom, site.code",
            study,
            ReportState.SUBMITTED);
    // Reports of an earlier enrolment are read and no longer changed.
    Map<Long, Enrolment> holding = Enrolment.bySite(Enrolment.listForStudy(study));
    submitted.stream()
        .filter(r -> r.enrolment.id.equals(holding.get(r.site.id).id))
        .forEach(r -> bySite.computeIfAbsent(r.site.id, id -> new ArrayList<>()).add(r));
    List<Thing> things = new ArrayList<>();
    for (List<SiteReport> own : bySite.values()) {
      SiteReport oldest = own.get(0);
      String days = ReportPeriod.days(oldest.periodFrom, oldest.periodTo);
      things.add(
          new Thing(
              Urgency.NOW,
              oldest.site.name,
              own.size() == 1
                  ? "The report for " + days + " waits for approval."
                  : own.size() + " reports wait for approval, the oldest for " + days + ".",
              "/studies/" + study.slug + "/reach/" + oldest.site.code + "/" + oldest.studyMonth,
              "Look at the report"));
    }
    return new Section("Reports to approve", things, "No report waits for approval.");
  }
}
