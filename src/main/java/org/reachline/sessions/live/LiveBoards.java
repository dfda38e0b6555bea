package org.reachline.sessions.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.sessions.AgendaItem;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/**
 * Puts the board together for one viewer. Hosts see everybody; participants know by name the people
 * of their own site and the hub's team, and of the others only how many there are.
 */
@ApplicationScoped
class LiveBoards {
  @Inject Beats beats;
  @Inject LiveState state;
  @Inject LiveAccess access;
  @Inject EntityManager database;
  @Inject Clock clock;

  private record Listed(
      long person,
      String name,
      String credential,
      Long siteId,
      String site,
      Instant joinedAt,
      Instant leftAt) {
    String shown() {
      return credential == null ? name : name + ", " + credential;
    }

    /** Whether the person said that they left, and has neither come back nor been heard since. */
    boolean hasLeft(Instant heardAt) {
      return leftAt != null
          && (joinedAt == null || joinedAt.isBefore(leftAt))
          && (heardAt == null || !heardAt.isAfter(leftAt));
    }
  }

  /** What names the board as it is now, without putting it together. */
  public String tag(EchoSession session, Viewer viewer) {
    return tag(session, viewer, state.version(session.id), beats.heardLately(session.id).keySet());
  }

  /** The board as it is now. */
  public LiveBoard of(EchoSession session, Viewer viewer) {
    Instant now = clock.instant();
    long version = state.version(session.id);
    Map<Long, Instant> heardAt = beats.heardLately(session.id);
    Set<Long> heard = heardAt.keySet();
    Map<Long, Listed> listed = new HashMap<>();
    listed(session).forEach(l -> listed.put(l.person(), l));
    Listed own = listed.get(viewer.person().id);
    Long ownSite = own == null ? null : own.siteId();

    List<LiveBoard.Here> here = new ArrayList<>();
    List<LiveBoard.Here> gone = new ArrayList<>();
    List<LiveBoard.Here> left = new ArrayList<>();
    int others = 0;
    for (Listed l : listed.values()) {
      boolean hasLeft = l.hasLeft(heardAt.get(l.person()));
      boolean isHeard = heard.contains(l.person()) && !hasLeft;
      if (isKnown(viewer, ownSite, l)) {
        (hasLeft ? left : isHeard ? here : gone).add(new LiveBoard.Here(l.shown(), l.site()));
      } else if (isHeard) {
        others++;
      }
    }
    hosts(heard, listed).forEach(p -> here.add(new LiveBoard.Here(p.name, null)));
    Comparator<LiveBoard.Here> bySite =
        Comparator.comparing((LiveBoard.Here h) -> h.site() == null ? "" : h.site())
            .thenComparing(LiveBoard.Here::name);
    here.sort(bySite);
    gone.sort(bySite);
    left.sort(bySite);

    List<LiveBoard.Asked> all =
        LiveQuestion.listOpen(session).stream()
            .map(q -> asked(q, viewer, ownSite, listed.get(q.person.id)))
            .toList();
    Integer onScreen = state.caseOnScreen(session.id).orElse(null);
    return new LiveBoard(
        tag(session, viewer, version, heard),
        version,
        session,
        viewer,
        now,
        access.takesPart(session),
        agenda(session, now),
        here,
        others,
        gone,
        left,
        listed.size(),
        all.stream().filter(a -> viewer.host() || a.mine()).toList(),
        all.stream().filter(a -> a.state() == QuestionState.TAKEN).toList(),
        screen(session, onScreen),
        viewer.host() ? cases(session, onScreen) : List.of(),
        viewer.host() ? versionOf(session, LiveText.Kind.NOTES, 0) : 0);
  }

  private String tag(EchoSession session, Viewer viewer, long version, Set<Long> heard) {
    Instant now = clock.instant();
    int line = -1;
    for (LiveBoard.Line l : agenda(session, now)) {
      line = l.current() ? Math.toIntExact(l.at().getEpochSecond() % 100_000) : line;
    }
    int state =
        Objects.hash(
            viewer.person().id,
            viewer.host(),
            session.state(),
            access.takesPart(session),
            now.isBefore(session.startsAt),
            line);
    // Sets add their elements' hashes up, so the order in which people were heard does not matter.
    return version + "-" + Integer.toHexString(31 * state + heard.hashCode());
  }

  private static boolean isKnown(Viewer viewer, Long ownSite, Listed l) {
    return viewer.host()
        || l.person() == viewer.person().id
        || (ownSite != null && ownSite.equals(l.siteId()));
  }

  private List<Listed> listed(EchoSession session) {
    return database
        .createQuery(
            "select p.id, p.name, p.credential, s.id, s.code, (select max(i.from) from"
                + " AttendanceInterval i where i.attendance = a and i.evidence = 'JOINED'), (select"
                + " max(i.from) from AttendanceInterval i where i.attendance = a and i.evidence ="
                + " 'LEFT') from Attendance a join a.person p left join a.site s where a.session ="
                + " ?1",
            Listed.class)
        .setParameter(1, session)
        .getResultList();
  }

  private static List<Person> hosts(Set<Long> heard, Map<Long, Listed> listed) {
    Set<Long> hosts = new HashSet<>(heard);
    hosts.removeAll(listed.keySet());
    return hosts.isEmpty() ? List.of() : Person.list("id in ?1 order by name", hosts);
  }

  private static LiveBoard.Asked asked(LiveQuestion q, Viewer viewer, Long ownSite, Listed asker) {
    boolean mine = q.person.id.equals(viewer.person().id);
    boolean known = mine || viewer.host() || asker == null || isKnown(viewer, ownSite, asker);
    return new LiveBoard.Asked(
        q.id,
        q.isHand(),
        q.wording,
        known ? q.person.name : null,
        known && asker != null ? asker.site() : null,
        q.state(),
        q.askedAt,
        mine);
  }

  private static List<LiveBoard.Line> agenda(EchoSession session, Instant now) {
    List<LiveBoard.Line> lines = new ArrayList<>();
    Instant at = session.startsAt;
    boolean running = session.state() != SessionState.CANCELLED;
    for (AgendaItem item : session.agenda) {
      Instant until = at.plus(Duration.ofMinutes(item.minutes));
      boolean current = running && !now.isBefore(at) && now.isBefore(until);
      lines.add(new LiveBoard.Line(at, until, item.kind, item.label, item.minutes, current));
      at = until;
    }
    return lines;
  }

  private static LiveBoard.Screen screen(EchoSession session, Integer number) {
    if (number == null) {
      return null;
    }
    String wording =
        LiveText.newest(session, LiveText.Kind.CASE, number).map(t -> t.wording).orElse("");
    return new LiveBoard.Screen(number, caseLabel(session, number), wording);
  }

  private static List<LiveBoard.CaseSlot> cases(EchoSession session, Integer onScreen) {
    List<LiveBoard.CaseSlot> cases = new ArrayList<>();
    for (int number = 1; number <= session.caseSlots(); number++) {
      cases.add(
          new LiveBoard.CaseSlot(
              number,
              caseLabel(session, number),
              LiveText.newest(session, LiveText.Kind.CASE, number)
                  .filter(t -> !t.wording.isBlank())
                  .isPresent(),
              Integer.valueOf(number).equals(onScreen)));
    }
    return cases;
  }

  /** What the agenda calls its n-th case; plain words if it has fewer meanwhile. */
  static String caseLabel(EchoSession session, int number) {
    return session.agenda.stream()
        .filter(item -> item.kind == AgendaKind.CASE)
        .skip(number - 1L)
        .map(item -> item.label)
        .findFirst()
        .orElse("Case " + number);
  }

  private static int versionOf(EchoSession session, LiveText.Kind kind, int number) {
    return LiveText.newest(session, kind, number).map(t -> t.key.version()).orElse(0);
  }
}
