package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.SiteAccess;
import org.reachline.base.Words;
import org.reachline.coaching.CoachingAccounts;
import org.reachline.coaching.CoachingAccounts.UnitAccount;
import org.reachline.home.Today.Section;
import org.reachline.home.Today.Thing;
import org.reachline.home.Today.Urgency;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.PlannedLine;
import org.reachline.studies.dose.PlannedState;

/**
 * What coaching asks for today: a coach's next contacts, and for the coordinator the units behind.
 */
@ApplicationScoped
class CoachingDays {
  @Inject CoachingAccounts accounts;
  @Inject SiteAccess access;

  /** The coach's own units: what is late, what is due, what comes up next. */
  Section mine(Study study) {
    List<Thing> things = new ArrayList<>();
    for (UnitAccount unit : accountsOf(study)) {
      for (DoseAccount account : unit.accounts()) {
        account.next().ifPresent(line -> things.add(next(study, unit, account, line)));
      }
    }
    return new Section(
        "Your sites",
        things,
        "Nothing is left to plan: every contact of your sites was held, or no site is yours yet.");
  }

  /** Units whose coaching is late or can no longer be met; for the coordinator. */
  Section behind(Study study) {
    List<Thing> things = new ArrayList<>();
    for (UnitAccount unit : accountsOf(study)) {
      for (DoseAccount account : unit.accounts()) {
        int late = account.late().size();
        if (late == 0 && (account.canStillBeMet() || account.remaining().contacts() == 0)) {
          continue;
        }
        if (late == 0 && account.due().isEmpty()) {
          // Lost contacts of a unit that has nothing left to hold are a finding, not a task.
          continue;
        }
        String reachable =
            account.canStillBeMet()
                ? "The dose can still be met until "
                    + account.lastDayToMeet().map(Words::inWords).orElse("")
                    + "."
                : "At most "
                    + account.contactsWithinReach()
                    + " of "
                    + account.planned().contacts()
                    + " contacts are still within reach.";
        things.add(
            new Thing(
                late > 0 ? Urgency.LATE : Urgency.SOON,
                unit.enrolment().unit.name,
                (late == 0
                        ? ""
                        : late == 1 ? "One contact is late. " : late + " contacts are late. ")
                    + reachable,
                coachingHref(study, unit),
                "Look at its coaching"));
      }
    }
    return new Section("Coaching behind plan", things, "Every unit is on its plan.");
  }

  private List<UnitAccount> accountsOf(Study study) {
    Set<Long> visible = access.visibleSiteIds();
    List<Enrolment> units =
        Enrolment.listForStudy(study).stream()
            .filter(e -> e.isActive() && visible.contains(e.unit.id))
            .toList();
    return accounts.of(study, units);
  }

  private static Thing next(Study study, UnitAccount unit, DoseAccount account, PlannedLine line) {
    Urgency urgency =
        line.state() == PlannedState.LATE
            ? Urgency.LATE
            : line.state() == PlannedState.DUE ? Urgency.NOW : Urgency.CALM;
    String window =
        Words.inWords(line.planned().dueFrom()) + " to " + Words.inWords(line.planned().dueTo());
    Optional<Integer> done = account.percentOfContacts();
    return new Thing(
        urgency,
        unit.enrolment().unit.name + ": " + line.planned().label(),
        "Planned "
            + window
            + ". "
            + account.delivered().contacts()
            + " of "
            + account.planned().contacts()
            + " contacts held"
            + done.map(percent -> " (" + percent + " %).").orElse("."),
        coachingHref(study, unit),
        "Log the contact");
  }

  private static String coachingHref(Study study, UnitAccount unit) {
    return "/studies/" + study.slug + "/coaching/" + unit.enrolment().unit.code;
  }
}
