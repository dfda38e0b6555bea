package org.reachline.reach.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.measure.ReportingInterval;

/**
 * What {@link ReportCalendar} and {@link ReportPeriod} say of one site, said in SQL of all sites of
 * a study. Its parameters are {@code :study}, {@code :types}, {@code :now} and, for some sites
 * alone, {@code :only}.
 */
final class OwedSql {
  /** The report of a month was not handed in. */
  static final String NOT_IN = "(p.handed is null or m <> all(p.handed))";

  static final String IS_WAITING = NOT_IN + " and (m = any(p.over) or m = any(p.drafts))";

  private final StudyFile file;
  private final boolean some;
  private final List<Period> periods;

  /**
   * The SQL for a study.
   *
   * @param some whether it asks for some sites alone
   */
  OwedSql(StudyFile file, boolean some) {
    this.file = file;
    this.some = some;
    this.periods = periods(file);
  }

  /** A reported month, or a phase that is reported as a whole. */
  private record Period(int month, int last) {}

  private static List<Period> periods(StudyFile file) {
    boolean whole = file.reporting().every() == ReportingInterval.PHASE;
    List<Period> periods = new ArrayList<>();
    for (Phase phase : file.phases()) {
      int last = whole ? phase.fromMonth() : phase.toMonth();
      for (int month = phase.fromMonth(); month <= last; month++) {
        periods.add(new Period(month, whole ? phase.toMonth() : month));
      }
    }
    return periods;
  }

  /**
   * The sites, each in the stay that it is in: an active one, the newest. What follows from its
   * days is the same for all of one kind. Nobody came in too late to report before the first period
   * ended.
   */
  String places() {
    Period first = periods.get(0);
    return "with stay as materialized (select distinct on (m.site_id) e.id as enrolment_id,"
        + " m.site_id, s.code, s.name, s.zone, e.started_on, e.withdrawn_on,"
        + " greatest(coalesce(j.joined_on, e.enrolled_on), cast(e.started_on + make_interval(months"
        + " => "
        + first.last()
        + ") as date) - 1) as joined_on, cast(cast(:now as timestamptz) at time zone s.zone as date)"
        + " as today from enrolment e join enrolment_member m on m.enrolment_id = e.id join site s"
        + " on s.id = m.site_id left join enrolment_joined j on j.enrolment_id = m.enrolment_id and"
        + " j.site_id = m.site_id where e.study_id = :study and s.type in (:types)"
        + (some ? " and m.site_id in (:only)" : "")
        + " order by m.site_id, e.withdrawn_on is not null, e.ordinal desc), place as materialized"
        + " (select stay.*, dense_rank() over (order by started_on, joined_on, withdrawn_on, today)"
        + " as kind from stay)";
  }

  /** The periods that each kind of site reports, and how far the reports of each site have come. */
  String months() {
    String rows =
        periods.stream()
            .map(p -> "(%d, %d)".formatted(p.month(), p.last()))
            .collect(Collectors.joining(", "));
    return ", period (month, last) as (values "
        + rows
        + "), kind as materialized (select kind, started_on, joined_on, withdrawn_on, today,"
        + " count(*) as sites from place where started_on is not null group by 1, 2, 3, 4, 5),"
        + " calendar as materialized (select k.*, c.month, c.from_on, c.to_on, greatest(c.to_on,"
        // Baseline months may lie before the site joined; its days to report count from joining.
        + " k.joined_on) + "
        + file.reporting().dueAfterDays()
        + " as due_on, greatest(c.to_on, k.joined_on) + "
        + file.reporting().lateAfterDays()
        + " as late_after from kind k cross join lateral (select p.month, cast(k.started_on +"
        + " make_interval(months => p.month - 1) as date) as from_on, cast(k.started_on +"
        + " make_interval(months => p.last) as date) - 1 as to_on from period p) c where"
        + " k.withdrawn_on is null or c.from_on <= k.withdrawn_on), months as materialized (select"
        + " kind, array_agg(month order by month) filter (where today > due_on) as due,"
        + " array_agg(due_on order by month) filter (where today > due_on) as due_on,"
        + " array_agg(month) filter (where today > to_on) as over, array_agg(month order by month)"
        + " filter (where today >= from_on) as begun, array_agg(to_on order by month) filter (where"
        + " today >= from_on) as ends, array_agg(month) filter (where today > late_after) as late"
        + " from calendar group by kind) ";
  }

  /**
   * How far the reports of each site have come. They are looked up site by site: that takes the
   * same for every site, whatever the database believes of how many reports there are.
   */
  String standing() {
    return places()
        + months()
        + ", standing as materialized (select p.enrolment_id, p.site_id, p.code, p.name, p.kind,"
        + " k.over, k.begun, k.ends, k.late, r.handed, r.drafts from place p join months k on k.kind"
        + " = p.kind cross join lateral (select array_agg(study_month) filter (where state <>"
        + " 'DRAFT') as handed, array_agg(study_month) filter (where state = 'DRAFT') as drafts from"
        + " site_report s where s.study_id = :study and s.enrolment_id = p.enrolment_id and"
        + " s.site_id = p.site_id) r) ";
  }
}
