package org.reachline.coaching.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.PlannedState;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** What is booked, and what is still open to be booked. */
@ApplicationScoped
public class BookingQueries {
  @Inject Clock clock;

  /**
   * Open bookings of one unit by what they are for.
   *
   * @param byPlan by {@code coaching|monthly_call@4}
   * @param next the earliest that is still to come, or null
   */
  public record Booked(Map<String, Booking> byPlan, Booking next) {
    /** Nothing is booked. */
    public static final Booked NOTHING = new Booked(Map.of(), null);

    /** The booking for a planned contact, or null. */
    public Booking of(PlannedLine line) {
      return byPlan.get(key(line));
    }
  }

  /** Names a planned contact within a unit. */
  public static String key(PlannedLine line) {
    return line.planned().strategy() + "|" + line.planned().occurrence();
  }

  /** What is booked in a study, by key of the unit; with one query for all. */
  public Map<Long, Booked> of(Study study) {
    return byUnit(Booking.listOpen(study));
  }

  /** The same of some units, by their keys. */
  public Map<Long, Booked> of(Collection<Long> enrolments) {
    return byUnit(Booking.listOpen(enrolments));
  }

  private Map<Long, Booked> byUnit(List<Booking> open) {
    Map<Long, List<Booking>> byUnit =
        open.stream().collect(Collectors.groupingBy(b -> b.enrolment.id));
    Map<Long, Booked> booked = new HashMap<>();
    byUnit.forEach((unit, own) -> booked.put(unit, booked(own)));
    return booked;
  }

  /** What is booked for one unit. */
  public Booked of(Enrolment enrolment) {
    return booked(
        Booking.listForEnrolment(enrolment).stream()
            .filter(Booking::isOpen)
            .sorted((a, b) -> a.slot.startsAt.compareTo(b.slot.startsAt))
            .toList());
  }

  private Booked booked(List<Booking> byTime) {
    Map<String, Booking> byPlan = new HashMap<>();
    for (Booking b : byTime) {
      b.occurrence().ifPresent(occurrence -> byPlan.put(b.strategy + "|" + occurrence, b));
    }
    Booking next =
        byTime.stream()
            .filter(b -> b.slot.endsAt().isAfter(clock.instant()))
            .findFirst()
            .orElse(null);
    return new Booked(byPlan, next);
  }

  /** The planned contact that a new booking is for: the next that is neither held nor booked. */
  public static Optional<PlannedLine> nextUnbooked(
      Collection<DoseAccount> accounts, Booked booked) {
    return accounts.stream()
        .flatMap(account -> account.lines().stream())
        .filter(
            line ->
                line.delivery().isEmpty()
                    && line.state() != PlannedState.LOST
                    && booked.of(line) == null)
        .findFirst();
  }

  /** The open booking of this key in a unit; empty for anything else that was typed. */
  public Optional<Booking> find(Enrolment enrolment, String typed) {
    return typed == null || !typed.matches("\\d{1,18}")
        ? Optional.empty()
        : Booking.<Booking>findByIdOptional(Long.valueOf(typed))
            .filter(b -> b.isOpen() && b.enrolment.id.equals(enrolment.id));
  }

  /** Coaches of a site today, those of its leading site included, by name. */
  public List<Person> coachesOf(Site site) {
    LocalDate today = LocalDate.now(clock.withZone(site.zoneId()));
    Set<Person> coaches = new LinkedHashSet<>();
    for (Site place : site.partnerOf == null ? List.of(site) : List.of(site, site.partnerOf)) {
      Affiliation.listForSite(place).stream()
          .filter(a -> a.part.equals(Affiliation.COACH) && a.holdsOn(today) && a.person.isActive())
          .forEach(a -> coaches.add(a.person));
    }
    return coaches.stream().sorted((a, b) -> a.name.compareTo(b.name)).toList();
  }

  /** People on a site's staff today, by name, each once. */
  public List<Person> staffOf(Site site) {
    LocalDate today = LocalDate.now(clock.withZone(site.zoneId()));
    return Affiliation.listForSite(site).stream()
        .filter(a -> !a.part.equals(Affiliation.COACH) && a.holdsOn(today) && a.person.isActive())
        .map(a -> a.person)
        .distinct()
        .sorted((a, b) -> a.name.compareTo(b.name))
        .toList();
  }

  /** Slots that a site can pick now, by time. */
  public List<CoachingSlot> freeSlots(Study study, Site site) {
    return CoachingSlot.listFree(study, coachesOf(site), clock.instant());
  }
}
