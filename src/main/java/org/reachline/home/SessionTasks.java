package org.reachline.home;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Paging;
import org.reachline.home.TaskList.Section;
import org.reachline.home.TaskList.Thing;
import org.reachline.home.TaskList.Urgency;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionPlanner;
import org.reachline.sessions.SessionTimes;
import org.reachline.studies.Study;

/** What ECHO sessions ask for today: of the hub to plan and to hold them, of others to come. */
@ApplicationScoped
class SessionTasks {
  /** Sessions that begin within this time are told; beyond it, the next one alone. */
  private static final Duration SOON = Duration.ofDays(45);

  /** No session lasts as long, so what began before is over. */
  private static final Duration LONGEST = Duration.ofDays(2);

  /** Far beyond any trial, and still an instant that databases know. */
  private static final Instant FAR_OFF = Instant.parse("9999-01-01T00:00:00Z");

  private static final Instant LONG_AGO = Instant.parse("1970-01-01T00:00:00Z");

  @Inject CurrentPerson me;
  @Inject Audience audience;
  @Inject SessionAccess sessions;
  @Inject SessionPlanner planner;
  @Inject Clock clock;

  /**
   * Sessions that somebody runs or comes to.
   *
   * @param first the first few, by start
   * @param found how many there are
   */
  private record Ahead(List<EchoSession> first, long found) {
    boolean isNone() {
      return found == 0;
    }
  }

  /** Sessions that are open, late or near, and those that nobody has put in the calendar yet. */
  Section of(Study study) {
    Map<Boolean, List<EchoProgram>> programs =
        EchoProgram.listForStudy(study).stream()
            .collect(Collectors.partitioningBy(sessions::mayHost));
    Ahead ahead = ahead(programs.get(true), programs.get(false));
    List<Thing> things = new ArrayList<>(ahead.first().stream().map(s -> thing(study, s)).toList());
    if (!sessions.mayHost()) {
      return section(study, things, ahead.found(), "No session is planned for you or your sites.");
    }
    if (programs.get(true).isEmpty() && !me.isCoordinator()) {
      return section(
          study,
          things,
          ahead.found(),
          "You run no programme of this study. A coordinator says who does, on the programme's"
              + " page.");
    }
    int missing = planner.missing(study, sessions::mayHost).size();
    if (missing > 0) {
      things.add(
          new Thing(
              things.isEmpty() ? Urgency.NOW : Urgency.SOON,
              "The protocol asks for %d %s that the calendar lacks"
                  .formatted(missing, missing == 1 ? "session" : "sessions"),
              "Their dates follow from the study file and from the start dates of the sites.",
              "/studies/" + study.slug + "/sessions",
              missing == 1 ? "Add the session" : "Add the sessions"));
    }
    return section(
        study,
        things,
        ahead.found() + (missing > 0 ? 1 : 0),
        EchoSession.count("program.study", study) == 0
            ? "No site that is offered ECHO has an arm and a start date yet. Once it has, the"
                + " dates follow from the protocol."
            : "Nothing more is planned: the calendar has every session that the protocol asks for.");
  }

  private static Section section(Study study, List<Thing> things, long found, String empty) {
    String list = "/studies/" + study.slug + "/sessions";
    return new Section("ECHO sessions", things, empty, found, list);
  }

  private Ahead ahead(List<EchoProgram> run, List<EchoProgram> others) {
    Instant soon = clock.instant().plus(SOON);
    PanacheQuery<EchoSession> own = EchoSession.findOpen(run, LONG_AGO, soon);
    List<EchoSession> guest = expecting(EchoSession.findOpen(others, begun(), soon).list());
    long found = (run.isEmpty() ? 0 : own.count()) + guest.size();
    if (found > 0) {
      return new Ahead(first(run.isEmpty() ? List.of() : few(own), guest), found);
    }
    // The next one is always told, however far off it is.
    List<EchoSession> next =
        first(few(EchoSession.findOpen(run, soon, FAR_OFF)), nextOf(others, soon)).stream()
            .limit(1)
            .toList();
    return new Ahead(next, next.size());
  }

  private Instant begun() {
    return clock.instant().minus(LONGEST);
  }

  private static List<EchoSession> few(PanacheQuery<EchoSession> sessions) {
    return Paging.slice(sessions, 0, TaskList.FEW);
  }

  private static List<EchoSession> first(List<EchoSession> one, List<EchoSession> other) {
    return Stream.concat(one.stream(), other.stream())
        .sorted(Comparator.comparing(session -> session.startsAt))
        .limit(TaskList.FEW)
        .toList();
  }

  /** Of sessions that others run, those to come in which the person is expected. */
  private List<EchoSession> expecting(List<EchoSession> all) {
    List<EchoSession> toCome =
        all.stream().filter(s -> clock.instant().isBefore(s.endsAt())).toList();
    Set<Long> expecting = audience.expecting(me.id(), toCome);
    return toCome.stream().filter(s -> expecting.contains(s.id)).toList();
  }

  /** The next session in which the person is expected; series are looked through bit by bit. */
  private List<EchoSession> nextOf(List<EchoProgram> programs, Instant from) {
    PanacheQuery<EchoSession> all = EchoSession.findOpen(programs, from, FAR_OFF);
    for (int offset = 0; ; offset += Paging.ROWS) {
      List<EchoSession> some = Paging.slice(all, offset, Paging.ROWS);
      List<EchoSession> found = expecting(some);
      if (!found.isEmpty() || some.size() < Paging.ROWS) {
        return found;
      }
    }
  }

  private Thing thing(Study study, EchoSession session) {
    Instant now = clock.instant();
    String here = "/studies/" + study.slug + "/sessions/" + session.id;
    boolean hosts = sessions.mayHost(session.program);
    boolean past = !now.isBefore(session.endsAt());
    String title =
        session.program.name
            + ", session "
            + session.number
            + (session.didacticTitle == null ? "" : ": " + session.didacticTitle);
    String when = SessionTimes.begins(session, me.zone());
    if (!hosts && session.admitsAt(now)) {
      return new Thing(
          Urgency.NOW,
          title,
          when + ". The doors are open.",
          here,
          "Join the session",
          List.of(),
          here + "/join");
    }
    return new Thing(
        past ? Urgency.LATE : session.admitsAt(now) ? Urgency.NOW : Urgency.SOON,
        title,
        past ? "Was planned for " + when + ". Take the roll and close it." : when,
        here,
        past ? "Take the roll" : hosts ? "Open the session" : "Go to the session");
  }
}
