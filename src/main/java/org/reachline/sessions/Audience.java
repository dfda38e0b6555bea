package org.reachline.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.dose.PlannedDose;
import org.reachline.studies.file.Strategy;

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

  /** The share of a session that makes somebody present. */
  public double presentAtLeast(EchoProgram program) {
    return strategy(program).fidelity().presentAtLeast();
  }

  /**
   * Sites that are offered this session: their unit is in the study, and the session's day lies in
   * one of the study months for which a session is prescribed.
   */
  public List<Site> offeredSites(EchoSession session) {
    return offered(session, Enrolment.listForStudy(session.program.study)).keySet().stream()
        .sorted(Comparator.comparing(site -> site.code))
        .toList();
  }

  /** People who are expected in this session, by site and name; each person once. */
  public List<Expected> expected(EchoSession session) {
    return expectedIn(List.of(session)).get(session.id);
  }

  Set<Long> offeredSiteIds(EchoSession session, List<Enrolment> enrolments) {
    return offered(session, enrolments).keySet().stream()
        .map(site -> site.id)
        .collect(Collectors.toSet());
  }

  /** People who are expected, for many sessions at once, by key of the session. */
  public Map<Long, List<Expected>> expectedIn(List<EchoSession> sessions) {
    Map<Long, List<Enrolment>> enrolments = new HashMap<>();
    Map<Long, List<Affiliation>> affiliations = new HashMap<>();
    Map<Long, List<Expected>> expected = new HashMap<>();
    for (EchoSession session : sessions) {
      expected.put(session.id, expected(session, enrolments(session, enrolments), affiliations));
    }
    return expected;
  }

  /** Sites that are offered the session, for many sessions at once, by key of the session. */
  public Map<Long, Set<Site>> offeredIn(List<EchoSession> sessions) {
    Map<Long, List<Enrolment>> enrolments = new HashMap<>();
    Map<Long, Set<Site>> offered = new HashMap<>();
    for (EchoSession session : sessions) {
      offered.put(session.id, offered(session, enrolments(session, enrolments)).keySet());
    }
    return offered;
  }

  private static List<Enrolment> enrolments(
      EchoSession session, Map<Long, List<Enrolment>> byStudy) {
    return byStudy.computeIfAbsent(
        session.program.study.id, id -> Enrolment.listForStudy(session.program.study));
  }

  private List<Expected> expected(
      EchoSession session, List<Enrolment> enrolments, Map<Long, List<Affiliation>> affiliations) {
    LocalDate day = session.startsAt.atZone(session.program.zoneId()).toLocalDate();
    Map<Long, Expected> byPerson = new LinkedHashMap<>();
    Map<Site, Set<String>> offered = offered(session, enrolments);
    List<Site> sites = new ArrayList<>(offered.keySet());
    sites.sort(Comparator.comparing(site -> site.code));
    for (Site site : sites) {
      for (Affiliation a :
          affiliations.computeIfAbsent(site.id, id -> Affiliation.listForSite(site))) {
        boolean stillHere = a.person.endedAt == null || a.person.endedAt.isAfter(session.startsAt);
        if (stillHere && a.holdsOn(day) && offered.get(site).contains(a.part)) {
          byPerson.putIfAbsent(a.person.id, new Expected(a.person, site, a.part));
        }
      }
    }
    return List.copyOf(byPerson.values());
  }

  private Map<Site, Set<String>> offered(EchoSession session, List<Enrolment> enrolments) {
    Map<Site, Set<String>> offered = new LinkedHashMap<>();
    for (Enrolment enrolment : enrolments) {
      LocalDate day = session.startsAt.atZone(enrolment.unit.zoneId()).toLocalDate();
      if (enrolment.withdrawnOn != null && day.isAfter(enrolment.withdrawnOn)) {
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
