package org.reachline.coaching.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.WallClock;
import org.reachline.base.facts.FactSheet;
import org.reachline.people.Person;
import org.reachline.studies.Study;

/** Makes slots of what a coach typed, and says all that is wrong with it at once. */
@ApplicationScoped
class OfferRules {
  /** Offers at one stroke. */
  private static final int MOST_TIMES = 12;

  @Inject Clock clock;
  @Inject EntityManager database;

  /** What is typed of an offer, its times one by one. */
  static Map<String, String> typed(Map<String, String> form) {
    String times = form.getOrDefault("times", "");
    FactSheet.putSeveral(form, "times", List.of(times.split("[,;\\s]+")));
    return form;
  }

  /**
   * Reads an offer into slots that are not stored. A weekly one keeps its time of day when the law
   * moves the clocks.
   */
  public List<CoachingSlot> read(
      Map<String, String> typed, Study study, Person coach, Problems problems) {
    OfferFacts offer = OfferFacts.SHEET.reader(typed, problems).read();
    if (offer.times().size() > MOST_TIMES) {
      problems.add("times", "At most " + MOST_TIMES + " times a day, please.");
    }
    List<CoachingSlot> slots = new ArrayList<>();
    for (int week = 0; !problems.any() && week < offer.weeks(); week++) {
      for (LocalTime time : offer.times()) {
        LocalDateTime begins = offer.day().plusWeeks(week).atTime(time);
        CoachingSlot slot = new CoachingSlot();
        slot.study = study;
        slot.coach = coach;
        slot.say(
            new SlotFacts(
                WallClock.instant(problems, "times", begins, coach.zoneId(), null),
                offer.minutes(),
                offer.mode()));
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
