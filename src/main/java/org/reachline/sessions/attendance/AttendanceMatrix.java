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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
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

  /**
   * What the grid is made of; its rows are made for some of its sites at a time.
   *
   * @param visible every session that the reader may see
   * @param sessions those of them that are columns, by start
   * @param sites every site that was offered a session or took part in one, by code
   * @param guests whether those who came for no site are the reader's to see
   */
  public record Outline(
      List<EchoSession> visible, List<EchoSession> sessions, List<Site> sites, boolean guests) {}

  /** Of the sessions that {@code shows} and the sites that {@code sees} let through. */
  public Outline outline(
      Study study, UnaryOperator<List<EchoSession>> shows, Predicate<Site> sees) {
    Instant now = clock.instant();
    boolean guests = sees.test(null);
    List<EchoSession> visible = shows.apply(EchoSession.listForStudy(study));
    Map<Long, Site> sites = new HashMap<>();
    Attendance.listSites(visible).stream().filter(sees).forEach(site -> sites.put(site.id, site));
    Set<Long> withPeople = Attendance.sessionIds(visible, sites.keySet(), guests);
    List<EchoSession> sessions =
        visible.stream()
            .filter(s -> s.state() != SessionState.CANCELLED)
            .filter(s -> !s.endsAt().isAfter(now) || withPeople.contains(s.id))
            .toList();
    audience.offeredAny(study, sessions).stream()
        .filter(sees)
        .forEach(site -> sites.put(site.id, site));
    return new Outline(
        visible,
        sessions,
        sites.values().stream().sorted(Comparator.comparing(site -> site.code)).toList(),
        guests);
  }

  /**
   * The rows of these sites.
   *
   * @param guests whether those who came for no site get rows as well
   */
  public Grid of(Outline outline, List<Site> shown, boolean guests) {
    Set<Long> ids = shown.stream().map(site -> site.id).collect(Collectors.toSet());
    List<EchoSession> sessions = outline.sessions();
    List<Attendance> all =
        Attendance.listForSites(outline.visible(), ids, guests && outline.guests());
    Audience.Offered offered = audience.offersTo(shown, sessions);
    return new Grid(
        sessions, people(sessions, all, offered.people()), sites(shown, all, offered.sites()));
  }

  private List<PersonRow> people(
      List<EchoSession> sessions,
      List<Attendance> all,
      Map<Long, List<Audience.Expected>> expected) {
    Map<String, PersonRow> rows = new LinkedHashMap<>();
    Map<Long, Integer> columns = new HashMap<>();
    for (int column = 0; column < sessions.size(); column++) {
      EchoSession session = sessions.get(column);
      columns.put(session.id, column);
      for (Audience.Expected e : expected.get(session.id)) {
        row(rows, e.person(), e.site(), sessions.size())
            .cells()
            .set(column, new Cell(true, null, false));
      }
    }
    for (Attendance a : all) {
      Integer column = columns.get(a.session.id);
      if (column == null) {
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
      List<Site> shown, List<Attendance> all, Map<Long, Set<Long>> offered) {
    List<SiteRow> rows = new ArrayList<>();
    Map<Long, List<Affiliation>> affiliations =
        Affiliation.listForSites(shown.stream().map(site -> site.id).toList());
    Map<Long, List<Attendance>> bySite =
        all.stream().filter(a -> a.site != null).collect(Collectors.groupingBy(a -> a.site.id));
    for (Site site : shown) {
      Set<Long> offeredSessions = new HashSet<>();
      offered.forEach(
          (session, set) -> {
            if (set.contains(site.id)) {
              offeredSessions.add(session);
            }
          });
      rows.add(
          row(
              site,
              offeredSessions,
              bySite.getOrDefault(site.id, List.of()),
              affiliations.getOrDefault(site.id, List.of())));
    }
    return rows;
  }

  private SiteRow row(
      Site site, Set<Long> offered, List<Attendance> all, List<Affiliation> affiliations) {
    Set<Long> attended = new HashSet<>();
    Set<Long> beyond = new HashSet<>();
    Map<String, Integer> byPart = new TreeMap<>();
    int minutes = 0;
    for (Attendance a : all) {
      if (a.minutes == 0) {
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
        .map(f -> Formats.fromKey(f.part))
        .orElse("No part");
  }
}
