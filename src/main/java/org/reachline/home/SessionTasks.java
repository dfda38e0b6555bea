package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.home.TaskList.Section;
import org.reachline.home.TaskList.Thing;
import org.reachline.home.TaskList.Urgency;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionPlanner;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.SessionTimes;
import org.reachline.studies.Study;

/** What ECHO sessions ask for today: of the hub to plan and to hold them, of others to come. */
@ApplicationScoped
class SessionTasks {
  @Inject CurrentPerson me;
  @Inject Audience audience;
  @Inject SessionAccess sessions;
  @Inject SessionPlanner planner;
  @Inject Clock clock;

  /** Sessions that are open, late or near, and those that nobody has put in the calendar yet. */
  Section of(Study study) {
    List<EchoSession> all = EchoSession.listForStudy(study);
    List<Thing> things = upcoming(study, all);
    if (!sessions.mayHost()) {
      return new Section("ECHO sessions", things, "No session is planned for you or your sites.");
    }
    if (EchoProgram.listForStudy(study).stream().noneMatch(sessions::mayHost)
        && !me.isCoordinator()) {
      return new Section(
          "ECHO sessions",
          things,
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
    return new Section(
        "ECHO sessions",
        things,
        all.isEmpty()
            ? "No site that is offered ECHO has an arm and a start date yet. Once it has, the"
                + " dates follow from the protocol."
            : "Nothing more is planned: the calendar has every session that the protocol asks for.");
  }

  private List<Thing> upcoming(Study study, List<EchoSession> all) {
    Instant now = clock.instant();
    String base = "/studies/" + study.slug + "/sessions/";
    List<Thing> things = new ArrayList<>();
    List<EchoSession> toCome =
        all.stream()
            .filter(s -> s.state() != SessionState.CANCELLED && s.state() != SessionState.HELD)
            .toList();
    Set<Long> expecting =
        audience.expecting(
            me.id(), toCome.stream().filter(s -> !sessions.mayHost(s.program)).toList());
    for (EchoSession session : toCome) {
      boolean hosts = sessions.mayHost(session.program);
      boolean past = !now.isBefore(session.endsAt());
      boolean soon = session.startsAt.isBefore(now.plus(Duration.ofDays(45)));
      // The next one is always shown, however far off it is.
      boolean near = soon || things.isEmpty();
      if (!near || (past && !hosts) || (!hosts && !expecting.contains(session.id))) {
        continue;
      }
      Urgency urgency = past ? Urgency.LATE : session.admitsAt(now) ? Urgency.NOW : Urgency.SOON;
      String title =
          session.program.name
              + ", session "
              + session.number
              + (session.didacticTitle == null ? "" : ": " + session.didacticTitle);
      String when = SessionTimes.begins(session, me.zone());
      if (!hosts && session.admitsAt(now)) {
        String here = base + session.id;
        String open = when + ". The doors are open.";
        things.add(
            new Thing(
                Urgency.NOW, title, open, here, "Join the session", List.of(), here + "/join"));
        continue;
      }
      things.add(
          new Thing(
              urgency,
              title,
              past ? "Was planned for " + when + ". Take the roll and close it." : when,
              base + session.id,
              past ? "Take the roll" : hosts ? "Open the session" : "Go to the session"));
    }
    return things;
  }
}
