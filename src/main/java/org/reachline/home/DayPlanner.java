package org.reachline.home;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Paging;
import org.reachline.home.TaskList.Section;
import org.reachline.home.TaskList.Thing;
import org.reachline.home.TaskList.Urgency;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Offers;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Puts together a person's day from the ledgers, section by section and role by role. */
@ApplicationScoped
class DayPlanner {
  @Inject CurrentPerson me;
  @Inject Protocols protocols;
  @Inject Offers offers;
  @Inject SessionTasks sessionDays;
  @Inject ReportTasks reports;
  @Inject CoachingTasks coachingDays;
  @Inject ContaminationTasks contamination;

  /** A person's day in one study, in the order of what their roles do. */
  List<Section> sections(Study study) {
    List<Section> sections = new ArrayList<>();
    if (offers.echo(study) && (me.isHub() || me.isClinician() || me.isCoordinator())) {
      sections.add(sessionDays.of(study));
    }
    if (me.isClinician()) {
      sections.add(reports.toEnter(study));
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
      sections.add(reports.late(study));
      if (reports.areApproved(study)) {
        sections.add(reports.toApprove(study));
      }
      sections.add(units(study));
    }
    if (me.isResearcher()) {
      sections.add(research(study));
    }
    return sections;
  }

  /** Units that lack an arm or a start date, by code. */
  private Section units(Study study) {
    PanacheQuery<Enrolment> unready = Enrolment.findUnready(study, protocols.fileOf(study));
    List<Thing> things =
        Paging.slice(unready, 0, TaskList.FEW).stream()
            .map(
                unit ->
                    new Thing(
                        Urgency.NOW,
                        unit.unit.name,
                        protocols.armOf(unit).isEmpty()
                            ? "Not allocated yet."
                            : "Has no start date yet.",
                        "/studies/" + study.slug + "/sites",
                        "Go to enrolment"))
            .toList();
    // A study without a unit is quiet, and its day is not told.
    return new Section(
        "Enrolment",
        things,
        "Every unit is allocated and has its start date.",
        things.size() < TaskList.FEW ? things.size() : unready.count(),
        "/studies/" + study.slug + "/sites");
  }

  private Section research(Study study) {
    String base = "/studies/" + study.slug;
    long open = reports.open(study);
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
