package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reachline.base.Formats;
import org.reachline.base.SiteAccess;
import org.reachline.home.TaskList.Section;
import org.reachline.home.TaskList.Thing;
import org.reachline.home.TaskList.Urgency;
import org.reachline.protocol.measure.LockRule;
import org.reachline.reach.CompletenessGrid;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.OwedReports;
import org.reachline.reach.reports.ReportAccess;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** What monthly reports ask for today: of a site to enter them, of the coordinator to follow up. */
@ApplicationScoped
class ReportTasks {
  @Inject Protocols protocols;
  @Inject SiteAccess access;
  @Inject ReportAccess reports;
  @Inject EntityManager database;
  @Inject Clock clock;

  /** The reports that the person should fill in: due, late or left as a draft. */
  Section toEnter(Study study) {
    OwedReports.First<CompletenessGrid.Waiting> open =
        new CompletenessGrid(study, protocols.fileOf(study), reports.enterable(), clock)
            .mostUrgent(TaskList.FEW);
    List<Thing> things = new ArrayList<>();
    for (CompletenessGrid.Waiting one : open.lines()) {
      boolean late = one.state() == CellState.LATE;
      things.add(
          new Thing(
              late ? Urgency.LATE : Urgency.NOW,
              one.site().name + ", " + one.period().days(),
              (late ? "Was due by " : "Due by ")
                  + Formats.inWords(one.period().dueOn())
                  + (one.begun() ? ". Your site's draft is saved, not submitted." : "."),
              reach(study) + "/" + one.site().code + "/" + one.period().studyMonth(),
              "Enter the report"));
    }
    return new Section(
        "Monthly reports",
        things,
        "Every report is in. The next one opens after the month.",
        open.all(),
        reach(study) + "?show=waiting");
  }

  /** Sites with late reports, one thing for each, those with most first. */
  Section late(Study study) {
    OwedReports.First<OwedReports.Behind> late = owed(study).firstLate(TaskList.FEW);
    List<Thing> things = new ArrayList<>();
    for (OwedReports.Behind site : late.lines()) {
      String days = ReportPeriod.days(site.from(), site.to());
      things.add(
          new Thing(
              Urgency.LATE,
              site.name(),
              site.reports() == 1
                  ? "The report for " + days + " is late."
                  : site.reports() + " reports are late, the oldest for " + days + ".",
              "/studies/" + study.slug + "/sites/" + site.code(),
              "Look at the site"));
    }
    return new Section(
        "Late reports", things, "No report is late.", late.all(), reach(study) + "?show=late");
  }

  /** Whether a coordinator locks this study's reports, and not the calendar. */
  boolean areApproved(Study study) {
    return protocols.fileOf(study).reporting().lock() == LockRule.ON_APPROVAL;
  }

  /** Sites whose reports wait for approval, the site that waits longest first. */
  Section toApprove(Study study) {
    OwedReports.First<OwedReports.Behind> waiting = owed(study).firstSubmitted(TaskList.FEW);
    List<Thing> things = new ArrayList<>();
    for (OwedReports.Behind site : waiting.lines()) {
      String days = ReportPeriod.days(site.from(), site.to());
      things.add(
          new Thing(
              Urgency.NOW,
              site.name(),
              site.reports() == 1
                  ? "The report for " + days + " waits for approval."
                  : site.reports() + " reports wait for approval, the oldest for " + days + ".",
              reach(study) + "/" + site.code() + "/" + site.month(),
              "Look at the report"));
    }
    return new Section(
        "Reports to approve",
        things,
        "No report waits for approval.",
        waiting.all(),
        reach(study) + "?show=submitted");
  }

  /**
   * How many reports are not in that should be, of all sites that the person may see. The count
   * over all sites is kept while nothing was done, so that nobody's day waits for it; whoever
   * overtook a count is counted within a minute.
   */
  long open(Study study) {
    if (!access.seesAllSites()) {
      return owed(study).waiting();
    }
    String basis = basis(study);
    Counted known = counted.get(study.id);
    if (known == null || !known.basis().equals(basis)) {
      known = new Counted(basis, owed(study).waiting());
      counted.put(study.id, known);
    }
    return known.open();
  }

  private record Counted(String basis, long open) {}

  private final Map<Long, Counted> counted = new ConcurrentHashMap<>();

  /** The newest line of the trail and the newest report, the study's units, and the minute. */
  private String basis(Study study) {
    return study.current.id
        + " "
        + clock.instant().truncatedTo(ChronoUnit.MINUTES)
        + database
            .createNativeQuery(
                "select concat_ws(' ', (select max(ordinal) from audit_entry), (select max(ordinal)"
                    + " from site_report), (select count(*) || '/' || sum(version) || '/' ||"
                    + " max(ordinal) from enrolment where study_id = ?1))",
                String.class)
            .setParameter(1, study.id)
            .getSingleResult();
  }

  private OwedReports owed(Study study) {
    Collection<Long> only = access.seesAllSites() ? null : access.visibleSiteIds();
    return new OwedReports(study, protocols.fileOf(study), only, clock);
  }

  private static String reach(Study study) {
    return "/studies/" + study.slug + "/reach";
  }
}
