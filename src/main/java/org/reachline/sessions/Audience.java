package org.reachline.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
  private record Units(List<Enrolment> enrolments, Cohorts cohorts) {
    static Units of(Study study) {
      return new Units(Enrolment.listForStudy(study), Cohorts.of(study));
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
    return expected(session, start, Units.of(session.program.study), new HashMap<>());
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
    Map<Long, Units> units = new HashMap<>();
    Map<Long, List<Affiliation>> affiliations = new HashMap<>();
    Map<Long, List<Expected>> expected = new HashMap<>();
    for (EchoSession session : sessions) {
      expected.put(
          session.id, expected(session, session.startsAt, units(session, units), affiliations));
    }
    return expected;
  }

  /** Keys of those sessions in which this person is expected. */
  public Set<Long> expecting(Person person, List<EchoSession> sessions) {
    return expectedIn(sessions).entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(e -> e.person().id.equals(person.id)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Sites that are offered the session, for many sessions at once, by key of the session. */
  public Map<Long, Set<Site>> offeredIn(List<EchoSession> sessions) {
    Map<Long, Units> units = new HashMap<>();
    Map<Long, Set<Site>> offered = new HashMap<>();
    for (EchoSession session : sessions) {
      offered.put(session.id, offered(session, session.startsAt, units(session, units)).keySet());
    }
    return offered;
  }

  private static Units units(EchoSession session, Map<Long, Units> byStudy) {
    return byStudy.computeIfAbsent(session.program.study.id, id -> Units.of(session.program.study));
  }

  private List<Expected> expected(
      EchoSession session, Instant start, Units units, Map<Long, List<Affiliation>> affiliations) {
    LocalDate day = start.atZone(session.program.zoneId()).toLocalDate();
    Map<Long, Expected> byPerson = new LinkedHashMap<>();
    Map<Site, Set<String>> offered = offered(session, start, units);
    List<Site> sites = new ArrayList<>(offered.keySet());
    sites.sort(Comparator.comparing(site -> site.code));
    for (Site site : sites) {
      for (Affiliation a :
          affiliations.computeIfAbsent(site.id, id -> Affiliation.listForSite(site))) {
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
          protocols
              .plannedDose(enrolment)
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
