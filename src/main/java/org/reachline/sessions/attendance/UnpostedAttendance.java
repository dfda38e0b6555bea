package org.reachline.sessions.attendance;

import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.dose.ObservedDeliveries;
import org.reachline.people.Affiliation;
import org.reachline.protocol.dose.Delivery;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Every session in which a unit's people were for at least a minute, closed or not; one that was
 * cancelled, also after it had been opened, gave nobody anything.
 */
@ApplicationScoped
class UnpostedAttendance implements ObservedDeliveries {
  @Override
  public Map<Long, List<Delivery>> seen(Study study, String strategy, Collection<Enrolment> units) {
    Enrolment.readMembers(units);
    Map<Long, Enrolment> unitOf = new HashMap<>();
    units.forEach(unit -> unit.members.forEach(site -> unitOf.put(site.id, unit)));
    if (unitOf.isEmpty()) {
      return Map.of();
    }
    List<Attendance> all =
        Attendance.list(
            "from Attendance a join fetch a.session s join fetch s.program p join fetch a.person"
                + " where p.study = ?1 and p.strategy = ?2 and a.minutes > 0 and a.site.id in ?3"
                + " and s.state <> ?4 order by s.startsAt, a.ordinal",
            study,
            strategy,
            unitOf.keySet(),
            SessionState.CANCELLED);
    Map<Enrolment, Map<EchoSession, List<Attendance>>> byUnit = new LinkedHashMap<>();
    Map<Long, List<Enrolment>> stays = null;
    for (Attendance a : all) {
      Enrolment stay = unitOf.get(a.site.id);
      LocalDate day = a.session.startsAt.atZone(a.site.zoneId()).toLocalDate();
      if (day.isBefore(stay.joinedOn(a.site))) {
        // It may be of an earlier stay, which is asked for all of them at once.
        stays = stays == null ? staysOf(study, unitOf.keySet()) : stays;
        if (Enrolment.findForSite(stays.get(a.site.id), a.site, day)
            .filter(stay::equals)
            .isEmpty()) {
          continue;
        }
      }
      byUnit
          .computeIfAbsent(stay, unit -> new LinkedHashMap<>())
          .computeIfAbsent(a.session, session -> new ArrayList<>())
          .add(a);
    }
    Map<Long, List<Affiliation>> places = placesOf(all);
    Map<Long, List<Delivery>> seen = new HashMap<>();
    byUnit.forEach(
        (unit, sessions) -> {
          List<Delivery> own = new ArrayList<>();
          sessions.forEach((session, people) -> own.add(delivery(session, unit, people, places)));
          seen.put(unit.id, own);
        });
    return seen;
  }

  /** All stays of these sites in a study, by key of the site. */
  private static Map<Long, List<Enrolment>> staysOf(Study study, Collection<Long> sites) {
    Map<Long, List<Enrolment>> stays = new HashMap<>();
    for (Enrolment stay : Enrolment.listForSites(sites)) {
      if (stay.study.id.equals(study.id)) {
        stay.members.forEach(
            site -> stays.computeIfAbsent(site.id, s -> new ArrayList<>()).add(stay));
      }
    }
    return stays;
  }

  /** The places of everybody at the sites for which somebody was there, by key of the site. */
  static Map<Long, List<Affiliation>> placesOf(Collection<Attendance> people) {
    return Affiliation.listForSites(people.stream().map(a -> a.site.id).collect(toSet()));
  }

  /**
   * What a session was for a unit: the longest stay, and everybody's minutes together.
   *
   * @param places everybody's places at the sites of these people
   */
  static Delivery delivery(
      EchoSession session,
      Enrolment unit,
      List<Attendance> people,
      Map<Long, List<Affiliation>> places) {
    LocalDate day = session.startsAt.atZone(unit.unit.zoneId()).toLocalDate();
    Map<String, Integer> parts = new HashMap<>();
    for (Attendance a : people) {
      String part =
          places.getOrDefault(a.site.id, List.of()).stream()
              .filter(f -> f.person.id.equals(a.person.id) && f.holdsOn(day))
              .filter(f -> !f.part.equals(Affiliation.COACH))
              .map(f -> f.part)
              .sorted()
              .findFirst()
              .orElse("");
      parts.merge(part, 1, Integer::sum);
    }
    return new Delivery(
        SessionPosting.KIND + ":" + session.id,
        session.program.strategy,
        Optional.empty(),
        day,
        people.stream().mapToInt(a -> a.minutes).max().orElse(0),
        parts,
        people.stream().mapToInt(a -> a.minutes).sum());
  }
}
