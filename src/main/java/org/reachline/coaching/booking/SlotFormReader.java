package org.reachline.coaching.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.WallClock;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Person;
import org.reachline.studies.Study;

/** Makes slots of what a coach typed, and says all that is wrong with it at once. */
@ApplicationScoped
class SlotFormReader {
  /** Half a year of weeks. */
  static final int MOST_WEEKS = 26;

  /** Offers at one stroke. */
  private static final int MOST_TIMES = 12;

  @Inject Clock clock;
  @Inject EntityManager database;

  /**
   * Reads an offer into slots that are not stored. A weekly one keeps its time of day when the law
   * moves the clocks.
   */
  public List<CoachingSlot> read(SlotForm form, Study study, Person coach, Problems problems) {
    LocalDate day = problems.date("day", form.day);
    Integer minutes = problems.integer("minutes", form.minutes, 5, 480);
    DeliveredMode mode = problems.choice("mode", form.mode, DeliveredMode.class);
    Integer weeks = problems.integer("weeks", form.weeks, 1, MOST_WEEKS);
    List<LocalTime> times = times(form.times, problems);
    List<CoachingSlot> slots = new ArrayList<>();
    if (problems.any()) {
      return slots;
    }
    for (int week = 0; week < weeks; week++) {
      for (LocalTime time : times) {
        CoachingSlot slot = new CoachingSlot();
        slot.study = study;
        slot.coach = coach;
        slot.startsAt =
            WallClock.instant(
                problems, "times", day.plusWeeks(week).atTime(time), coach.zoneId(), null);
        slot.minutes = minutes;
        slot.mode = mode;
        slots.add(slot);
      }
    }
    if (problems.any()) {
      return slots;
    }
    slots.sort((a, b) -> a.startsAt.compareTo(b.startsAt));
    if (!slots.get(0).startsAt.isAfter(clock.instant())) {
      problems.add("day", "This lies behind. Offer times that are still to come.");
    }
    // Two offers of one coach wait for each other here, in whatever study they are made.
    database.lock(coach, LockModeType.PESSIMISTIC_WRITE);
    refuseOverlaps(slots, coach, problems);
    return slots;
  }

  private static List<LocalTime> times(String typed, Problems problems) {
    List<LocalTime> times = new ArrayList<>();
    String text = problems.line("times", typed, 200);
    if (text == null) {
      return times;
    }
    for (String one : text.split("[,;\\s]+")) {
      LocalTime time = one.isEmpty() ? null : problems.time("times", one);
      if (time != null) {
        times.add(time);
      }
    }
    if (times.isEmpty() && problems.of("times") == null) {
      problems.add("times", "At least one time, please, such as 14:30.");
    }
    if (times.size() > MOST_TIMES) {
      problems.add("times", "At most " + MOST_TIMES + " times a day, please.");
    }
    return times;
  }

  private static void refuseOverlaps(List<CoachingSlot> slots, Person coach, Problems problems) {
    for (int i = 1; i < slots.size(); i++) {
      if (slots.get(i).startsAt.isBefore(slots.get(i - 1).endsAt())) {
        problems.add("times", "These times overlap each other: leave room for the minutes.");
        return;
      }
    }
    Instant from = slots.get(0).startsAt.minus(Duration.ofHours(8));
    Instant to = slots.get(slots.size() - 1).endsAt();
    for (CoachingSlot other : CoachingSlot.listAround(coach, from, to)) {
      for (CoachingSlot slot : slots) {
        if (slot.startsAt.isBefore(other.endsAt()) && other.startsAt.isBefore(slot.endsAt())) {
          problems.add(
              "times",
              "You already offer "
                  + Formats.shortly(other.startsAt, coach.zoneId())
                  + " for "
                  + other.minutes
                  + " minutes. Choose other times, or take that offer back first.");
          return;
        }
      }
    }
  }
}
