package org.reachline.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reachline.coaching.contacts.ContactPosting;
import org.reachline.contamination.Carriers.Guest;
import org.reachline.contamination.Carriers.Stay;
import org.reachline.contamination.Levels.Unit;
import org.reachline.people.Affiliation;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Finds who is where: people by their places, coaches also by the contacts that they held and the
 * bookings that they have, and people who took part in contacts that were held with another unit
 * than their own.
 */
@ApplicationScoped
class Whereabouts {
  /** Contacts of people who did not work on that day at the unit that the contact was held with. */
  private static final String ELSEWHERE =
      "select c.id, c.enrolment_id, c.strategy, cast(cast(c.starts_at at time zone s.zone as date)"
          + " as text), c.duration_minutes, p.id, p.name, a.part from coaching_contact c"
          + " join coaching_contact_attendee a on a.contact_id = c.id"
          + " join person p on p.id = a.person_id join enrolment e on e.id = c.enrolment_id"
          + " join site s on s.id = e.unit_site_id"
          + " where c.study_id = :study and c.outcome = 'HELD' and c.withdrawn_at is null"
          + " and not exists (select 1 from affiliation f join enrolment_member m"
          + " on m.site_id = f.site_id where m.enrolment_id = e.id and f.person_id = p.id"
          + " and f.part <> 'coach' and f.from_date <= cast(c.starts_at at time zone s.zone as date)"
          + " and (f.until_date is null"
          + " or f.until_date >= cast(c.starts_at at time zone s.zone as date)))"
          + " order by c.starts_at";

  private static final String PLACED =
      "select p.id, p.name, a.part, a.site.id, a.from, a.until from Affiliation a join a.person p"
          + " where a.site.id in (select m.id from Enrolment e join e.members m where e.study ="
          + " :study) order by a.ordinal";

  private static final String COACHED =
      "select p.id, p.name, c.enrolment_id, cast(cast(c.starts_at at time zone s.zone as date) as"
          + " text), c.duration_minutes, c.id from coaching_contact c"
          + " join coaching_contact_coach k on k.contact_id = c.id join person p on p.id ="
          + " k.person_id join enrolment e on e.id = c.enrolment_id join site s on s.id ="
          + " e.unit_site_id where c.study_id = :study and c.outcome = 'HELD'"
          + " and c.withdrawn_at is null order by c.starts_at";

  /**
   * A coach is a unit's from the day of the booking to the day that is booked: while that day lies
   * ahead, and for good once the contact was held. A booking that never became one delivered
   * nothing.
   */
  private static final String BOOKED =
      "select p.id, p.name, b.enrolment_id, cast(cast(b.booked_at at time zone s.zone as date) as"
          + " text), cast(cast(t.starts_at at time zone s.zone as date) as text), b.id"
          + " from coaching_booking b join coaching_slot t on t.id = b.slot_id"
          + " join person p on p.id = t.coach_id join enrolment e on e.id = b.enrolment_id"
          + " join site s on s.id = e.unit_site_id where t.study_id = :study"
          + " and b.cancelled_at is null and (cast(t.starts_at at time zone s.zone as date) >= cast(cast(:now as"
          + " timestamptz) at time zone s.zone as date)"
          + " or exists (select 1 from coaching_contact c where c.id = b.contact_id"
          + " and c.outcome = 'HELD' and c.withdrawn_at is null)) order by b.booked_at";

  @Inject EntityManager database;

  /**
   * Every stay at these units.
   *
   * @param now a booking whose contact was not logged counts to the end of its day at the unit
   */
  List<Stay> stays(
      Study study, Map<Long, Unit> units, Collection<Enrolment> enrolments, Instant now) {
    List<Stay> stays = new ArrayList<>();
    Map<Long, Unit> bySite = bySite(enrolments, unit -> Optional.ofNullable(units.get(unit.id)));
    if (bySite.isEmpty()) {
      return stays;
    }
    for (Tuple t :
        database.createQuery(PLACED, Tuple.class).setParameter("study", study).getResultList()) {
      Unit unit = bySite.get(number(t.get(3)));
      if (unit != null) {
        stays.add(
            new Stay(
                number(t.get(0)),
                (String) t.get(1),
                t.get(2).equals(Affiliation.COACH),
                unit,
                (LocalDate) t.get(4),
                (LocalDate) t.get(5),
                null,
                null));
      }
    }
    for (Tuple t : rows(COACHED, Map.of("study", study.id))) {
      unit(units, t.get(2))
          .ifPresent(
              unit ->
                  stays.add(
                      new Stay(
                          number(t.get(0)),
                          (String) t.get(1),
                          true,
                          unit,
                          day(t.get(3)),
                          day(t.get(3)),
                          ContactPosting.KIND + ":" + t.get(5),
                          ((Number) t.get(4)).intValue())));
    }
    for (Tuple t : rows(BOOKED, Map.of("study", study.id, "now", now))) {
      LocalDate booked = day(t.get(3));
      LocalDate held = day(t.get(4));
      unit(units, t.get(2))
          .ifPresent(
              unit ->
                  stays.add(
                      new Stay(
                          number(t.get(0)),
                          (String) t.get(1),
                          true,
                          unit,
                          booked,
                          held.isBefore(booked) ? booked : held,
                          "coaching_booking:" + t.get(5),
                          null)));
    }
    return stays;
  }

  /**
   * Whoever of these units' people took part in what is not meant for their unit.
   *
   * @param known a unit as contamination sees it; empty for those that neither invite nor send
   */
  List<Guest> guests(
      Study study,
      Levels levels,
      List<Enrolment> homes,
      Function<Enrolment, Optional<Unit>> known) {
    List<Tuple> rows = rows(ELSEWHERE, Map.of("study", study.id));
    List<Guest> guests = new ArrayList<>();
    if (rows.isEmpty() || homes.isEmpty()) {
      return guests;
    }
    Map<Long, Unit> bySite = bySite(homes, known);
    Map<Long, Unit> hosts = new HashMap<>();
    for (Enrolment host :
        Enrolment.listByIds(rows.stream().map(t -> number(t.get(1))).distinct().toList())) {
      known.apply(host).ifPresent(unit -> hosts.put(host.id, unit));
    }
    Map<Long, List<Affiliation>> places =
        Affiliation.<Affiliation>list(
                "from Affiliation a join fetch a.person join fetch a.site where a.person.id in ?1"
                    + " order by a.ordinal",
                rows.stream().map(t -> number(t.get(5))).collect(Collectors.toSet()))
            .stream()
            .collect(Collectors.groupingBy(a -> a.person.id));
    for (Tuple t : rows) {
      Optional<Unit> host = unit(hosts, t.get(1));
      Optional<Strategy> strategy = levels.file().findStrategy((String) t.get(2));
      if (host.isEmpty() || strategy.isEmpty()) {
        continue;
      }
      LocalDate day = day(t.get(3));
      long person = number(t.get(5));
      for (Affiliation stay : places.getOrDefault(person, List.of())) {
        Unit home = bySite.get(stay.site.id);
        if (home != null
            && !stay.part.equals(Affiliation.COACH)
            && stay.holdsOn(day)
            && home.id() != host.get().id()
            && levels.carries(strategy.get(), host.get(), home, day)) {
          guests.add(
              new Guest(
                  person,
                  (String) t.get(6),
                  (String) t.get(7),
                  ContactPosting.KIND + ":" + t.get(0),
                  strategy.get().key(),
                  day,
                  ((Number) t.get(4)).intValue(),
                  host.get(),
                  home));
        }
      }
    }
    return guests;
  }

  private static Map<Long, Unit> bySite(
      Collection<Enrolment> enrolments, Function<Enrolment, Optional<Unit>> known) {
    Map<Long, Unit> bySite = new HashMap<>();
    for (Enrolment enrolment : enrolments) {
      known
          .apply(enrolment)
          .ifPresent(unit -> enrolment.members.forEach(site -> bySite.put(site.id, unit)));
    }
    return bySite;
  }

  private List<Tuple> rows(String query, Map<String, Object> parameters) {
    Query asked = database.createNativeQuery(query, Tuple.class);
    parameters.forEach(asked::setParameter);
    List<Tuple> rows = new ArrayList<>();
    for (Object row : asked.getResultList()) {
      rows.add((Tuple) row);
    }
    return rows;
  }

  private static Optional<Unit> unit(Map<Long, Unit> units, Object key) {
    return Optional.ofNullable(units.get(number(key)));
  }

  private static long number(Object key) {
    return ((Number) key).longValue();
  }

  private static LocalDate day(Object text) {
    return LocalDate.parse((String) text);
  }
}
