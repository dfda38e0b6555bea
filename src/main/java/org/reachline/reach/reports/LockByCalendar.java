package org.reachline.reach.reports;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import org.reachline.base.trail.AuditTrail;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.LockRule;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Locks submitted reports whose day has come, in studies whose file says so. A report that a
 * coordinator opened again stays open until a coordinator locks it.
 */
@ApplicationScoped
class LockByCalendar {
  @Inject Protocols protocols;
  @Inject AuditTrail audit;
  @Inject Clock clock;

  /** Looks at every study; safe to run as often as one likes. */
  @Scheduled(every = "1h", delayed = "2m", identity = "lock-reports-by-calendar")
  @Transactional
  public void lockWhatIsDue() {
    for (Study study : Study.listByTitle()) {
      StudyFile file = study.current == null ? null : protocols.fileOf(study);
      if (file != null && file.reporting().lock() == LockRule.AFTER_DAYS) {
        lockWhatIsDue(study, file);
      }
    }
  }

  private void lockWhatIsDue(Study study, StudyFile file) {
    for (SiteReport report : SiteReport.listForStudy(study)) {
      if (report.state != ReportState.SUBMITTED) {
        continue;
      }
      LocalDate today = LocalDate.now(clock.withZone(report.site.zoneId()));
      boolean due =
          ReportCalendar.of(file, report.enrolment, report.site)
              .find(report.studyMonth)
              .filter(period -> report.isClosed(period, today))
              .isPresent();
      if (due) {
        ReportActs.Facts before = ReportActs.Facts.of(report);
        report.lock("system", clock.instant());
        audit.record(
            "report.locked",
            report.subject(),
            report.site.id,
            before,
            ReportActs.Facts.of(report),
            "The study file's day to lock it had come.");
      }
    }
  }
}
