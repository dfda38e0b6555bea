package org.reachline.reach;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.measure.ReportingInterval;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.OwedReports;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * What is in and what is missing, for thousands of sites: the rates are over all sites that the
 * reader may see and are summed by the database; cells are made for one page of sites, and nothing
 * is read of the others. Of a report it reads how far it has come, not its numbers.
 */
public final class CompletenessGrid {
  private final Study study;
  private final StudyFile file;
  private final Clock clock;
  private final OwedReports owed;
  private final List<Integer> columns = new ArrayList<>();
  private final List<Completeness.PhaseHead> phases = new ArrayList<>();

  /** A site in an enrolment, with what has come of the reports of its months. */
  private record Place(
      Enrolment enrolment,
      Site site,
      ZoneId zone,
      LocalDate today,
      List<ReportPeriod> periods,
      Map<Integer, SiteReport.Standing> reports) {

    OwedReports.Stay stay() {
      return new OwedReports.Stay(enrolment.id, site.id);
    }
  }

  /**
   * A report that somebody should fill in.
   *
   * @param site whose report
   * @param period for which time
   * @param state due, late or draft
   * @param begun whether a draft of it is saved, late or not
   */
  public record Waiting(Site site, ReportPeriod period, CellState state, boolean begun) {}

  /**
   * The grid of a study.
   *
   * @param only keys of the sites that the reader may see; null for all
   */
  public CompletenessGrid(Study study, StudyFile file, Collection<Long> only, Clock clock) {
    this.study = study;
    this.file = file;
    this.clock = clock;
    this.owed = new OwedReports(study, file, only, clock);
    for (Phase phase : file.phases()) {
      int last = isPerPhase() ? phase.fromMonth() : phase.toMonth();
      phases.add(new Completeness.PhaseHead(phase.label(), last - phase.fromMonth() + 1));
      for (int month = phase.fromMonth(); month <= last; month++) {
        columns.add(month);
      }
    }
  }

  private boolean isPerPhase() {
    return file.reporting().every() == ReportingInterval.PHASE;
  }

  /** How many sites fit, by code or name; all for an empty text. */
  long count(String text, OwedReports.Show show) {
    return owed.sites(text, show);
  }

  /** A page of the sites that fit, with the rates of all sites. */
  Completeness page(String text, OwedReports.Show show, int offset, int limit) {
    Map<Integer, Completeness.Rate> byMonth = new HashMap<>();
    for (OwedReports.Due due : owed.due()) {
      byMonth.put(due.month(), new Completeness.Rate(due.due(), due.complete(), due.onTime()));
    }
    List<Completeness.Rate> rates =
        columns.stream().map(m -> byMonth.getOrDefault(m, Completeness.Rate.NONE)).toList();
    Set<OwedReports.Stay> shown = new LinkedHashSet<>(owed.sites(text, show, offset, limit));
    List<Place> places = places(shown);
    return new Completeness(
        columns,
        phases,
        places.stream().filter(place -> shown.contains(place.stay())).map(this::row).toList(),
        rates,
        rates.stream().reduce(Completeness.Rate.NONE, Completeness.Rate::plus),
        isPerPhase(),
        places.stream()
            .filter(place -> !shown.contains(place.stay()))
            .map(this::earlierRow)
            .filter(row -> !row.cells().isEmpty())
            .toList());
  }

  /** Reports that somebody should fill in, by the end of their period, then by site. */
  public OwedReports.First<Waiting> waiting(int most) {
    return of(owed.firstWaiting(most));
  }

  /** The same, the late ones first. */
  public OwedReports.First<Waiting> mostUrgent(int most) {
    return of(owed.firstLateOrWaiting(most));
  }

  private OwedReports.First<Waiting> of(OwedReports.First<OwedReports.Waits> first) {
    Map<OwedReports.Stay, Place> places =
        places(first.lines().stream().map(OwedReports.Waits::stay).collect(Collectors.toSet()))
            .stream()
            .collect(Collectors.toMap(Place::stay, Function.identity()));
    return new OwedReports.First<>(
        first.all(),
        first.lines().stream()
            .map(line -> waiting(places.get(line.stay()), line.month()))
            .toList());
  }

  private static Waiting waiting(Place place, int month) {
    ReportPeriod period =
        place.periods().stream().filter(p -> p.studyMonth() == month).findFirst().orElseThrow();
    SiteReport.Standing report = place.reports().get(month);
    boolean begun = report != null && report.state() == ReportState.DRAFT;
    return new Waiting(place.site(), period, state(place, period), begun);
  }

  /** The sites of these stays in all enrolments that they were ever in, by code and by stay. */
  private List<Place> places(Set<OwedReports.Stay> stays) {
    Set<Long> sites = stays.stream().map(OwedReports.Stay::site).collect(Collectors.toSet());
    Map<OwedReports.Stay, Map<Integer, SiteReport.Standing>> reports = new HashMap<>();
    for (SiteReport.Standing report : SiteReport.listStandings(study, sites)) {
      reports
          .computeIfAbsent(
              new OwedReports.Stay(report.enrolment(), report.site()), key -> new HashMap<>())
          .put(report.month(), report);
    }
    Map<List<Object>, List<ReportPeriod>> calendars = new HashMap<>();
    Map<String, LocalDate> todays = new HashMap<>();
    List<Place> places = new ArrayList<>();
    for (Enrolment unit : Enrolment.listForSites(sites)) {
      if (!unit.study.id.equals(study.id)) {
        continue;
      }
      for (Site site : unit.members) {
        if (!sites.contains(site.id)) {
          continue;
        }
        ZoneId zone = site.zoneId();
        places.add(
            new Place(
                unit,
                site,
                zone,
                todays.computeIfAbsent(site.zone, z -> LocalDate.now(clock.withZone(zone))),
                calendars.computeIfAbsent(
                    Arrays.asList(unit.startedOn, unit.joinedOn(site), unit.withdrawnOn),
                    dates -> ReportCalendar.of(file, unit, site).periods()),
                reports.getOrDefault(new OwedReports.Stay(unit.id, site.id), Map.of())));
      }
    }
    places.sort(
        Comparator.<Place, String>comparing(place -> place.site().code)
            .thenComparing(place -> place.enrolment().enrolledOn));
    return places;
  }

  private Completeness.SiteRow row(Place place) {
    int[] rate = new int[3];
    List<Completeness.Cell> cells = new ArrayList<>();
    for (ReportPeriod period : place.periods()) {
      count(place, period, rate);
      cells.add(cell(place, period));
    }
    return new Completeness.SiteRow(
        place.site(), place.enrolment(), cells, new Completeness.Rate(rate[0], rate[1], rate[2]));
  }

  private Completeness.SiteRow earlierRow(Place place) {
    return new Completeness.SiteRow(
        place.site(),
        place.enrolment(),
        place.periods().stream()
            .filter(period -> place.reports().containsKey(period.studyMonth()))
            .map(period -> cell(place, period))
            .toList(),
        Completeness.Rate.NONE);
  }

  private static Completeness.Cell cell(Place place, ReportPeriod period) {
    return new Completeness.Cell(
        period,
        state(place, period),
        isOnTime(place, period),
        !place.today().isBefore(period.from()));
  }

  /** Adds a period to what was due, is in and came on time. */
  private static void count(Place place, ReportPeriod period, int[] rate) {
    if (period.wasDue(place.today())) {
      CellState state = state(place, period);
      rate[0]++;
      rate[1] += state == CellState.SUBMITTED || state == CellState.LOCKED ? 1 : 0;
      rate[2] += isOnTime(place, period) ? 1 : 0;
    }
  }

  private static CellState state(Place place, ReportPeriod period) {
    SiteReport.Standing report = place.reports().get(period.studyMonth());
    return period.state(report == null ? null : report.state(), place.today());
  }

  private static boolean isOnTime(Place place, ReportPeriod period) {
    SiteReport.Standing report = place.reports().get(period.studyMonth());
    return report != null
        && report.submittedAt() != null
        && report.state().isHandedIn()
        && !report.submittedAt().atZone(place.zone()).toLocalDate().isAfter(period.dueOn());
  }
}
