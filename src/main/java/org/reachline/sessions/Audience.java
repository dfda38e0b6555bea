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
    static Units of(Collection<Long> sites) {
      List<Enrolment> units = Enrolment.listForSites(sites);
      return new Units(units, Cohorts.ofUnits(units));
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
    Map<Long, Units> byStudy = new HashMap<>();
    Map<Long, Map<Site, Set<String>>> offered = new HashMap<>();
    for (EchoSession session : sessions) {
      Study study = session.program.study;
      Units units = byStudy.computeIfAbsent(study.id, id -> Units.of(study));
      offered.put(session.id, offered(session, session.startsAt, units));
    }
    return expectedIn(sessions, offered);
  }

  private Map<Long, List<Expected>> expectedIn(
      List<EchoSession> sessions, Map<Long, Map<Site, Set<String>>> offered) {
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

  /**
   * What some sites are offered of many sessions of one study.
   *
   * @param sites keys of the sites that are offered each session, by its key
   * @param people who is expected for them, by key of the session
   */
  public record Offered(Map<Long, Set<Long>> sites, Map<Long, List<Expected>> people) {}

  /**
   * What these sites are offered, however large the study is. Somebody with places at several sites
   * is expected for the first of them alone, so the other sites of these people are asked for, too.
   */
  public Offered offersTo(List<Site> sites, List<EchoSession> sessions) {
    Set<Long> wanted = ids(sites);
    Units units = Units.of(Affiliation.sitesOfPeopleAt(wanted));
    Map<Long, Map<Site, Set<String>>> offered = new HashMap<>();
    Map<Long, Set<Long>> own = new HashMap<>();
    for (EchoSession session : sessions) {
      Map<Site, Set<String>> parts =
          offered(session, session.startsAt, units.within(session.program.study));
      offered.put(session.id, parts);
      own.put(session.id, ids(parts.keySet()));
      own.get(session.id).retainAll(wanted);
    }
    Map<Long, List<Expected>> people = expectedIn(sessions, offered);
    people.replaceAll(
        (session, all) -> all.stream().filter(e -> wanted.contains(e.site().id)).toList());
    return new Offered(own, people);
  }

  /** Sites of a study that are offered one of these sessions of it at least. */
  public Set<Site> offeredAny(Study study, List<EchoSession> sessions) {
    Units units = Units.of(study);
    Set<Site> offered = new HashSet<>();
    for (Enrolment unit : units.enrolments()) {
      if (sessions.stream().anyMatch(s -> !parts(s, s.startsAt, unit, units).isEmpty())) {
        offered.addAll(unit.members);
      }
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
    Units units = Units.of(sites);
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
    Units units = Units.of(bySite.keySet());
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
      Set<String> parts = parts(session, start, enrolment, units);
      if (!parts.isEmpty()) {
        enrolment.members.forEach(site -> offered.put(site, parts));
      }
    }
    return offered;
  }

  /** The parts of a unit for which a session is meant; none if it is not offered. */
  private Set<String> parts(EchoSession session, Instant start, Enrolment unit, Units units) {
    Optional<PlannedDose> dose = units.dose(unit, protocols);
    if (dose.isEmpty() || !dose.get().prescribes(session.program.strategy)) {
      return Set.of();
    }
    LocalDate day = start.atZone(unit.unit.zoneId()).toLocalDate();
    boolean left = unit.withdrawnOn != null && day.isAfter(unit.withdrawnOn);
    return left || !units.cohorts().isIn(unit, session.program, day)
        ? Set.of()
        : partsOn(dose.get(), session.program.strategy, day);
  }

  private static Set<String> partsOn(PlannedDose dose, String strategy, LocalDate day) {
    return dose.listContacts(strategy).stream()
        .filter(contact -> contact.month().contains(day))
        .flatMap(contact -> contact.audience().stream())
        .collect(Collectors.toSet());
  }
}
