package org.reachline.reach.reports;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report as JSON.
 *
 * @param site code of the site
 * @param enrolledOn day of the enrolment from whose start the study month counts; a unit that left
 *     and came back has more than one
 * @param studyMonth study month; the phase's first month where the study reports per phase
 * @param periodFrom first day counted, in the site's zone
 * @param periodTo last day counted
 * @param state DRAFT, SUBMITTED, LOCKED; null while none was begun
 * @param version to be sent back with a change; null while none was begun
 * @param values number by measure key; an absent key is blank, not 0; a draft shows its numbers,
 *     words and warnings only to those who fill it in
 * @param computed measures that follow from the others
 * @param words text by measure key; none for a reader who is blinded
 * @param warnings what the study file warns about
 * @param submittedAt when it was handed in first, UTC, or null
 * @param submittedBy who handed it in first, or null
 * @param changedAt when it was changed last, UTC, or null
 * @param changedBy who changed it last, or null
 */
public record ReportJson(
    String site,
    LocalDate enrolledOn,
    int studyMonth,
    LocalDate periodFrom,
    LocalDate periodTo,
    ReportState state,
    Integer version,
    Map<String, BigDecimal> values,
    Map<String, BigDecimal> computed,
    Map<String, String> words,
    List<String> warnings,
    Instant submittedAt,
    String submittedBy,
    Instant changedAt,
    String changedBy) {

  /**
   * A report.
   *
   * @param numbers whether the reader may know what is filled in
   * @param words whether they may read its words
   */
  public static ReportJson of(
      SiteReport report, MeasureSheet sheet, boolean numbers, boolean words) {
    Map<String, BigDecimal> filled = numbers ? report.values : Map.of();
    Map<String, BigDecimal> computed = new LinkedHashMap<>(sheet.complete(filled));
    computed.keySet().retainAll(sheet.computed().stream().map(m -> m.key()).toList());
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    sheet.typed().stream()
        .filter(m -> filled.containsKey(m.key()))
        .forEach(m -> values.put(m.key(), filled.get(m.key())));
    return new ReportJson(
        report.site.code,
        report.enrolment.enrolledOn,
        report.studyMonth,
        report.periodFrom,
        report.periodTo,
        report.state,
        report.version,
        values,
        computed,
        numbers && words ? new LinkedHashMap<>(report.words) : Map.of(),
        sheet.check(filled).stream().map(MeasureSheet.Finding::message).toList(),
        report.submittedAt,
        report.submittedBy,
        report.changedAt,
        report.changedBy);
  }

  public static ReportJson empty(ReportPlace place) {
    return new ReportJson(
        place.site().code,
        place.enrolment().enrolledOn,
        place.period().studyMonth(),
        place.period().from(),
        place.period().to(),
        null,
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        null,
        null,
        null,
        null);
  }
}
