package org.reachline.protocol.dose;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.reachline.protocol.strategy.Pace;

/**
 * What can still be held in time at a given pace. Each open contact is known by the last day on
 * which it counts; contacts are held in the order of these days.
 */
final class Foresight {
  private Foresight() {}

  /**
   * Latest day of the next contact so that every open one can still be held in time: counted back
   * from the last deadline, each contact as late as its own deadline and the ones after it allow.
   *
   * @return empty if nothing is open
   */
  public static Optional<LocalDate> latestStart(Collection<LocalDate> deadlines, Pace pace) {
    List<LocalDate> due = deadlines.stream().sorted().toList();
    List<LocalDate> latest = new ArrayList<>(due);
    for (int i = due.size() - 1; i >= 0; i--) {
      LocalDate day = due.get(i);
      if (i + 1 < due.size()) {
        day = earlier(day, latest.get(i + 1).minusDays(1));
      }
      if (i + pace.contacts() < due.size()) {
        day = earlier(day, latest.get(i + pace.contacts()).minusDays(pace.days()));
      }
      latest.set(i, day);
    }
    return latest.stream().findFirst();
  }

  /** The first days on which contacts can be held from a day on, one contact each. */
  public static List<LocalDate> slots(LocalDate from, int contacts, Pace pace) {
    List<LocalDate> slots = new ArrayList<>();
    for (int i = 0; i < contacts; i++) {
      LocalDate day = i == 0 ? from : slots.get(i - 1).plusDays(1);
      if (i >= pace.contacts()) {
        LocalDate free = slots.get(i - pace.contacts()).plusDays(pace.days());
        day = free.isAfter(day) ? free : day;
      }
      slots.add(day);
    }
    return slots;
  }

  /**
   * Which of the open contacts can still be held in time from a day on, most of them: those whose
   * time is over give their day to the next.
   *
   * @return for each deadline, in the order given, whether it is within reach
   */
  public static List<Boolean> reachable(
      List<LocalDate> sortedDeadlines, LocalDate from, Pace pace) {
    List<LocalDate> slots = slots(from, sortedDeadlines.size(), pace);
    List<Boolean> reachable = new ArrayList<>();
    int used = 0;
    for (LocalDate deadline : sortedDeadlines) {
      boolean inTime = !slots.get(used).isAfter(deadline);
      reachable.add(inTime);
      used += inTime ? 1 : 0;
    }
    return reachable;
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
