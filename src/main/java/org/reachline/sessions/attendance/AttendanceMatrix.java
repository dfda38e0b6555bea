package org.reachline.sessions.attendance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.reachline.base.Words;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/**
 * Attendance of a whole study at a glance: people by sessions, and what each site was offered and
 * took. Cancelled sessions offer nothing; sessions that have not ended yet are left out unless
 * somebody is in them.
 */
@ApplicationScoped
public class AttendanceMatrix {
  @Inject Audience audience;
  @Inject Clock clock;

  /**
   * Everything on the page.
   *
   * @param sessions columns, by start
   * @param people one row per person and site
   * @param sites one row per site that was offered a session or took part in one
   */
  public record Grid(List<EchoSession> sessions, List<PersonRow> people, List<SiteRow> sites) {
    /** Whether the columns are of more than one programme. */
    public boolean isSeveral() {
      return sessions.stream().map(s -> s.program.id).distinct().count() > 1;
    }
  }

  /**
   * One person in one session.
   *
   * @param expected whether the protocol expected the person
   * @param minutes minutes that count, or null where nothing is known
   * @param present whether they reach the study file's threshold
   */
  public record Cell(boolean expected, Integer minutes, boolean present) {}

  /**
   * One person.
   *
   * @param person who
   * @param site for which site, or null
   * @param cells one per session
   */
  public record PersonRow(Person person, Site site, List<Cell> cells) {
    /** In how many sessions the person was present. */
    public long present() {
      return cells.stream().filter(Cell::present).count();
    }

    /** In how many sessions the person was expected. */
    public long expected() {
      return cells.stream().filter(Cell::expected).count();
    }

    /** Minutes in all sessions. */
    public int minutes() {
      return cells.stream().mapToInt(c -> c.minutes() == null ? 0 : c.minutes()).sum();
    }
  }

  /**
   * What a site was offered and took.
   *
   * @param site which
   * @param offered sessions that the protocol offered it
   * @param attended sessions in which at least one of its people was present
   * @param minutes minutes of all its people together (person-minutes)
   * @param minutesByPart the same by the people's parts at the site, in words
   * @param beyond sessions in which its people were although it was not offered them
   */
  public record SiteRow(
      Site site,
      int offered,
      int attended,
      int minutes,
      Map<String, Integer> minutesByPart,
      int beyond) {}

  /** The grid, of the sessions that {@code shows} and the sites that {@code sees} let through. */
  public Grid of(Study study, Predicate<EchoSession> shows, Predicate<Site> sees) {
    Instant now = clock.instant();
    List<EchoSession> shown = EchoSession.listForStudy(study).stream().filter(shows).toList();
    Set<Long> visible = shown.stream().map(s -> s.id).collect(Collectors.toSet());
    List<Attendance> all =
        Attendance.listForStudy(study).stream()
            .filter(a -> sees.test(a.site) && visible.contains(a.session.id))
            .toList();
    Set<Long> withPeople = new HashSet<>();
    all.forEach(a -> withPeople.add(a.session.id));
    List<EchoSession> sessions =
        shown.stream()
            .filter(s -> s.state() != SessionState.CANCELLED)
            .filter(s -> !s.endsAt().isAfter(now) || withPeople.contains(s.id))
            .toList();
    Map<Long, List<Audience.Expected>> expected = audience.expectedIn(sessions);
    Map<Long, Set<Site>> offered = audience.offeredIn(sessions);
    return new Grid(
        sessions, people(sessions, all, expected, sees), sites(sessions, all, offered, sees));
  }

  private List<PersonRow> people(
      List<EchoSession> sessions,
      List<Attendance> all,
      Map<Long, List<Audience.Expected>> expected,
      Predicate<Site> sees) {
    Map<String, PersonRow> rows = new LinkedHashMap<>();
    for (int column = 0; column < sessions.size(); column++) {
      EchoSession session = sessions.get(column);
      for (Audience.Expected e : expected.get(session.id)) {
        if (sees.test(e.site())) {
          row(rows, e.person(), e.site(), sessions.size())
              .cells()
              .set(column, new Cell(true, null, false));
        }
      }
    }
    for (Attendance a : all) {
      int column = sessions.indexOf(a.session);
      if (column < 0) {
        continue;
      }
      double share = audience.presentAtLeast(a.session.program);
      PersonRow row = row(rows, a.person, a.site, sessions.size());
      boolean wasExpected = row.cells().get(column).expected();
      row.cells().set(column, new Cell(wasExpected, a.minutes, a.isPresent(share)));
    }
    return rows.values().stream()
        .sorted(
            Comparator.comparing((PersonRow r) -> r.site() == null ? "" : r.site().code)
                .thenComparing(r -> r.person().name))
        .toList();
  }

  private static PersonRow row(Map<String, PersonRow> rows, Person person, Site site, int columns) {
    return rows.computeIfAbsent(
        person.id + "@" + (site == null ? "" : site.id),
        key -> {
          List<Cell> cells = new ArrayList<>();
          for (int i = 0; i < columns; i++) {
            cells.add(new Cell(false, null, false));
          }
          return new PersonRow(person, site, cells);
        });
  }

  private List<SiteRow> sites(
      List<EchoSession> sessions,
      List<Attendance> all,
      Map<Long, Set<Site>> offered,
      Predicate<Site> sees) {
    Map<Long, Site> sites = new HashMap<>();
    offered.values().forEach(set -> set.forEach(site -> sites.put(site.id, site)));
    all.stream().filter(a -> a.site != null).forEach(a -> sites.put(a.site.id, a.site));
    List<SiteRow> rows = new ArrayList<>();
    for (Site site : sites.values()) {
      if (!sees.test(site)) {
        continue;
      }
      Set<Long> offeredSessions = new HashSet<>();
      offered.forEach(
          (session, set) -> {
            if (set.stream().anyMatch(s -> s.id.equals(site.id))) {
              offeredSessions.add(session);
            }
          });
      rows.add(row(site, offeredSessions, all));
    }
    rows.sort(Comparator.comparing(row -> row.site().code));
    return rows;
  }

  private SiteRow row(Site site, Set<Long> offered, List<Attendance> all) {
    Set<Long> attended = new HashSet<>();
    Set<Long> beyond = new HashSet<>();
    Map<String, Integer> byPart = new TreeMap<>();
    int minutes = 0;
    List<Affiliation> affiliations = Affiliation.listForSite(site);
    for (Attendance a : all) {
      if (a.site == null || !a.site.id.equals(site.id) || a.minutes == 0) {
        continue;
      }
      minutes += a.minutes;
      byPart.merge(part(affiliations, a), a.minutes, Integer::sum);
      if (a.isPresent(audience.presentAtLeast(a.session.program))) {
        attended.add(a.session.id);
      }
      if (!offered.contains(a.session.id)) {
        beyond.add(a.session.id);
      }
    }
    return new SiteRow(site, offered.size(), attended.size(), minutes, byPart, beyond.size());
  }

  private String part(List<Affiliation> affiliations, Attendance a) {
    Set<String> meant = audience.parts(a.session.program);
    return affiliations.stream()
        .filter(f -> f.person.id.equals(a.person.id))
        .filter(f -> f.holdsOn(a.session.startsAt.atZone(a.session.program.zoneId()).toLocalDate()))
        .min(
            Comparator.comparing((Affiliation f) -> !meant.contains(f.part))
                .thenComparing(f -> f.part))
        .map(f -> Words.fromKey(f.part))
        .orElse("No part");
  }
}
