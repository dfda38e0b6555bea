package org.reachline.reach.reports;

import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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

  private static final String HANDED_IN = "coalesce(o.state in ('SUBMITTED', 'LOCKED'), false)";
  private static final String IS_WAITING =
      "o.expected and not "
          + HANDED_IN
          + " and (o.today > o.to_on or o.state = 'DRAFT' and o.today >= o.from_on)";
  private static final String IS_LATE =
      "o.expected and not " + HANDED_IN + " and o.today > o.late_after";

  private final long study;
  private final Collection<Long> only;
  private final Set<String> types;
  private final String now;
  private final String owed;

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
    this.owed = stays() + owed(file);
  }

  /** The stays of sites, marking that one of each site which it is in: an active one, the newest. */
  private String stays() {
    return "with stay as (select e.id as enrolment_id, m.site_id, s.code, s.name, s.zone,"
        + " e.started_on, e.withdrawn_on, coalesce(j.joined_on, e.enrolled_on) as joined_on,"
        + " row_number() over (partition by m.site_id order by e.withdrawn_on is not null, e.ordinal"
        + " desc) as turn from enrolment e join enrolment_member m on m.enrolment_id = e.id join site"
        + " s on s.id = m.site_id left join enrolment_joined j on j.enrolment_id = m.enrolment_id and"
        + " j.site_id = m.site_id where e.study_id = :study and s.type in (:types)"
        + (only == null ? "" : " and m.site_id in (:only)")
        + "), place as (select stay.*, cast(cast(:now as timestamptz) at time zone zone as date) as"
        + " today from stay where turn = 1)";
  }

  /** A row for each report that a site owes or will owe, with what has come of it. */
  private String owed(StudyFile file) {
    return ", period (month, last) as (values "
        + periods(file)
        // Days follow from the start alone, and many sites share theirs.
        + "), begun as materialized (select d.started_on, p.month, cast(d.started_on +"
        + " make_interval(months => p.month - 1) as date) as from_on, cast(d.started_on +"
        + " make_interval(months => p.last) as date) - 1 as to_on from (select distinct started_on"
        + " from place where started_on is not null) d cross join period p), owed as (select"
        + " p.enrolment_id, p.site_id, p.code, p.name, p.zone, p.today, b.month, b.from_on, b.to_on,"
        // Baseline months may lie before the site joined; its days to report count from joining.
        + " greatest(b.to_on, p.joined_on) + "
        + file.reporting().dueAfterDays()
        + " as due_on, greatest(b.to_on, p.joined_on) + "
        + file.reporting().lateAfterDays()
        + " as late_after, p.withdrawn_on is null or b.from_on <= p.withdrawn_on as expected,"
        + " r.state, r.submitted_at from place p join begun b on b.started_on = p.started_on left"
        + " join site_report r on r.study_id = :study and r.enrolment_id = p.enrolment_id and"
        + " r.site_id = p.site_id and r.study_month = b.month) ";
  }

  private static String periods(StudyFile file) {
    boolean whole = file.reporting().every() == ReportingInterval.PHASE;
    StringBuilder rows = new StringBuilder();
    for (Phase phase : file.phases()) {
      int last = whole ? phase.fromMonth() : phase.toMonth();
      for (int month = phase.fromMonth(); month <= last; month++) {
        rows.append(rows.isEmpty() ? "" : ", ")
            .append("(%d, %d)".formatted(month, whole ? phase.toMonth() : month));
      }
    }
    return rows.toString();
  }

  private boolean asksNobody() {
    return types.isEmpty() || only != null && only.isEmpty();
  }

  /** What was due by now, by study month; months in which nothing was due are left out. */
  public List<Due> due() {
    return asksNobody()
        ? List.of()
        : rows(
                owed
                    + "select o.month, count(*), count(*) filter (where "
                    + HANDED_IN
                    + "), count(*) filter (where "
                    + HANDED_IN
                    + " and cast(o.submitted_at at time zone o.zone as date) <= o.due_on) from owed o"
                    + " where o.expected and o.today > o.due_on group by o.month order by o.month",
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
    return show == Show.ALL ? stays() + " " : owed;
  }

  private static String fits(Show show) {
    return "(lower(p.code) like :like escape '!' or lower(p.name) like :like escape '!')"
        + switch (show) {
          case ALL -> "";
          case LATE -> having(IS_LATE);
          case WAITING -> having(IS_WAITING);
          case SUBMITTED -> having("o.state = 'SUBMITTED'");
        };
  }

  private static String having(String what) {
    return " and (p.enrolment_id, p.site_id) in (select o.enrolment_id, o.site_id from owed o where "
        + what
        + ")";
  }

  private static Map<String, Object> like(String text) {
    String wanted = text == null ? "" : text.strip().toLowerCase(java.util.Locale.ROOT);
    return Map.of("like", "%" + wanted.replaceAll("([!%_])", "!$1") + "%");
  }

  /** How many reports somebody should fill in: due, late or begun. */
  public long waiting() {
    return asksNobody()
        ? 0
        : number(rows(owed + "select count(*) from owed o where " + IS_WAITING, Map.of()).get(0), 0);
  }

  /** Reports that somebody should fill in, by the end of their period, then by site. */
  public First<Waits> firstWaiting(int most) {
    if (asksNobody()) {
      return First.none();
    }
    List<Tuple> rows =
        rows(
            owed
                + "select count(*) over (), o.enrolment_id, o.site_id, o.month from owed o where "
                + IS_WAITING
                + " order by o.to_on, o.code collate \"C\", o.month limit "
                + most,
            Map.of());
    return new First<>(
        all(rows),
        rows.stream()
            .map(t -> new Waits(new Stay(key(t, 1), key(t, 2)), number(t, 3)))
            .toList());
  }

  /** Sites with late reports: those with most first, then those that are late for longest. */
  public First<Behind> firstLate(int most) {
    return behind(IS_LATE, "count(*) desc, min(o.to_on)", most);
  }

  /** Sites whose reports were handed in and are not locked, that which waits longest first. */
  public First<Behind> firstSubmitted(int most) {
    if (asksNobody()) {
      return First.none();
    }
    // What was handed in stands in its own rows; nothing has to be reckoned for it.
    return lines(
        rows(
            stays()
                + " select count(*) over (), p.code, p.name, count(*), (array_agg(r.study_month"
                + " order by r.period_from))[1], min(r.period_from), (array_agg(r.period_to order by"
                + " r.period_from))[1] from place p join site_report r on r.study_id = :study and"
                + " r.enrolment_id = p.enrolment_id and r.site_id = p.site_id where r.state ="
                + " 'SUBMITTED' group by p.site_id, p.code, p.name order by min(r.period_from),"
                + " p.code collate \"C\" limit "
                + most,
            Map.of()));
  }

  private First<Behind> behind(String what, String order, int most) {
    return asksNobody()
        ? First.none()
        : lines(
            rows(
                owed
                    + "select count(*) over (), o.code, o.name, count(*), min(o.month),"
                    + " min(o.from_on), min(o.to_on) from owed o where "
                    + what
                    + " group by o.site_id, o.code, o.name order by "
                    + order
                    + ", o.code collate \"C\" limit "
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
