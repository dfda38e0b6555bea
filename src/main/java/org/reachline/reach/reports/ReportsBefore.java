package org.reachline.reach.reports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.Measure;
import org.reachline.studies.StudyVersionCheck;

/**
 * Says what a new version of a study file would change of reports that were handed in before its
 * first day: what would be missing, fail a check or a limit, come to another sum, or turn late.
 */
@ApplicationScoped
class ReportsBefore {

  void tell(@Observes StudyVersionCheck version) {
    Map<String, List<String>> found = new TreeMap<>();
    for (SiteReport report : SiteReport.listForStudy(version.study())) {
      if (report.state.isHandedIn()) {
        String where = report.site.code + " month " + report.studyMonth;
        for (String what : changes(version, report)) {
          found.computeIfAbsent(what, w -> new ArrayList<>()).add(where);
        }
      }
    }
    found.forEach(
        (what, where) ->
            version
                .before()
                .add(
                    (where.size() == 1 ? "1 report" : where.size() + " reports")
                        + " handed in before "
                        + what
                        + " (first: "
                        + where.get(0)
                        + ")."));
  }

  private static List<String> changes(StudyVersionCheck version, SiteReport report) {
    MeasureSheet now = MeasureSheet.of(version.now(), report.site.type);
    MeasureSheet next = MeasureSheet.of(version.next(), report.site.type);
    List<String> changes = new ArrayList<>();
    List<String> missing =
        now.missing(report.values, report.words.keySet()).stream().map(Measure::key).toList();
    for (Measure measure : next.missing(report.values, report.words.keySet())) {
      if (!missing.contains(measure.key())) {
        changes.add("would have no answer to “" + measure.label() + "”");
      }
    }
    for (Measure measure : next.typed()) {
      BigDecimal value = report.values.get(measure.key());
      Optional<Measure> then = now.find(measure.key());
      if (value != null
          && MeasureSheet.outside(measure, value)
          && then.filter(m -> MeasureSheet.outside(m, value)).isEmpty()) {
        changes.add("would lie outside the limits of “" + measure.label() + "”");
      }
    }
    List<String> findings =
        now.check(report.values).stream().map(MeasureSheet.Finding::message).toList();
    for (MeasureSheet.Finding finding : next.check(report.values)) {
      if (!findings.contains(finding.message())) {
        changes.add("would not pass: " + finding.message());
      }
    }
    Map<String, BigDecimal> sums = now.complete(report.values);
    Map<String, BigDecimal> sumsThen = next.complete(report.values);
    for (Measure measure : next.computed()) {
      BigDecimal sum = sums.get(measure.key());
      BigDecimal then = sumsThen.get(measure.key());
      if (now.find(measure.key()).isPresent() && differ(sum, then)) {
        changes.add("would come to another number for “" + measure.label() + "”");
      }
    }
    lateness(version, report).ifPresent(changes::add);
    return changes;
  }

  private static boolean differ(BigDecimal one, BigDecimal other) {
    return one == null ? other != null : other == null || one.compareTo(other) != 0;
  }

  private static Optional<String> lateness(StudyVersionCheck version, SiteReport report) {
    if (report.submittedAt == null) {
      return Optional.empty();
    }
    LocalDate came = LocalDate.ofInstant(report.submittedAt, report.site.zoneId());
    boolean now = onTime(version.now(), report, came);
    boolean then = onTime(version.next(), report, came);
    return now == then
        ? Optional.empty()
        : Optional.of(then ? "would be on time and not late" : "would be late and not on time");
  }

  private static boolean onTime(StudyFile file, SiteReport report, LocalDate came) {
    return ReportCalendar.of(file, report.enrolment)
        .find(report.studyMonth)
        .filter(period -> !came.isAfter(period.dueOn()))
        .isPresent();
  }
}
