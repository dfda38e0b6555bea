package org.reachline.reach.reports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reachline.base.Formats;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.StartDateCheck;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersionCheck;

/**
 * Keeps what was reported true while starts and study files change: a month that somebody counted
 * keeps its days, and a number keeps the measure that it was counted for.
 */
@ApplicationScoped
class ReportVersionGuard {
  @Inject Protocols protocols;

  void keepDays(@Observes StartDateCheck move) {
    Enrolment unit = move.enrolment();
    ReportCalendar wanted =
        ReportCalendar.of(
            protocols.fileOf(unit.study), move.startsOn(), unit.enrolledOn, unit.withdrawnOn);
    List<SiteReport> moved =
        SiteReport.listForEnrolment(unit).stream()
            .filter(report -> report.state.isHandedIn() && !stands(wanted, report))
            .toList();
    if (!moved.isEmpty()) {
      move.objections()
          .add(
              "Here "
                  + reports(moved.size())
                  + " for months that count from "
                  + Formats.inWords(unit.startedOn)
                  + " (first: month "
                  + moved.get(0).studyMonth
                  + " of "
                  + moved.get(0).site.code
                  + "); another start would put these numbers into other months. If the start is"
                  + " wrong, withdraw the unit with "
                  + Formats.inWords(unit.enrolledOn)
                  + " as its last day and enrol it again from that same day with the right start:"
                  + " it then reports anew, and these reports stay with the old enrolment.");
    }
  }

  void keepMeasuresAndMonths(@Observes StudyVersionCheck load) {
    load.conflicts().addAll(measures(load));
    load.conflicts().addAll(months(load));
  }

  private static List<String> measures(StudyVersionCheck load) {
    List<String> conflicts = new ArrayList<>();
    for (Object[] use : used(load.study())) {
      String type = (String) use[0];
      String key = (String) use[1];
      Optional<Measure> now = MeasureSheet.of(load.now(), type).find(key);
      Optional<Measure> next = MeasureSheet.of(load.next(), type).find(key);
      String hold = "there " + reports(((Number) use[2]).intValue()) + " with an answer to it. ";
      if (now.isPresent() && next.isEmpty()) {
        conflicts.add(
            "Sites of type "
                + type
                + " are no longer asked for "
                + key
                + ", but "
                + hold
                + "Keep the key; other words for it go into its label.");
      } else if (now.isPresent() && !alike(now.get().type(), next.orElseThrow().type())) {
        conflicts.add(
            "The measure "
                + key
                + " becomes "
                + word(next.get().type())
                + ", but "
                + hold
                + "Give what is asked now a key of its own.");
      }
    }
    return conflicts;
  }

  /** How many reports of sites of each type hold each measure, by measure. */
  @SuppressWarnings("unchecked")
  private static List<Object[]> used(Study study) {
    return SiteReport.getEntityManager()
        .createNativeQuery(
            "select s.type, k.key, count(*) from site_report r join site s on s.id = r.site_id,"
                + " lateral (select jsonb_object_keys(r.measured) as key"
                + " union select jsonb_object_keys(r.worded)) k"
                + " where r.study_id = ?1 group by s.type, k.key order by k.key, s.type")
        .setParameter(1, study.id)
        .getResultList();
  }

  /** Whether an answer to the one can stand as an answer to the other. */
  private static boolean alike(MeasureType one, MeasureType other) {
    return kind(one) == kind(other);
  }

  private static int kind(MeasureType type) {
    return switch (type) {
      case TEXT -> 0;
      case YES_NO -> 1;
      case COUNT, NUMBER, RATE -> 2;
    };
  }

  private static String word(MeasureType type) {
    return switch (type) {
      case TEXT -> "a text";
      case YES_NO -> "a yes or no";
      case COUNT, NUMBER, RATE -> "a number";
    };
  }

  private static List<String> months(StudyVersionCheck load) {
    // Read at once; the reports would ask for them one by one.
    Enrolment.listForStudy(load.study());
    List<SiteReport> lost = new ArrayList<>();
    for (SiteReport report : SiteReport.listForStudy(load.study())) {
      if (stands(calendar(load.now(), report), report)
          && !stands(calendar(load.next(), report), report)) {
        lost.add(report);
      }
    }
    return lost.isEmpty()
        ? List.of()
        : List.of(
            "The phases and the reporting interval leave out or cut otherwise what was counted, but there "
                + reports(lost.size())
                + " for such times (first: month "
                + lost.get(0).studyMonth
                + " of "
                + lost.get(0).site.code
                + ").");
  }

  private static ReportCalendar calendar(StudyFile file, SiteReport report) {
    return ReportCalendar.of(file, report.enrolment);
  }

  /** Whether the calendar has the report's period with the days that were counted. */
  private static boolean stands(ReportCalendar calendar, SiteReport report) {
    return calendar
        .find(report.studyMonth)
        .filter(p -> p.from().equals(report.periodFrom) && p.to().equals(report.periodTo))
        .isPresent();
  }

  private static String reports(int number) {
    return number == 1 ? "is 1 report" : "are " + number + " reports";
  }
}
