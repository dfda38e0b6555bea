package org.reachline.sessions;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.people.Person;
import org.reachline.sites.Site;

/**
 * What the current person may see and do with sessions. Who is expected, or speaks, tells which
 * sites are offered ECHO: so blinded researchers see the calendar without people, coaches only what
 * they are asked to themselves, and everybody else the people of the sites that are theirs to see.
 */
@RequestScoped
public class SessionAccess {
  @Inject CurrentPerson me;
  @Inject SiteAccess sites;
  @Inject Audience audience;

  /** Asked once per request: a calendar asks of many sessions, and twice of each. */
  private final Map<Long, Boolean> own = new HashMap<>();

  /**
   * A person on the list of a session.
   *
   * @param person who
   * @param site for which site, or null
   * @param part as what, a key of the study file's parts, or null for somebody unexpected
   * @param attendance what is known of the attendance, or null
   */
  public record Line(Person person, Site site, String part, Attendance attendance) {
    /** Whether the protocol expects the person. */
    public boolean isExpected() {
      return part != null;
    }

    /** The part in words. */
    public String partLabel() {
      return part == null ? "" : Formats.fromKey(part);
    }

    /** Whether anything is known of the attendance. */
    public boolean isRecorded() {
      return attendance != null;
    }

    /** Whether the kinds of evidence are more than ten minutes apart and no host has decided. */
    public boolean isDisagrees() {
      return attendance != null
          && !attendance.presence().isSettled()
          && attendance.presence().disagreesByMoreThan(10);
    }

    /** Minutes that count; 0 where nothing is known. */
    public int minutes() {
      return attendance == null ? 0 : attendance.minutes;
    }
  }

  /** Whether the person runs sessions: the hub's team and coordinators. */
  public boolean mayHost() {
    return me.is(Role.HUB) || me.is(Role.COORDINATOR);
  }

  /** Whether the person runs this programme: coordinators, and the team of its hub. */
  public boolean mayHost(EchoProgram program) {
    return me.is(Role.COORDINATOR) || (me.is(Role.HUB) && program.isRunBy(me.id()));
  }

  /**
   * Passes only those who run the session's programme.
   *
   * @throws Refusal.NotFound for another hub's staff: what one may not see does not exist
   */
  public void requireHost(EchoSession session) {
    requireHost();
    if (!mayHost(session.program)) {
      throw new Refusal.NotFound();
    }
  }

  /** Passes only those who run sessions. @throws Refusal.NotAllowed otherwise */
  public void requireHost() {
    if (!mayHost()) {
      throw new Refusal.NotAllowed("Sessions are run by the hub team and the coordinator.");
    }
  }

  /** Whether the people of this site in sessions are the person's to see. */
  public boolean maySeePeopleOf(Site site) {
    if (mayHost() || me.maySeeArms()) {
      return true;
    }
    return isMine(site);
  }

  private boolean isMine(Site site) {
    return site != null && sites.mayReport(site.id);
  }

  /**
   * Whether anybody's attendance may be the person's to see: not for blinded researchers, nor for
   * coaches, who would learn which of their sites are offered ECHO.
   */
  public boolean maySeeAttendance() {
    return mayHost() || me.maySeeArms() || me.is(Role.CLINICIAN);
  }

  /** Whether the session is in the person's calendar. */
  public boolean maySee(EchoSession session) {
    return mayHost(session.program) || me.is(Role.RESEARCHER) || isOwn(session);
  }

  /** Of many sessions those in the person's calendar, in their order; asked for all at once. */
  public List<EchoSession> visible(List<EchoSession> sessions) {
    know(sessions.stream().filter(s -> !mayHost(s.program) && !me.maySeeArms()).toList());
    return sessions.stream().filter(this::maySee).toList();
  }

  /**
   * Whether the person may read the free words of a session that they may see: its talk, its
   * agenda, why it was cancelled, who speaks ({@link org.reachline.base.input.FreeText}).
   * Presenters are picked from the people of sites that are offered ECHO, too.
   */
  public boolean mayReadWords(EchoSession session) {
    return mayHost(session.program) || me.maySeeArms() || isOwn(session);
  }

  /**
   * Passes those who may read the free words of a session, such as its hand-outs.
   *
   * @throws Refusal.NotFound otherwise: for them there is nothing here
   */
  public void requireWords(EchoSession session) {
    requireSee(session);
    if (!mayReadWords(session)) {
      throw new Refusal.NotFound();
    }
  }

  /** Whether the person, or a site whose reports are theirs, is expected in the session or came. */
  private boolean isOwn(EchoSession session) {
    know(List.of(session));
    return own.get(session.id);
  }

  private void know(List<EchoSession> sessions) {
    List<EchoSession> asked = sessions.stream().filter(s -> !own.containsKey(s.id)).toList();
    if (asked.isEmpty()) {
      return;
    }
    Set<Long> found = new HashSet<>(Attendance.listSessionIds(me.id()));
    if (me.is(Role.CLINICIAN)) {
      Set<Long> mine = new HashSet<>(sites.visibleSiteIds());
      mine.removeIf(site -> !sites.mayReport(site));
      found.addAll(Attendance.listSessionIds(mine));
      found.addAll(audience.offeredTo(mine, asked));
    }
    found.addAll(audience.expecting(me.id(), asked));
    asked.forEach(session -> own.put(session.id, found.contains(session.id)));
  }

  /** Passes only those who may see the session. @throws Refusal.NotFound otherwise */
  public void requireSee(EchoSession session) {
    if (!maySee(session)) {
      throw new Refusal.NotFound();
    }
  }

  /** Whether the current person is expected in, or came to, the session. */
  public boolean isForMe(List<Line> lines) {
    return lines.stream().anyMatch(line -> line.person().id == me.id());
  }

  /** Expected people and those who came, as far as the current person may see them. */
  public List<Line> lines(EchoSession session) {
    return allLines(session).stream()
        .filter(
            line ->
                line.person().id == me.id()
                    || mayHost(session.program)
                    || me.maySeeArms()
                    || isMine(line.site()))
        .toList();
  }

  private List<Line> allLines(EchoSession session) {
    List<Attendance> known = Attendance.listForSession(session);
    List<Line> lines = new ArrayList<>();
    Set<Long> listed = new HashSet<>();
    for (Audience.Expected expected : audience.expected(session)) {
      Person person = expected.person();
      Attendance attendance =
          known.stream().filter(a -> a.person.id.equals(person.id)).findFirst().orElse(null);
      lines.add(new Line(person, expected.site(), expected.part(), attendance));
      listed.add(person.id);
    }
    known.stream()
        .filter(a -> !listed.contains(a.person.id))
        .forEach(a -> lines.add(new Line(a.person, a.site, null, a)));
    lines.sort(
        Comparator.comparing((Line l) -> l.site() == null ? "" : l.site().code)
            .thenComparing(l -> l.person().name));
    return lines;
  }
}
