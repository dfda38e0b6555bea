package org.reachline.coaching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.reachline.base.Formats;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.booking.BookingQueries;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.PlannedState;
import org.reachline.protocol.dose.StudyMonth;

/**
 * One sign on a site's line of months: a planned contact in the month it was planned for, or
 * unplanned help in the month it was given.
 *
 * @param glyph the sign, told apart by shape
 * @param look style class
 * @param words what it means, for the ear and the pointer
 */
record MonthMark(String glyph, String look, String words) {

  /**
   * A study month with its signs.
   *
   * @param number study month
   * @param now whether today lies in it
   * @param marks signs, planned ones first
   * @param given whether one of them stands for something that was given
   */
  public record Cell(int number, boolean now, List<MonthMark> marks, boolean given) {}

  /** A line of months from the first to the last one given, with every sign of the account. */
  static List<Cell> line(
      DoseAccount account, LocalDate startedOn, int from, int to, BookingQueries.Booked booked) {
    TreeMap<Integer, List<MonthMark>> byMonth = new TreeMap<>();
    for (int month = from; month <= to; month++) {
      byMonth.put(month, new ArrayList<>());
    }
    for (PlannedLine line : account.lines()) {
      byMonth
          .computeIfAbsent(line.planned().month().number(), m -> new ArrayList<>())
          .add(of(line, booked.of(line)));
    }
    for (Delivery d : account.beside()) {
      byMonth
          .computeIfAbsent(StudyMonth.at(startedOn, d.day()).number(), m -> new ArrayList<>())
          .add(
              new MonthMark(
                  "+",
                  "sign-extra",
                  "Beside the plan: " + d.minutes() + " minutes on " + Formats.inWords(d.day())));
    }
    Set<Integer> given = given(account, startedOn);
    int now = StudyMonth.at(startedOn, account.asOf()).number();
    List<Cell> cells = new ArrayList<>();
    byMonth.forEach(
        (month, marks) -> cells.add(new Cell(month, month == now, marks, given.contains(month))));
    return cells;
  }

  /** Study months with a sign of something that was given. */
  private static Set<Integer> given(DoseAccount account, LocalDate startedOn) {
    Set<Integer> months = new TreeSet<>();
    account.lines().stream()
        .filter(line -> line.delivery().isPresent())
        .forEach(line -> months.add(line.planned().month().number()));
    account.beside().forEach(d -> months.add(StudyMonth.at(startedOn, d.day()).number()));
    return months;
  }

  /** Study months in which the account has a sign. */
  static Set<Integer> months(DoseAccount account, LocalDate startedOn) {
    Set<Integer> months = new TreeSet<>();
    account.lines().forEach(line -> months.add(line.planned().month().number()));
    account.beside().forEach(d -> months.add(StudyMonth.at(startedOn, d.day()).number()));
    return months;
  }

  private static MonthMark of(PlannedLine line, Booking booking) {
    if (booking != null && line.delivery().isEmpty()) {
      return new MonthMark(
          "◆",
          "sign-booked",
          line.planned().label()
              + ": booked for "
              + Formats.inWords(booking.slot.startsAt, booking.slot.coach.zoneId()));
    }
    PlannedState state = line.state();
    String glyph =
        switch (state) {
          case ON_TIME, EARLY -> "●";
          case HELD_LATE -> "◐";
          case COMING -> "○";
          case DUE -> "◎";
          case LATE -> "!";
          case LOST -> "✕";
          case NOT_DUE -> "–";
        };
    String look =
        switch (state) {
          case ON_TIME, EARLY -> "sign-held";
          case HELD_LATE -> "sign-heldlate";
          case COMING, NOT_DUE -> "sign-coming";
          case DUE -> "sign-due";
          case LATE, LOST -> "sign-late";
        };
    return new MonthMark(
        glyph,
        look,
        line.planned().label()
            + ": "
            + state.label().toLowerCase(Locale.ROOT)
            + line.delivery().map(d -> ", held on " + Formats.inWords(d.day())).orElse("")
            + (line.counts() ? "" : ", does not count toward the dose"));
  }
}
