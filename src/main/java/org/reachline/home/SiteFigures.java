package org.reachline.home;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reachline.base.figures.Panel;
import org.reachline.base.figures.Strip;
import org.reachline.dose.DoseStrip;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.sessions.Attendance;

/**
 * What a site's page draws of its overview: a lane of months for each ledger that the reader may
 * see, and each count by month. What the overview leaves out leaves no gap here.
 *
 * @param months the same for every lane
 * @param phases names of the phases above them
 * @param lanes coaching, sessions, reports
 * @param panels each count by month
 * @param happened what was delivered, newest first
 */
record SiteFigures(
    Strip.Months months,
    List<Name> phases,
    List<Lane> lanes,
    List<Panel> panels,
    List<Happened> happened) {
  private static final int NEWEST = 8;

  /** A phase's name where the phase begins. */
  public record Name(String x, String label) {}

  /** A ledger's line. */
  public record Lane(String label, Strip strip) {}

  /** A day and what happened on it. */
  public record Happened(LocalDate day, String words) {}

  /** Draws what the overview has; nothing before the unit has a start date. */
  static SiteFigures of(StudyFile file, SiteOverview o) {
    LocalDate start = o.enrolment().startedOn;
    List<Phase> phases = file.phases();
    if (start == null || phases.isEmpty()) {
      return new SiteFigures(new Strip.Months(1, 1), List.of(), List.of(), List.of(), happened(o));
    }
    Strip.Months months =
        new Strip.Months(
            phases.stream().mapToInt(Phase::fromMonth).min().orElse(1),
            phases.stream().mapToInt(Phase::toMonth).max().orElse(1));
    // Every second phase stands on a ground of its own: before and after the intervention.
    List<Strip.Band> bands = new ArrayList<>();
    for (int i = 0; i < phases.size(); i += 2) {
      bands.add(new Strip.Band(phases.get(i).fromMonth(), phases.get(i).toMonth()));
    }
    List<Lane> lanes = new ArrayList<>();
    for (DoseAccount account : o.accounts()) {
      Strip strip =
          DoseStrip.of(account, start, months, DoseStrip.most(o.accounts()), line -> false);
      lanes.add(new Lane(file.findStrategy(account.strategy()).orElseThrow().label(), strip));
    }
    if (o.showsSessions() && !o.attended().isEmpty()) {
      lanes.add(new Lane("ECHO sessions", sessions(o, start, months)));
    }
    if (!o.cells().isEmpty()) {
      lanes.add(new Lane("Reports", reports(o, months)));
    }
    return new SiteFigures(
        months,
        phases.stream().map(p -> new Name(months.startOf(p.fromMonth()), p.label())).toList(),
        lanes.stream().map(lane -> new Lane(lane.label, lane.strip.over(months, bands))).toList(),
        o.cells().isEmpty() ? List.of() : panels(file, o, months, bands),
        happened(o));
  }

  private static Strip sessions(SiteOverview o, LocalDate start, Strip.Months months) {
    Map<Long, Integer> minutes = new LinkedHashMap<>();
    Map<Long, Attendance> one = new LinkedHashMap<>();
    o.attended()
        .forEach(
            a -> {
              minutes.merge(a.session.id, a.minutes, Math::max);
              one.put(a.session.id, a);
            });
    List<Strip.Mark> marks =
        one.values().stream()
            .map(
                a ->
                    new Strip.Mark(
                        StudyMonth.at(start, day(o, a)).number(),
                        a.session.durationMinutes,
                        Strip.Became.HELD,
                        minutes.get(a.session.id)))
            .toList();
    return Strip.of(months, now(o), 90, marks, one.size() + " sessions attended");
  }

  private static Strip reports(SiteOverview o, Strip.Months months) {
    List<Strip.Mark> marks =
        o.cells().stream()
            .map(c -> new Strip.Mark(c.period().studyMonth(), 30, became(c.state()), 30))
            .toList();
    String words = o.reported() + " of " + o.expected() + " reports are in";
    return Strip.of(months, now(o), 90, marks, words);
  }

  private static Strip.Became became(CellState state) {
    return switch (state) {
      case LOCKED -> Strip.Became.HELD;
      case SUBMITTED -> Strip.Became.HELD_LATE;
      case LATE -> Strip.Became.LATE;
      case DUE, DRAFT -> Strip.Became.DUE;
      case NOT_DUE -> Strip.Became.OPEN;
      case NOT_EXPECTED -> Strip.Became.NOT_DUE;
    };
  }

  private static List<Panel> panels(
      StudyFile file, SiteOverview o, Strip.Months months, List<Strip.Band> bands) {
    List<SiteOverview.Cell> over =
        o.cells().stream()
            .filter(c -> c.state() != CellState.NOT_DUE && c.state() != CellState.NOT_EXPECTED)
            .toList();
    return MeasureSheet.of(file, o.site().type).measures().stream()
        .map(
            measure ->
                Panel.of(
                    measure.label(),
                    months,
                    now(o),
                    bands,
                    0,
                    over.stream()
                        .map(
                            c -> {
                              var value = c.values().get(measure.key());
                              return new Panel.Point(
                                  c.period().studyMonth(),
                                  value == null ? null : value.doubleValue());
                            })
                        .toList()))
        .toList();
  }

  private static List<Happened> happened(SiteOverview o) {
    Stream<Happened> contacts =
        o.accounts().stream()
            .flatMap(
                account ->
                    Stream.concat(
                        account.lines().stream()
                            .filter(line -> line.delivery().isPresent())
                            .map(SiteFigures::held),
                        account.beside().stream()
                            .map(
                                d ->
                                    new Happened(
                                        d.day(), "Beside the plan, " + d.minutes() + " min"))));
    Stream<Happened> sessions =
        o.attended().stream()
            .map(
                a ->
                    new Happened(
                        day(o, a),
                        "ECHO "
                            + a.session.number
                            + ": "
                            + a.person.name
                            + " "
                            + a.minutes
                            + " min"));
    return Stream.concat(contacts, sessions)
        .sorted(Comparator.comparing(Happened::day).reversed())
        .limit(NEWEST)
        .toList();
  }

  private static Happened held(PlannedLine line) {
    var delivery = line.delivery().orElseThrow();
    return new Happened(
        delivery.day(),
        line.planned().label()
            + " of month "
            + line.planned().month().number()
            + ", "
            + delivery.minutes()
            + " of "
            + line.planned().minutes()
            + " min");
  }

  private static LocalDate day(SiteOverview o, Attendance a) {
    return a.session.startsAt.atZone(o.site().zoneId()).toLocalDate();
  }

  private static int now(SiteOverview o) {
    return o.month();
  }
}
