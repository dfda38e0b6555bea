package org.reachline.reach.reports;

import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.measure.ReportingInterval;
import org.reachline.studies.Study;

/**
 * What the sites of a study owe, counted by the database: however many sites there are, it hands
 * out sums and the first few lines. It says in SQL what {@link ReportCalendar} and {@link
 * ReportPeriod} say of one site, for the enrolment that each site is in.
 */
public final class OwedReports {
  /** Which sites of a study somebody wants to see. */
  public enum Show {
    /** Every site. */
    ALL,
    /** Sites with a late report. */
    LATE,
    /** Sites with a report that somebody should fill in: due, late or begun. */
    WAITING,
    /** Sites with a report that was handed in and is not locked yet. */
    SUBMITTED
  }

  /** Reports that are in, or not, of those whose due day has passed. */
  public record Due(int month, int due, int complete, int onTime) {}

  /** A site in the enrolment that it is in. */
  public record Stay(long enrolment, long site) {}

  /** One of the reports that wait for somebody. */
  public record Waits(Stay stay, int month) {}

  /**
   * A site with reports of one kind.
   *
   * @param reports how many
   * @param month study month of the oldest
   * @param from first day of the oldest
   * @param to its last day
   */
  public record Behind(
      String code, String name, int reports, int month, LocalDate from, LocalDate to) {}

  /**
   * The first lines of a list.
   *
   * @param all how many lines there are
   * @param lines the first of them
   */
  public record First<T>(long all, List<T> lines) {
    static <T> First<T> none() {
      return new First<>(0, List.of());
    }
  }

  /** The report of a month was not handed in. */
  private static final String NOT_IN = "(p.handed is null or m <> all(p.handed))";

  private static final String IS_WAITING = NOT_IN + " and (m = any(p.over) or m = any(p.drafts))";

  private final long study;
  private final Collection<Long> only;
  private final Set<String> types;
  private final String now;
  private final String places;
  private final String months;

  /**
   * What is owed in a study.
   *
   * @param only keys of the sites that are looked at; null for all
   */
  public OwedReports(Study study, StudyFile file, Collection<Long> only, Clock clock) {
    this.study = study.id;
    this.only = only;
    this.types =
        file.measures().stream()
            .flatMap(measure -> measure.siteTypes().stream())
            .collect(Collectors.toSet());
    this.now = clock.instant().toString();
    List<Period> periods = periods(file);
    this.places = places(periods.get(0));
    this.months = months(file, periods);
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
  private String places(Period first) {
    return "with stay as materialized (select distinct on (m.site_id) e.id as enrolment_id,"
        + " m.site_id, s.code, s.name, s.zone, e.started_on, e.withdrawn_on,"
        + " greatest(coalesce(j.joined_on, e.enrolled_on), cast(e.started_on + make_interval(months"
        + " => "
        + first.last()
        + ") as date) - 1) as joined_on, cast(cast(:now as timestamptz) at time zone s.zone as date)"
        + " as today from enrolment e join enrolment_member m on m.enrolment_id = e.id join site s"
        + " on s.id = m.site_id left join enrolment_joined j on j.enrolment_id = m.enrolment_id and"
        + " j.site_id = m.site_id where e.study_id = :study and s.type in (:types)"
        + (only == null ? "" : " and m.site_id in (:only)")
        + " order by m.site_id, e.withdrawn_on is not null, e.ordinal desc), place as materialized"
        + " (select stay.*, dense_rank() over (order by started_on, joined_on, withdrawn_on, today)"
        + " as kind from stay)";
  }

  /** The periods that each kind of site reports, and how far the reports of each site have come. */
  private static String months(StudyFile file, List<Period> periods) {
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
  private String standing() {
    return places
        + months
        + ", standing as materialized (select p.enrolment_id, p.site_id, p.code, p.name, p.kind,"
        + " k.over, k.begun, k.ends, k.late, r.handed, r.drafts from place p join months k on k.kind"
        + " = p.kind cross join lateral (select array_agg(study_month) filter (where state <>"
        + " 'DRAFT') as handed, array_agg(study_month) filter (where state = 'DRAFT') as drafts from"
        + " site_report s where s.study_id = :study and s.enrolment_id = p.enrolment_id and"
        + " s.site_id = p.site_id) r) ";
  }

  private boolean asksNobody() {
    return types.isEmpty() || only != null && only.isEmpty();
  }

  /** What was due by now, by study month; months in which nothing was due are left out. */
  public List<Due> due() {
    return asksNobody()
        ? List.of()
        : rows(
                places
                    + months
                    + ", due as (select month, sum(sites) as due from calendar where today > due_on"
                    + " group by month), done as (select r.study_month as month, count(*) as"
                    + " complete, count(*) filter (where cast(r.submitted_at at time zone p.zone as"
                    + " date) <= k.due_on[array_position(k.due, r.study_month)]) as on_time from"
                    + " place p join months k on k.kind = p.kind cross join lateral (select"
                    + " study_month, submitted_at from site_report s where s.study_id = :study and"
                    + " s.enrolment_id = p.enrolment_id and s.site_id = p.site_id and s.state <>"
                    + " 'DRAFT') r where r.study_month = any(k.due) group by 1) select d.month,"
                    + " d.due, coalesce(o.complete, 0), coalesce(o.on_time, 0) from due d left join"
                    + " done o on o.month = d.month order by d.month",
                Map.of())
            .stream()
            .map(t -> new Due(number(t, 0), number(t, 1), number(t, 2), number(t, 3)))
            .toList();
  }

  /** How many sites fit, by code or name. */
  public long sites(String text, Show show) {
    return asksNobody()
        ? 0
        : number(
            rows(with(show) + "select count(*) from place p where " + fits(show), like(text))
                .get(0),
            0);
  }

  /** The sites that fit, by code. */
  public List<Stay> sites(String text, Show show, int offset, int limit) {
    return asksNobody()
        ? List.of()
        : rows(
                with(show)
                    + "select p.enrolment_id, p.site_id from place p where "
                    + fits(show)
                    + " order by p.code collate \"C\" limit "
                    + limit
                    + " offset "
                    + offset,
                like(text))
            .stream()
            .map(t -> new Stay(key(t, 0), key(t, 1)))
            .toList();
  }

  private String with(Show show) {
    return switch (show) {
      case ALL -> places + " ";
      case LATE ->
          wanted(
              standing(),
              "select p.site_id from standing p cross join lateral unnest(p.late) m where "
                  + NOT_IN);
      case WAITING ->
          wanted(
              standing(),
              "select p.site_id from standing p cross join lateral unnest(p.begun) m where "
                  + IS_WAITING);
      case SUBMITTED ->
          wanted(
              places + months,
              "select p.site_id from place p join site_report r on r.study_id = :study and"
                  + " r.enrolment_id = p.enrolment_id and r.site_id = p.site_id where p.started_on is"
                  + " not null and r.state = 'SUBMITTED' and r.study_month in (select month from"
                  + " period)");
    };
  }

  /** Sites with a report of some kind; found once, not again for each site. */
  private static String wanted(String before, String sites) {
    return before + ", wanted (site_id) as materialized (" + sites + ") ";
  }

  private static String fits(Show show) {
    return "(lower(p.code) like :like escape '!' or lower(p.name) like :like escape '!')"
        + (show == Show.ALL ? "" : " and p.site_id in (select w.site_id from wanted w)");
  }

  private static Map<String, Object> like(String text) {
    String wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    return Map.of("like", "%" + wanted.replaceAll("([!%_])", "!$1") + "%");
  }

  /** How many reports somebody should fill in: due, late or begun. */
  public long waiting() {
    return asksNobody()
        ? 0
        : number(
            rows(
                    standing()
                        + "select count(*) from standing p cross join lateral unnest(p.begun) m"
                        + " where "
                        + IS_WAITING,
                    Map.of())
                .get(0),
            0);
  }

  /** Reports that somebody should fill in, by the end of their period, then by site. */
  public First<Waits> firstWaiting(int most) {
    return firstWaiting("", most);
  }

  /** The same, the late ones first. */
  public First<Waits> firstLateOrWaiting(int most) {
    return firstWaiting("coalesce(m = any(p.late), false) desc, ", most);
  }

  private First<Waits> firstWaiting(String order, int most) {
    if (asksNobody()) {
      return First.none();
    }
    List<Tuple> rows =
        rows(
            standing()
                + "select count(*) over (), p.enrolment_id, p.site_id, m from standing p cross join"
                + " lateral unnest(p.begun, p.ends) as u (m, to_on) where "
                + IS_WAITING
                + " order by "
                + order
                + "to_on, p.code collate \"C\", m limit "
                + most,
            Map.of());
    return new First<>(
        all(rows),
        rows.stream().map(t -> new Waits(new Stay(key(t, 1), key(t, 2)), number(t, 3))).toList());
  }

  /** Sites with late reports: those with most first, then those that are late for longest. */
  public First<Behind> firstLate(int most) {
    return asksNobody()
        ? First.none()
        : lines(
            rows(
                standing()
                    + ", behind as materialized (select p.code, p.name, p.kind, l.reports, l.month"
                    + " from standing p cross join lateral (select count(*) as reports, min(m) as"
                    + " month from unnest(p.late) m where "
                    + NOT_IN
                    + ") l where l.reports > 0) select count(*) over (), b.code, b.name, b.reports,"
                    + " b.month, c.from_on, c.to_on from behind b join calendar c on c.kind = b.kind"
                    + " and c.month = b.month order by b.reports desc, c.to_on, b.code collate"
                    + " \"C\" limit "
                    + most,
                Map.of()));
  }

  /** Sites whose reports were handed in and are not locked, that which waits longest first. */
  public First<Behind> firstSubmitted(int most) {
    return asksNobody()
        ? First.none()
        : lines(
            rows(
                places
                    + ", submitted as materialized (select enrolment_id, site_id, count(*) as"
                    + " reports, min(study_month) as month from site_report where study_id = :study"
                    + " and state = 'SUBMITTED' group by 1, 2) select count(*) over (), p.code,"
                    + " p.name, w.reports, w.month, r.period_from, r.period_to from place p join"
                    + " submitted w on w.enrolment_id = p.enrolment_id and w.site_id = p.site_id"
                    + " join site_report r on r.enrolment_id = w.enrolment_id and r.site_id ="
                    + " w.site_id and r.study_month = w.month order by r.period_from, p.code collate"
                    + " \"C\" limit "
                    + most,
                Map.of()));
  }

  private static First<Behind> lines(List<Tuple> rows) {
    return new First<>(
        all(rows),
        rows.stream()
            .map(
                t ->
                    new Behind(
                        t.get(1, String.class),
                        t.get(2, String.class),
                        number(t, 3),
                        number(t, 4),
                        day(t, 5),
                        day(t, 6)))
            .toList());
  }

  private static long all(List<Tuple> rows) {
    return rows.isEmpty() ? 0 : key(rows.get(0), 0);
  }

  private List<Tuple> rows(String sql, Map<String, Object> further) {
    Map<String, Object> known = new HashMap<>(further);
    known.put("study", study);
    known.put("types", types);
    known.put("now", now);
    known.put("only", only);
    Query query = SiteReport.getEntityManager().createNativeQuery(sql, Tuple.class);
    query.getParameters().forEach(p -> query.setParameter(p.getName(), known.get(p.getName())));
    List<?> rows = query.getResultList();
    return rows.stream().map(Tuple.class::cast).toList();
  }

  private static long key(Tuple row, int column) {
    return ((Number) row.get(column)).longValue();
  }

  private static int number(Tuple row, int column) {
    return Math.toIntExact(key(row, column));
  }

  private static LocalDate day(Tuple row, int column) {
    return row.get(column) instanceof java.sql.Date date
        ? date.toLocalDate()
        : (LocalDate) row.get(column);
  }
}
