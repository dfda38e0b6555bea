package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
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

  /** A report that waits: whose, under which enrolment, and for when. */
  private record Submitted(
      Long site,
      Long enrolment,
      String code,
      String name,
      int month,
      LocalDate from,
      LocalDate to) {}

  /** One thing per site, the site that waits longest first; it leads to its oldest report. */
  Section waiting(Study study) {
    // Reports of an earlier enrolment are read and no longer changed.
    Map<Long, Enrolment> holding = Enrolment.bySite(Enrolment.listForStudy(study));
    Map<Long, List<Submitted>> bySite = new LinkedHashMap<>();
    for (Submitted report : submitted(study)) {
      if (report.enrolment().equals(holding.get(report.site()).id)) {
        bySite.computeIfAbsent(report.site(), id -> new ArrayList<>()).add(report);
      }
    }
    List<Thing> things = new ArrayList<>();
    for (List<Submitted> own : bySite.values()) {
      Submitted oldest = own.get(0);
      String days = ReportPeriod.days(oldest.from(), oldest.to());
      things.add(
          new Thing(
              Urgency.NOW,
              oldest.name(),
              own.size() == 1
                  ? "The report for " + days + " waits for approval."
                  : own.size() + " reports wait for approval, the oldest for " + days + ".",
              "/studies/" + study.slug + "/reach/" + oldest.code() + "/" + oldest.month(),
              "Look at the report"));
    }
    return new Section("Reports to approve", things, "No report waits for approval.");
  }

  /** The oldest first; their numbers are not asked for. */
  private static List<Submitted> submitted(Study study) {
    return SiteReport.getEntityManager()
        .createQuery(
            "select r.site.id, r.enrolment.id, r.site.code, r.site.name, r.studyMonth, r.periodFrom,"
                + " r.periodTo from SiteReport r where r.study = ?1 and r.state = ?2 order by"
                + " r.periodFrom, r.site.code",
            Submitted.class)
        .setParameter(1, study)
        .setParameter(2, ReportState.SUBMITTED)
        .getResultList();
  }
}
