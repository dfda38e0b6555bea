package org.reachline.reach.reports;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.protocol.measure.Reporting;
import org.reachline.protocol.measure.ReportingInterval;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** The reports that a unit's sites owe, from the study file and the unit's own start date. */
public final class ReportCalendar {
  private final List<ReportPeriod> periods;

  private ReportCalendar(List<ReportPeriod> periods) {
    this.periods = List.copyOf(periods);
  }

  /** Whether the study asks anything of sites of this type; others owe no report. */
  public static boolean asks(StudyFile file, Site site) {
    return !file.listMeasuresFor(site.type).isEmpty();
  }

  /**
   * The calendar of one site of a unit, whose days to report count from the day it came in; without
   * periods for a site that is asked nothing.
   */
  public static ReportCalendar of(StudyFile file, Enrolment enrolment, Site site) {
    return enrolment.startedOn == null || !asks(file, site)
        ? new ReportCalendar(List.of())
        : of(file, enrolment.startedOn, enrolment.joinedOn(site), enrolment.withdrawnOn);
  }

  /** The calendar of a unit; without periods while it has no start date. */
  public static ReportCalendar of(StudyFile file, Enrolment enrolment) {
    return enrolment.startedOn == null
        ? new ReportCalendar(List.of())
        : of(file, enrolment.startedOn, enrolment.enrolledOn, enrolment.withdrawnOn);
  }

  /**
   * The calendar of a unit.
   *
   * @param startedOn first day of study month 1
   * @param enrolledOn day of enrolment: nobody owes a report before
   * @param withdrawnOn last day in the study, or null
   */
  public static ReportCalendar of(
      StudyFile file, LocalDate startedOn, LocalDate enrolledOn, LocalDate withdrawnOn) {
    List<ReportPeriod> periods = new ArrayList<>();
    for (Phase phase : file.phases()) {
      boolean whole = file.reporting().every() == ReportingInterval.PHASE;
      int last = whole ? phase.fromMonth() : phase.toMonth();
      for (int month = phase.fromMonth(); month <= last; month++) {
        LocalDate from = StudyMonth.of(startedOn, month).firstDay();
        LocalDate to = StudyMonth.of(startedOn, whole ? phase.toMonth() : month).lastDay();
        periods.add(
            period(file.reporting(), phase, month, whole, from, to, enrolledOn, withdrawnOn));
      }
    }
    return new ReportCalendar(periods);
  }

  private static ReportPeriod period(
      Reporting reporting,
      Phase phase,
      int month,
      boolean whole,
      LocalDate from,
      LocalDate to,
      LocalDate enrolledOn,
      LocalDate withdrawnOn) {
    // Baseline months may lie before the site joined; its days to report them count from joining.
    LocalDate counted = enrolledOn != null && enrolledOn.isAfter(to) ? enrolledOn : to;
    return new ReportPeriod(
        month,
        phase.key(),
        phase.label(),
        whole,
        from,
        to,
        counted.plusDays(reporting.dueAfterDays()),
        counted.plusDays(reporting.lateAfterDays()),
        reporting.lockAfterDays().map(counted::plusDays).orElse(null),
        withdrawnOn == null || !from.isAfter(withdrawnOn));
  }

  /** All periods, oldest first. */
  public List<ReportPeriod> periods() {
    return periods;
  }

  /** The period of a study month (a phase's first month where reports are per phase). */
  public Optional<ReportPeriod> find(int studyMonth) {
    return periods.stream().filter(p -> p.studyMonth() == studyMonth).findFirst();
  }

  /** The period that begins in a calendar month. */
  public Optional<ReportPeriod> find(YearMonth month) {
    return periods.stream().filter(p -> YearMonth.from(p.from()).equals(month)).findFirst();
  }

  /** The period that is this whole phase. */
  public Optional<ReportPeriod> findPhase(String phaseKey) {
    return periods.stream()
        .filter(p -> p.wholePhase() && p.phaseKey().equals(phaseKey))
        .findFirst();
  }

  /** The period before another, whose numbers help to judge it. */
  public Optional<ReportPeriod> before(ReportPeriod period) {
    int index = periods.indexOf(period);
    return index <= 0 ? Optional.empty() : Optional.of(periods.get(index - 1));
  }
}
