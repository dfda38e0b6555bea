package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.SiteAccess;
import org.reachline.home.TaskList.Section;
import org.reachline.home.TaskList.Thing;
import org.reachline.home.TaskList.Urgency;
import org.reachline.reach.CompletenessGrid;
import org.reachline.reach.reports.CellState;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Offers;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Puts together a person's day from the ledgers, section by section and role by role. */
@ApplicationScoped
class DayPlanner {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject Protocols protocols;
  @Inject Offers offers;
  @Inject SessionTasks sessionDays;
  @Inject OpenReports openReports;
  @Inject CoachingTasks coachingDays;
  @Inject ContaminationTasks contamination;
  @Inject Approvals approvals;

  /** A person's day in one study, in the order of what their roles do. */
  List<Section> sections(Study study) {
    List<Section> sections = new ArrayList<>();
    if (offers.echo(study) && (me.isHub() || me.isClinician() || me.isCoordinator())) {
      sections.add(sessionDays.of(study));
    }
    if (me.isClinician()) {
      sections.add(myReports(study));
    }
    boolean coaching = offers.coaching(study);
    if (coaching && (me.isCoach() || me.isClinician())) {
      sections.add(coachingDays.booked(study));
    }
    if (coaching && me.isCoach()) {
      sections.add(coachingDays.mine(study));
    }
    if (me.isCoordinator()) {
      if (coaching) {
        sections.add(coachingDays.behind(study));
      }
      sections.add(contamination.unexplained(study));
      sections.add(lateReports(study));
      if (approvals.areAsked(study)) {
        sections.add(approvals.waiting(study));
      }
      sections.add(units(study));
    }
    if (me.isResearcher()) {
      sections.add(research(study));
    }
    return sections;
  }

  private Section myReports(Study study) {
    List<Thing> things = new ArrayList<>();
    for (CompletenessGrid.Waiting open : openReports.list(study)) {
      if (!access.mayReport(open.site().id)) {
        continue;
      }
      boolean late = open.state() == CellState.LATE;
      things.add(
          new Thing(
              late ? Urgency.LATE : Urgency.NOW,
              open.site().name + ", " + open.period().days(),
              (late ? "Was due by " : "Due by ") + Formats.inWords(open.period().dueOn()) + ".",
              OpenReports.href(study, open),
              "Enter the report"));
    }
    return new Section(
        "Monthly reports", things, "Every report is in. The next one opens after the month.");
  }

  private Section lateReports(Study study) {
    Map<String, List<CompletenessGrid.Waiting>> bySite = new LinkedHashMap<>();
    for (CompletenessGrid.Waiting open : openReports.list(study)) {
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
      boolean waits = protocols.armOf(enrolment).isEmpty();
      if (enrolment.isActive() && (enrolment.startedOn == null || waits)) {
        things.add(
            new Thing(
                Urgency.NOW,
                enrolment.unit.name,
                waits ? "Not allocated yet." : "Has no start date yet.",
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
    int open = openReports.list(study).size();
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
