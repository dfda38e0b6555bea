package org.reachline.dose;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.reachline.base.figures.Strip;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.StudyMonth;

/** A unit's account as a line: what was planned above it, what it got below. */
public final class DoseStrip {
  private DoseStrip() {}

  /**
   * Minutes of the tallest mark: twice those of the middle planned contact. One visit of half a day
   * would else leave nothing to see of the calls.
   */
  public static int most(Collection<DoseAccount> accounts) {
    int[] minutes =
        accounts.stream()
            .flatMap(account -> account.lines().stream())
            .mapToInt(line -> line.planned().minutes())
            .sorted()
            .toArray();
    return minutes.length == 0 ? 1 : Math.max(1, 2 * minutes[minutes.length / 2]);
  }

  /** Draws an account; whether a planned contact is booked is asked of {@code booked}. */
  public static Strip of(
      DoseAccount account,
      LocalDate startedOn,
      Strip.Months months,
      int most,
      Predicate<PlannedLine> booked) {
    List<Strip.Mark> marks = new ArrayList<>();
    for (PlannedLine line : account.lines()) {
      marks.add(
          new Strip.Mark(
              line.planned().month().number(),
              line.planned().minutes(),
              became(line, booked),
              line.delivery().map(d -> d.minutes()).orElse(0)));
    }
    account
        .beside()
        .forEach(
            d ->
                marks.add(
                    new Strip.Mark(
                        StudyMonth.at(startedOn, d.day()).number(),
                        0,
                        Strip.Became.BESIDE,
                        d.minutes())));
    return Strip.of(
        months, StudyMonth.at(startedOn, account.asOf()).number(), most, marks, words(account));
  }

  private static Strip.Became became(PlannedLine line, Predicate<PlannedLine> booked) {
    if (line.delivery().isEmpty() && booked.test(line)) {
      return Strip.Became.BOOKED;
    }
    return switch (line.state()) {
      case ON_TIME, EARLY -> Strip.Became.HELD;
      case HELD_LATE -> Strip.Became.HELD_LATE;
      case COMING -> Strip.Became.OPEN;
      case DUE -> Strip.Became.DUE;
      case LATE -> Strip.Became.LATE;
      case LOST -> Strip.Became.MISSED;
      case NOT_DUE -> Strip.Became.NOT_DUE;
    };
  }

  private static String words(DoseAccount account) {
    String words =
        account.delivered().contacts()
            + " of "
            + account.planned().contacts()
            + " planned contacts held";
    words += account.late().isEmpty() ? "" : ", " + account.late().size() + " late";
    return words + (account.beside().isEmpty() ? "" : ", " + account.beside().size() + " beside");
  }
}
