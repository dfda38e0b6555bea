package org.reachline.protocol.dose;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.strategy.CountingRule;
import org.reachline.protocol.strategy.Pace;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;

/**
 * One unit's dose under one strategy: what was planned beside what it got. Contacts and minutes are
 * two facts and stay two. Only a delivery that is matched to a planned contact which counts, held
 * while it can still count, adds to the dose; everything else the unit got is unplanned help.
 *
 * @param strategy key of the strategy
 * @param lines every planned contact and what became of it, by due date
 * @param beside deliveries that fulfil nothing planned, by day
 * @param asOf the day on which it was reckoned, in the unit's zone
 * @param leftOn the unit's last day in the study, or null while it is in
 * @param pace how fast contacts can follow each other, as the study file says
 * @param rule the counting rule by which it counts
 * @param otherRule whether that is another rule than the study file's own choice
 */
public record DoseAccount(
    String strategy,
    List<PlannedLine> lines,
    List<Delivery> beside,
    LocalDate asOf,
    @Nullable LocalDate leftOn,
    Pace pace,
    CountingRule rule,
    boolean otherRule) {

  public DoseAccount {
    lines = List.copyOf(lines);
    beside = List.copyOf(beside);
  }

  /**
   * Reckons the account of a unit that is in the study; the order of the deliveries does not
   * matter. What was held keeps the line that it was held under, whatever a later version of the
   * study file plans.
   *
   * @param dose what the unit is meant to get
   * @param deliveries what it got, of any strategy
   * @param startedOn first day of study month 1, in the unit's zone
   * @param asOf today, in the unit's zone
   */
  public static DoseAccount of(
      StudyFile study,
      String strategy,
      PlannedDose dose,
      LocalDate startedOn,
      Collection<Delivery> deliveries,
      LocalDate asOf) {
    return of(study, strategy, dose, startedOn, null, deliveries, asOf);
  }

  /**
   * The same for a unit that may have left the study.
   *
   * @param leftOn its last day in the study, or null while it is in
   */
  public static DoseAccount of(
      StudyFile study,
      String strategy,
      PlannedDose dose,
      LocalDate startedOn,
      @Nullable LocalDate leftOn,
      Collection<Delivery> deliveries,
      LocalDate asOf) {
    Map<String, Delivery> fulfilling = new HashMap<>();
    List<Delivery> beside = new ArrayList<>();
    LinesInForce inForce = new LinesInForce(study, dose, strategy, startedOn);
    Strategy own = study.findStrategy(strategy).orElseThrow();
    boolean byDay = own.kind() == StrategyKind.ECHO;
    deliveries.stream()
        .filter(d -> d.strategy().equals(strategy))
        .sorted(Delivery.BY_DAY)
        .forEach(
            d -> {
              Optional<LinesInForce.Line> line =
                  (byDay && d.occurrence().isEmpty()
                          ? nearestFree(inForce.under(d.heldUnder()), fulfilling, d.day())
                          : d.occurrence())
                      .flatMap(occurrence -> inForce.find(d.heldUnder(), occurrence))
                      .filter(l -> byDay || !d.day().isAfter(l.countsUntil()))
                      .filter(l -> !fulfilling.containsKey(l.contact().occurrence()));
              if (line.isEmpty()) {
                beside.add(d);
              } else {
                fulfilling.put(line.get().contact().occurrence(), d);
                inForce.keep(line.get());
              }
            });
    List<PlannedLine> lines = new ArrayList<>();
    for (LinesInForce.Line line : inForce.all()) {
      lines.add(
          PlannedLine.of(
              line.contact(),
              line.countsUntil(),
              Optional.ofNullable(fulfilling.get(line.contact().occurrence())),
              asOf,
              leftOn));
    }
    return new DoseAccount(
        strategy,
        lines,
        beside,
        asOf,
        leftOn,
        own.pace(),
        dose.counting().ruleOf(own),
        dose.counting().isOther(own));
  }

  /**
   * A hub's calendar runs apart from the study months of a site: two sessions can fall into one of
   * its months and none into the next. So a session fulfils the free month that lies nearest, at
   * most half a month away; the earlier one of two.
   */
  private static Optional<String> nearestFree(
      List<PlannedContact> contacts, Map<String, Delivery> fulfilling, LocalDate day) {
    return contacts.stream()
        .filter(c -> !fulfilling.containsKey(c.occurrence()) && distance(c.month(), day) <= 15)
        .min(Comparator.comparingLong(c -> distance(c.month(), day)))
        .map(PlannedContact::occurrence);
  }

  private static long distance(StudyMonth month, LocalDate day) {
    if (day.isBefore(month.firstDay())) {
      return ChronoUnit.DAYS.between(day, month.firstDay());
    }
    return day.isAfter(month.lastDay()) ? ChronoUnit.DAYS.between(month.lastDay(), day) : 0;
  }

  /** What was planned in all. */
  public PlannedTotal planned() {
    return sum(lines.stream().map(line -> line.planned().adds()).toList());
  }

  /** What the unit got of it; minutes as they were, not as planned. */
  public PlannedTotal delivered() {
    return sum(lines.stream().map(PlannedLine::delivered).toList());
  }

  /** What of the plan was due by now: its window closed while the unit was in the study. */
  public PlannedTotal dueByNow() {
    return sum(lines.stream().filter(this::wasDue).map(line -> line.planned().adds()).toList());
  }

  /** Whether a line's window closed by now, while the unit was in the study. */
  public boolean wasDue(PlannedLine line) {
    return line.wasDueBy(asOf, leftOn);
  }

  /** What of the plan is owed and was not held, whether or not it still can be. */
  public PlannedTotal remaining() {
    return sum(
        lines.stream().filter(PlannedLine::isOpen).map(line -> line.planned().adds()).toList());
  }

  /** What the unit got unplanned. */
  public PlannedTotal extra() {
    return new PlannedTotal(beside.size(), beside.stream().mapToInt(Delivery::minutes).sum());
  }

  /** Everybody's minutes together, in everything the unit got. */
  public int personMinutes() {
    return lines.stream()
            .flatMap(l -> l.delivery().stream())
            .mapToInt(Delivery::personMinutes)
            .sum()
        + beside.stream().mapToInt(Delivery::personMinutes).sum();
  }

  /** Counting contacts that were held within their window. */
  public int onSchedule() {
    return (int)
        lines.stream()
            .filter(line -> line.counts() && line.state() == PlannedState.ON_TIME)
            .count();
  }

  /** Counting contacts whose time has come: held, or their window closed. */
  public int settled() {
    return (int) lines.stream().filter(line -> line.counts() && line.isSettled()).count();
  }

  /** Counting contacts that are late and can still be held. */
  public List<PlannedLine> late() {
    return counting(PlannedState.LATE);
  }

  /** Counting contacts that can no longer be held so that they count. */
  public List<PlannedLine> lost() {
    return counting(PlannedState.LOST);
  }

  /** Counting contacts whose window is open. */
  public List<PlannedLine> due() {
    return counting(PlannedState.DUE);
  }

  private List<PlannedLine> counting(PlannedState state) {
    return lines.stream().filter(line -> line.counts() && line.state() == state).toList();
  }

  /** The planned contact to hold next, counting or not: the late ones first. */
  public Optional<PlannedLine> next() {
    return lines.stream()
        .filter(line -> line.isOpen() && line.state() != PlannedState.LOST)
        .findFirst();
  }

  /** Share of the planned contacts that was delivered, in percent; empty if none was planned. */
  public Optional<Integer> percentOfContacts() {
    return percent(delivered().contacts(), planned().contacts());
  }

  /** Share of the planned minutes that was delivered, in percent; may pass 100. */
  public Optional<Integer> percentOfMinutes() {
    return percent(delivered().minutes(), planned().minutes());
  }

  /** Share of the contacts whose time has come that were on schedule, in percent. */
  public Optional<Integer> percentOnSchedule() {
    return percent(onSchedule(), settled());
  }

  /** Parts that the plan meant the held contacts for, summed over them. */
  public int partsPlanned() {
    return held().mapToInt(line -> line.planned().audience().size()).sum();
  }

  /** Of {@link #partsPlanned()}, those of whom somebody was there. */
  public int partsReached() {
    return held()
        .mapToInt(
            line ->
                (int)
                    line.planned().audience().stream()
                        .filter(line.delivery().orElseThrow().people()::containsKey)
                        .count())
        .sum();
  }

  private Stream<PlannedLine> held() {
    return lines.stream().filter(line -> line.delivery().isPresent());
  }

  /**
   * Latest day on which the next contact can be held so that all that remains can still be held in
   * time, at the study file's {@link #pace()}. Empty when nothing remains; before {@link #asOf}
   * when the dose can no longer be met in full.
   */
  public Optional<LocalDate> lastDayToMeet() {
    return Foresight.latestStart(openLines().stream().map(PlannedLine::countsUntil).toList(), pace);
  }

  /** Monday of the week of {@link #lastDayToMeet()}: the last week in which the dose can be met. */
  public Optional<LocalDate> lastWeekToMeet() {
    return lastDayToMeet().map(day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
  }

  /** Whether the planned dose can still be met in full. */
  public boolean canStillBeMet() {
    return lines.stream().noneMatch(line -> line.counts() && line.state() == PlannedState.NOT_DUE)
        && lastDayToMeet().map(day -> !day.isBefore(asOf)).orElse(true);
  }

  /** Most counting contacts that the unit can still end up with, at the same pace. */
  public int contactsWithinReach() {
    return withinReach().size();
  }

  /** Counting contacts that were held, then those that can still be held in time. */
  public List<PlannedLine> withinReach() {
    List<PlannedLine> open =
        openLines().stream().filter(line -> line.planned().countsContact()).toList();
    List<Boolean> can =
        Foresight.reachable(open.stream().map(PlannedLine::countsUntil).toList(), asOf, pace);
    return Stream.concat(
            held().filter(line -> line.planned().countsContact()),
            IntStream.range(0, open.size()).filter(can::get).mapToObj(open::get))
        .toList();
  }

  private List<PlannedLine> openLines() {
    return lines.stream()
        .filter(line -> line.counts() && line.isOpen())
        .sorted(Comparator.comparing(PlannedLine::countsUntil))
        .toList();
  }

  private static Optional<Integer> percent(int part, int whole) {
    return whole == 0 ? Optional.empty() : Optional.of((int) Math.round(100.0 * part / whole));
  }

  private static PlannedTotal sum(List<PlannedTotal> totals) {
    return totals.stream().reduce(PlannedTotal.NONE, PlannedTotal::plus);
  }
}
