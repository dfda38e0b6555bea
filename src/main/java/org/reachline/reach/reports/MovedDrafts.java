package org.reachline.reach.reports;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.trail.AuditTrail;
import org.reachline.studies.Protocols;
import org.reachline.studies.StartDateMoved;

/**
 * Takes drafts along when a start moves. Where the new months have the days that the drafts were
 * begun for, each draft keeps its days and gets their month; otherwise it keeps its month and gets
 * the new days, and who fills it in sees them above the boxes.
 */
@ApplicationScoped
class MovedDrafts {
  // Study months lie far below; while months change places, no two reports may have the same.
  private static final int ASIDE = 100_000;

  @Inject Protocols protocols;
  @Inject AuditTrail audit;

  /** What the trail keeps of a draft that moved. */
  record Place(int studyMonth, LocalDate from, LocalDate to) {
    static Place of(SiteReport report) {
      return new Place(report.studyMonth, report.periodFrom, report.periodTo);
    }
  }

  void follow(@Observes StartDateMoved moved) {
    ReportCalendar calendar =
        ReportCalendar.of(protocols.fileOf(moved.enrolment().study), moved.enrolment());
    List<SiteReport> drafts =
        SiteReport.listForEnrolment(moved.enrolment()).stream()
            .filter(report -> report.state == ReportState.DRAFT)
            .toList();
    if (drafts.isEmpty()) {
      return;
    }
    Map<SiteReport, Place> before = drafts.stream().collect(toMap(draft -> draft, Place::of));
    if (drafts.stream().allMatch(draft -> ofDays(calendar, draft).isPresent())) {
      Map<SiteReport, Integer> months =
          drafts.stream()
              .collect(toMap(draft -> draft, d -> ofDays(calendar, d).orElseThrow().studyMonth()));
      drafts.forEach(draft -> draft.studyMonth += ASIDE);
      SiteReport.flush();
      months.forEach((draft, month) -> draft.studyMonth = month);
    } else {
      drafts.forEach(
          draft ->
              calendar
                  .find(draft.studyMonth)
                  .ifPresent(
                      period -> {
                        draft.periodFrom = period.from();
                        draft.periodTo = period.to();
                      }));
    }
    for (SiteReport draft : drafts) {
      if (!before.get(draft).equals(Place.of(draft))) {
        audit.record(
            "report.moved",
            draft.subject(),
            draft.site.id,
            before.get(draft),
            Place.of(draft),
            moved.reason());
      }
    }
  }

  private static Optional<ReportPeriod> ofDays(ReportCalendar calendar, SiteReport draft) {
    return calendar.periods().stream()
        .filter(p -> p.from().equals(draft.periodFrom) && p.to().equals(draft.periodTo))
        .findFirst();
  }
}
