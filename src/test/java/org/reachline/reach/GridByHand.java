package org.reachline.reach;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.measure.ReportingInterval;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * The completeness of a study reckoned site by site and month by month, as it is defined; the
 * product has it summed by the database.
 */
final class GridByHand {
  private final StudyFile file;
  private final Clock clock;
  private final List<Integer> columns = new ArrayList<>();
  private final List<Completeness.PhaseHead> phases = new ArrayList<>();
  private final Map<String, Map<Integer, SiteReport.Standing>> reports = new HashMap<>();
  private final Map<List<Object>, List<ReportPeriod>> calendars = new HashMap<>();
  private final Map<String, LocalDate> todays = new HashMap<>();
  private final List<Place> present = new ArrayList<>();
  private final List<Place> earlier = new ArrayList<>();

  /** A site in an enrolment, with what is asked of it for each of its months. */
  private record Place(
      Enrolment enrolment,
      Site site,
      ZoneId zone,
      LocalDate today,
      Map<Integer, SiteReport.Standing> reports) {}

  /**
   * The grid of a study.
   *
   * @param shown which sites the reader may see
   * @param only keys of the sites that the reader may see at most; null for all
   */
  GridByHand(
      Study study, StudyFile file, Predicate<Site> shown, Collection<Long> only, Clock clock) {
    this.file = file;
    this.clock = clock;
    for (Phase phase : file.phases()) {
      int last = isPerPhase() ? phase.fromMonth() : phase.toMonth();
      phases.add(new Completeness.PhaseHead(phase.label(), last - phase.fromMonth() + 1));
      for (int month = phase.fromMonth(); month <= last; month++) {
        columns.add(month);
      }
    }
    for (SiteReport.Standing report : SiteReport.listStandings(study, only)) {
      reports
          .computeIfAbsent(key(report.enrolment(), report.site()), key -> new HashMap<>())
          .put(report.month(), report);
    }
    List<Enrolment> enrolments =
        only == null
            ? Enrolment.listForStudy(study)
            : Enrolment.listForSites(only).stream()
                .filter(unit -> unit.study.id.equals(study.id))
                .toList();
    Map<Long, Enrolment> holding = Enrolment.bySite(enrolments);
    for (Enrolment enrolment : enrolments) {
      for (Site site : enrolment.members) {
        if (shown.test(site) && ReportCalendar.asks(file, site)) {
          (holding.get(site.id) == enrolment ? present : earlier).add(place(enrolment, site));
        }
      }
    }
    Comparator<Place> byCode =
        Comparator.<Place, String>comparing(place -> place.site().code)
            .thenComparing(place -> place.enrolment().enrolledOn);
    present.sort(byCode);
    earlier.removeIf(place -> place.reports().isEmpty());
    earlier.sort(byCode);
  }

  private boolean isPerPhase() {
    return file.reporting().every() == ReportingInterval.PHASE;
  }

  /** How many sites fit, by code or name; all for an empty text. */
  int count(String text) {
    return fitting(present, text).size();
  }

  /** A page of the sites that fit, with the rates of all sites. */
  Completeness page(String text, int offset, int limit) {
    Completeness.Rate all = Completeness.Rate.NONE;
    int[][] months = new int[columns.size()][3];
    for (Place place : present) {
      List<ReportPeriod> periods = periods(place);
      for (int i = 0; i < periods.size(); i++) {
        count(place, periods.get(i), months[i]);
      }
    }
    List<Completeness.Rate> rates = new ArrayList<>();
    for (int[] month : months) {
      rates.add(new Completeness.Rate(month[0], month[1], month[2]));
      all = all.plus(rates.get(rates.size() - 1));
    }
    return new Completeness(
        columns,
        phases,
        fitting(present, text).stream().skip(offset).limit(limit).map(this::row).toList(),
        rates,
        all,
        isPerPhase(),
        fitting(earlier, text).stream()
            .map(this::earlierRow)
            .filter(row -> !row.cells().isEmpty())
            .toList());
  }

  /** Reports that somebody should fill in, by the end of their period, then by site. */
  List<CompletenessGrid.Waiting> waiting(Predicate<Site> mine) {
    List<CompletenessGrid.Waiting> waiting = new ArrayList<>();
    for (Place place : present) {
      if (mine.test(place.site())) {
        for (ReportPeriod period : periods(place)) {
          CellState state = state(place, period);
          if (state.isWaiting()) {
            SiteReport.Standing report = place.reports().get(period.studyMonth());
            waiting.add(new CompletenessGrid.Waiting(place.site(), period, state, report != null));
          }
        }
      }
    }
    waiting.sort(Comparator.comparing(one -> one.period().to()));
    return waiting;
  }

  private static List<Place> fitting(List<Place> places, String text) {
    String wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    return wanted.isEmpty()
        ? places
        : places.stream()
            .filter(
                place ->
                    place.site().code.toLowerCase(Locale.ROOT).contains(wanted)
                        || place.site().name.toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
  }

  private Completeness.SiteRow row(Place place) {
    int[] rate = new int[3];
    List<Completeness.Cell> cells = new ArrayList<>();
    for (ReportPeriod period : periods(place)) {
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
        periods(place).stream()
            .filter(period -> place.reports().containsKey(period.studyMonth()))
            .map(period -> cell(place, period))
            .toList(),
        Completeness.Rate.NONE);
  }

  private Completeness.Cell cell(Place place, ReportPeriod period) {
    return new Completeness.Cell(
        period,
        state(place, period),
        isOnTime(place, period),
        !place.today().isBefore(period.from()));
  }

  /** Adds a period to what was due, is in and came on time. */
  private void count(Place place, ReportPeriod period, int[] rate) {
    if (period.wasDue(place.today())) {
      CellState state = state(place, period);
      rate[0]++;
      rate[1] += state == CellState.SUBMITTED || state == CellState.LOCKED ? 1 : 0;
      rate[2] += isOnTime(place, period) ? 1 : 0;
    }
  }

  private CellState state(Place place, ReportPeriod period) {
    SiteReport.Standing report = place.reports().get(period.studyMonth());
    return period.state(report == null ? null : report.state(), place.today());
  }

  private boolean isOnTime(Place place, ReportPeriod period) {
    SiteReport.Standing report = place.reports().get(period.studyMonth());
    return report != null
        && report.submittedAt() != null
        && report.state().isHandedIn()
        && !report.submittedAt().atZone(place.zone()).toLocalDate().isAfter(period.dueOn());
  }

  private List<ReportPeriod> periods(Place place) {
    Enrolment unit = place.enrolment();
    return calendars.computeIfAbsent(
        Arrays.asList(unit.startedOn, unit.joinedOn(place.site()), unit.withdrawnOn),
        dates -> ReportCalendar.of(file, unit, place.site()).periods());
  }

  private Place place(Enrolment enrolment, Site site) {
    ZoneId zone = site.zoneId();
    return new Place(
        enrolment,
        site,
        zone,
        todays.computeIfAbsent(site.zone, same -> LocalDate.now(clock.withZone(zone))),
        reports.getOrDefault(key(enrolment.id, site.id), Map.of()));
  }

  private static String key(Long enrolment, Long site) {
    return enrolment + "/" + site;
  }
}
