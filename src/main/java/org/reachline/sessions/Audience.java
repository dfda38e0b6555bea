package org.reachline.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.calendar.Rule;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * For whom a session is meant. The study file and the allocation decide; whoever asks learns people
 * and sites, never arms.
 */
@ApplicationScoped
public class Audience {
  @Inject Protocols protocols;

  /**
   * Somebody who is expected.
   *
   * @param person who
   * @param site for which site
   * @param part as what, a key of the study file's parts
   */
  public record Expected(Person person, Site site, String part) {}

  /** The units of a study and the programmes that they are in. */
  private record Units(
      List<Enrolment> enrolments, Cohorts cohorts, Map<Long, Optional<PlannedDose>> doses) {
    Units(List<Enrolment> enrolments, Cohorts cohorts) {
      this(enrolments, cohorts, new HashMap<>());
    }

    /** What a unit is meant to get; asked for each session, worked out once. */
    Optional<PlannedDose> dose(Enrolment unit, Protocols protocols) {
      return doses.computeIfAbsent(unit.id, id -> protocols.plannedDose(unit));
    }

    static Units of(Study study) {
      return new Units(Enrolment.listForStudy(study), Cohorts.of(study));
    }

    /** Of the units that these sites belong to, in whatever study. */
    static Units of(Collection<Long> sites, Collection<EchoSession> sessions) {
      return new Units(
          Enrolment.listForSites(sites),
          Cohorts.of(sessions.stream().map(s -> s.program.study.id).collect(Collectors.toSet())));
    }

    Units within(Study study) {
      return new Units(
          enrolments.stream().filter(e -> e.study.id.equals(study.id)).toList(), cohorts, doses);
    }
  }

  /** Parts of people for whom the programme is meant. */
  public Set<String> parts(EchoProgram program) {
    return strategy(program).plans().stream()
        .flatMap(plan -> plan.contacts().stream())
        .flatMap(contact -> contact.audience().stream())
        .collect(Collectors.toSet());
  }

  /** The strategy that the programme delivers. */
  public Strategy strategy(EchoProgram program) {
    return protocols.fileOf(program.study).findStrategy(program.strategy).orElseThrow();
  }

  /** The rule of a programme's dates; empty if neither it nor the file has one. */
  public Optional<Rule> rule(EchoProgram program) {
    return program.isOfProtocol()
        ? strategy(program).programme().map(programme -> programme.rule().rule())
        : Optional.of(Rule.of(program.rule));
  }

  /** The share of a session that makes somebody present. */
  public double presentAtLeast(EchoProgram program) {
    return strategy(program).fidelity().presentAtLeast();
  }

  /**
   * Sites that are offered this session: their unit is in the study and on that day in the
   * session's programme, and the day lies in one of the study months for which a session is
   * prescribed.
   */
  public List<Site> offeredSites(EchoSession session) {
    return offered(session, session.startsAt, Units.of(session.program.study)).keySet().stream()
        .sorted(Comparator.comparing(site -> site.code))
        .toList();
  }

  /** People who are expected in this session, by site and name; each person once. */
  public List<Expected> expected(EchoSession session) {
    return expectedIn(List.of(session)).get(session.id);
  }

  /** People who would be expected in this session if it began at another time. */
  public List<Expected> expectedAt(EchoSession session, Instant start) {
    Map<Site, Set<String>> offered = offered(session, start, Units.of(session.program.study));
    return expected(session, start, offered, Affiliation.listForSites(ids(offered.keySet())));
  }

  /** Whether any site would be offered this session if it began at another time. */
  public boolean isOfferedAt(EchoSession session, Instant start) {
    return !offered(session, start, Units.of(session.program.study)).isEmpty();
  }

  public Set<Long> offeredSiteIds(EchoSession session, List<Enrolment> enrolments) {
    Units units = new Units(enrolments, Cohorts.of(session.program.study));
    return offered(session, session.startsAt, units).keySet().stream()
        .map(site -> site.id)
        .collect(Collectors.toSet());
  }

  /** People who are expected, for many sessions at once, by key of the session. */
  public Map<Long, List<Expected>> expectedIn(List<EchoSession> sessions) {
    Map<Long, Map<Site, Set<String>>> offered = partsIn(sessions);
    Set<Long> sites = new HashSet<>();
    offered.values().forEach(parts -> sites.addAll(ids(parts.keySet())));
    Map<Long, List<Affiliation>> affiliations = Affiliation.listForSites(sites);
    Map<Long, List<Expected>> expected = new HashMap<>();
    for (EchoSession session : sessions) {
      expected.put(
          session.id, expected(session, session.startsAt, offered.get(session.id), affiliations));
    }
    return expected;
  }

  /** Sites that are offered the session, for many sessions at once, by key of the session. */
  public Map<Long, Set<Site>> offeredIn(List<EchoSession> sessions) {
    Map<Long, Set<Site>> offered = new HashMap<>();
    partsIn(sessions).forEach((session, parts) -> offered.put(session, parts.keySet()));
    return offered;
  }

  private Map<Long, Map<Site, Set<String>>> partsIn(List<EchoSession> sessions) {
    Map<Long, Units> byStudy = new HashMap<>();
    Map<Long, Map<Site, Set<String>>> offered = new HashMap<>();
    for (EchoSession session : sessions) {
      Study study = session.program.study;
      Units units = byStudy.computeIfAbsent(study.id, id -> Units.of(study));
      offered.put(session.id, offered(session, session.startsAt, units));
    }
    return offered;
  }

  /**
   * Keys of those of many sessions that are offered to one of these sites. It asks for these sites'
   * own units alone, however large the study is.
   */
  public Set<Long> offeredTo(Collection<Long> sites, Collection<EchoSession> sessions) {
    if (sites.isEmpty() || sessions.isEmpty()) {
      return Set.of();
    }
    Units units = Units.of(sites, sessions);
    return sessions.stream()
        .filter(
            session ->
                offered(session, session.startsAt, units.within(session.program.study))
                    .keySet()
                    .stream()
                    .anyMatch(site -> sites.contains(site.id)))
        .map(session -> session.id)
        .collect(Collectors.toSet());
  }

  /**
   * Keys of those of many sessions in which this person is expected; asks as {@link #offeredTo}.
   */
  public Set<Long> expecting(long personId, Collection<EchoSession> sessions) {
    List<Affiliation> stays =
        Affiliation.list("from Affiliation a join fetch a.person where a.person.id = ?1", personId);
    if (stays.isEmpty() || sessions.isEmpty()) {
      return Set.of();
    }
    Map<Long, List<Affiliation>> bySite =
        stays.stream().collect(Collectors.groupingBy(a -> a.site.id));
    Units units = Units.of(bySite.keySet(), sessions);
    return sessions.stream()
        .filter(
            session ->
                !expected(
                        session,
                        session.startsAt,
                        offered(session, session.startsAt, units.within(session.program.study)),
                        bySite)
                    .isEmpty())
        .map(session -> session.id)
        .collect(Collectors.toSet());
  }

  private static Set<Long> ids(Collection<Site> sites) {
    return sites.stream().map(site -> site.id).collect(Collectors.toSet());
  }

  private static List<Expected> expected(
      EchoSession session,
      Instant start,
      Map<Site, Set<String>> offered,
      Map<Long, List<Affiliation>> affiliations) {
    LocalDate day = start.atZone(session.program.zoneId()).toLocalDate();
    Map<Long, Expected> byPerson = new LinkedHashMap<>();
    List<Site> sites = new ArrayList<>(offered.keySet());
    sites.sort(Comparator.comparing(site -> site.code));
    for (Site site : sites) {
      for (Affiliation a : affiliations.getOrDefault(site.id, List.of())) {
        boolean stillHere = a.person.endedAt == null || a.person.endedAt.isAfter(start);
        if (stillHere && a.holdsOn(day) && offered.get(site).contains(a.part)) {
          byPerson.putIfAbsent(a.person.id, new Expected(a.person, site, a.part));
        }
      }
    }
    return List.copyOf(byPerson.values());
  }

  private Map<Site, Set<String>> offered(EchoSession session, Instant start, Units units) {
    Map<Site, Set<String>> offered = new LinkedHashMap<>();
    for (Enrolment enrolment : units.enrolments()) {
      LocalDate day = start.atZone(enrolment.unit.zoneId()).toLocalDate();
      if (enrolment.withdrawnOn != null && day.isAfter(enrolment.withdrawnOn)) {
        continue;
      }
      if (!units.cohorts().isIn(enrolment, session.program, day)) {
        continue;
      }
      Set<String> parts =
          units
              .dose(enrolment, protocols)
              .map(dose -> partsOn(dose, session.program.strategy, day))
              .orElse(Set.of());
      if (!parts.isEmpty()) {
        enrolment.members.forEach(site -> offered.put(site, parts));
      }
    }
    return offered;
  }

  private static Set<String> partsOn(PlannedDose dose, String strategy, LocalDate day) {
    return dose.listContacts(strategy).stream()
        .filter(contact -> contact.month().contains(day))
        .flatMap(contact -> contact.audience().stream())
        .collect(Collectors.toSet());
  }
}
