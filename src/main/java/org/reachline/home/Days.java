package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.base.SiteAccess;
import org.reachline.base.Words;
import org.reachline.home.Today.Section;
import org.reachline.home.Today.Thing;
import org.reachline.home.Today.Urgency;
import org.reachline.reach.CellState;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.SessionTimes;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** Puts together a person's day from the ledgers, section by section and role by role. */
@ApplicationScoped
class Days {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject Audience audience;
  @Inject SessionAccess sessions;
  @Inject OpenReports openReports;
  @Inject CoachingDays coachingDays;
  @Inject ContaminationDays contamination;
  @Inject Clock clock;

  /** A person's day in one study, in the order of what their roles do. */
  List<Section> sections(Study study) {
    List<Section> sections = new ArrayList<>();
    if (me.isHub() || me.isClinician() || me.isCoordinator()) {
      sections.add(sessions(study));
    }
    if (me.isClinician()) {
      sections.add(myReports(study));
    }
    if ((me.isCoach() || me.isClinician()) && coachingDays.isPlanned(study)) {
      sections.add(coachingDays.booked(study));
    }
    if (me.isCoach()) {
      sections.add(coachingDays.mine(study));
    }
    if (me.isCoordinator()) {
      sections.add(coachingDays.behind(study));
      sections.add(contamination.unexplained(study));
      sections.add(lateReports(study));
      sections.add(units(study));
    }
    if (me.isResearcher()) {
      sections.add(research(study));
    }
    return sections;
  }

  private Section sessions(Study study) {
    Instant now = clock.instant();
    String base = "/studies/" + study.slug + "/sessions/";
    List<Thing> things = new ArrayList<>();
    for (EchoSession session : EchoSession.listForStudy(study)) {
      if (session.state() == SessionState.CANCELLED || session.state() == SessionState.HELD) {
        continue;
      }
      boolean hosts = sessions.mayHost(session.program);
      boolean past = !now.isBefore(session.endsAt());
      boolean soon = session.startsAt.isBefore(now.plus(Duration.ofDays(45)));
      // The next one is always shown, however far off it is.
      boolean near = soon || things.isEmpty();
      if (!near || (past && !hosts) || (!hosts && !isExpected(session))) {
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
    return new Section("ECHO sessions", things, "No session is planned.");
  }

  private boolean isExpected(EchoSession session) {
    return audience.expected(session).stream().anyMatch(e -> e.person().id.equals(me.id()));
  }

  private Section myReports(Study study) {
    List<Thing> things = new ArrayList<>();
    for (OpenReports.Open open : openReports.list(study, access.visibleSiteIds())) {
      if (!access.mayReport(open.site().id)) {
        continue;
      }
      boolean late = open.state() == CellState.LATE;
      things.add(
          new Thing(
              late ? Urgency.LATE : Urgency.NOW,
              open.site().name + ", " + open.period().days(),
              (late ? "Was due by " : "Due by ") + Words.inWords(open.period().dueOn()) + ".",
              open.href(study),
              "Enter the report"));
    }
    return new Section(
        "Monthly reports", things, "Every report is in. The next one opens after the month.");
  }

  private Section lateReports(Study study) {
    Map<String, List<OpenReports.Open>> bySite = new LinkedHashMap<>();
    for (OpenReports.Open open : openReports.list(study, access.visibleSiteIds())) {
      if (open.state() == CellState.LATE) {
        bySite.computeIfAbsent(open.site().code, code -> new ArrayList<>()).add(open);
      }
    }
    List<Thing> things = new ArrayList<>();
    bySite.values().stream()
        .sorted((a, b) -> b.size() - a.size())
        .forEach(
            late ->
                things.add(
                    new Thing(
                        Urgency.LATE,
                        late.get(0).site().name,
                        late.size() == 1
                            ? "The report for " + late.get(0).period().days() + " is late."
                            : late.size()
                                + " reports are late, the oldest for "
                                + late.get(0).period().days()
                                + ".",
                        "/studies/" + study.slug + "/sites/" + late.get(0).site().code,
                        "Look at the site")));
    return new Section("Late reports", things, "No report is late.");
  }

  private Section units(Study study) {
    List<Thing> things = new ArrayList<>();
    List<Enrolment> all = Enrolment.listForStudy(study);
    for (Enrolment enrolment : all) {
      if (enrolment.isActive() && (enrolment.startedOn == null || enrolment.armKey == null)) {
        things.add(
            new Thing(
                Urgency.NOW,
                enrolment.unit.name,
                enrolment.armKey == null ? "Not allocated yet." : "Has no start date yet.",
                "/studies/" + study.slug + "/sites",
                "Go to enrolment"));
      }
    }
    Optional<Enrolment> any = all.stream().findAny();
    return new Section(
        "Enrolment",
        things,
        any.isEmpty()
            ? "No site is enrolled yet. Start on the study's Sites page."
            : "Every unit is allocated and has its start date.");
  }

  private Section research(Study study) {
    String base = "/studies/" + study.slug;
    int open = openReports.list(study, Set.copyOf(access.visibleSiteIds())).size();
    List<Thing> things =
        List.of(
            new Thing(
                Urgency.SOON,
                me.maySeeArms() ? "Compare the arms" : "Look at the pooled numbers",
                me.maySeeArms()
                    ? "The analyses that the protocol registered, with today's data."
                    : "You are blinded: counts are shown without arms.",
                base + "/comparison",
                "Open the comparison"),
            new Thing(
                Urgency.CALM,
                "Export",
                "Tidy tables with their codebook, in one ZIP.",
                base + "/exports",
                "Export"),
            new Thing(
                Urgency.CALM,
                "Completeness",
                open == 0 ? "Every report is in." : open + " reports are not in.",
                base + "/reach",
                "See the grid"));
    return new Section("Analysis", things, "");
  }
}
