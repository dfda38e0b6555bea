package org.reachline.reach.reports;

import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.protocol.StudyFile;
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

  private final long study;
  private final Collection<Long> only;
  private final Set<String> types;
  private final String now;
  private final OwedSql sql;

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
    this.sql = new OwedSql(file, only != null);
  }

  private boolean asksNobody() {
    return types.isEmpty() || only != null && only.isEmpty();
  }

  /** What was due by now, by study month; months in which nothing was due are left out. */
  public List<Due> due() {
    return asksNobody()
        ? List.of()
        : rows(
                sql.places()
                    + sql.months()
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
      case ALL -> sql.places() + " ";
      case LATE ->
          wanted(
              sql.standing(),
              "select p.site_id from standing p cross join lateral unnest(p.late) m where "
                  + OwedSql.NOT_IN);
      case WAITING ->
          wanted(
              sql.standing(),
              "select p.site_id from standing p cross join lateral unnest(p.begun) m where "
                  + OwedSql.IS_WAITING);
      case SUBMITTED ->
          wanted(
              sql.places() + sql.months(),
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
                    sql.standing()
                        + "select count(*) from standing p cross join lateral unnest(p.begun) m"
                        + " where "
                        + OwedSql.IS_WAITING,
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
            sql.standing()
                + "select count(*) over (), p.enrolment_id, p.site_id, m from standing p cross join"
                + " lateral unnest(p.begun, p.ends) as u (m, to_on) where "
                + OwedSql.IS_WAITING
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
                sql.standing()
                    + ", behind as materialized (select p.code, p.name, p.kind, l.reports, l.month"
                    + " from standing p cross join lateral (select count(*) as reports, min(m) as"
                    + " month from unnest(p.late) m where "
                    + OwedSql.NOT_IN
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
                sql.places()
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

  private List<Tuple> rows(String asked, Map<String, Object> further) {
    Map<String, Object> known = new HashMap<>(further);
    known.put("study", study);
    known.put("types", types);
    known.put("now", now);
    known.put("only", only);
    Query query = SiteReport.getEntityManager().createNativeQuery(asked, Tuple.class);
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
