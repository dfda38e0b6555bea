package org.reachline.projects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.dose.DeliveryObserved;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.records.RecordActs;

/** Starts, amends, closes and withdraws projects, cycles and walk-throughs, each with its trail. */
@ApplicationScoped
@Transactional
public class ProjectActs {
  @Inject RecordActs records;
  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;
  @Inject ObservedProjects projects;
  @Inject Event<DeliveryObserved> seen;

  /** Starts a project of a site of the unit. */
  public ChangeProject start(Enrolment unit, Site site, ProjectFacts facts) {
    return start(unit, site, facts, me.email());
  }

  /** The same where somebody else than the current person is said to have started it. */
  public ChangeProject start(Enrolment unit, Site site, ProjectFacts facts, String startedBy) {
    ChangeProject project = new ChangeProject();
    project.say(unit, site, facts);
    records.enter(project, "started", startedBy, clock.instant(), () -> {});
    tell(project);
    return project;
  }

  /**
   * Changes a charter.
   *
   * @param now what it shall be
   * @throws Refusal.Conflict if somebody was quicker, or it is closed or withdrawn
   */
  public void amend(ChangeProject p, ProjectFacts now, Change change) {
    records.amend(p, change, () -> p.facts = now);
    tell(p);
  }

  /**
   * Closes a project.
   *
   * @param change its reason is what became of the aim and how it is kept up
   * @throws Refusal.Conflict if somebody was quicker, it is not open, or a cycle is undecided
   */
  public void close(ChangeProject p, Change change) {
    change.requireSeen(p);
    String undecided = ProjectRules.undecided(p);
    if (undecided != null) {
      throw new Refusal.Conflict(undecided);
    }
    LocalDate today = LocalDate.now(clock.withZone(p.site.zoneId()));
    // What is said at the end is kept in the project itself.
    Change seen = new Change(change.version(), null);
    records.change("closed", p, seen, () -> p.close(today, change.reason()));
    tell(p);
  }

  /** Takes a project back. @throws Refusal.Conflict if somebody was quicker or it is not open */
  public void withdraw(ChangeProject p, Change change) {
    records.withdraw(p, change);
    tell(p);
  }

  /** A project at a unit that is to get no coaching is contamination; who watches is told. */
  private void tell(ChangeProject p) {
    projects
        .strategyOf(p.study)
        .ifPresent(strategy -> seen.fire(new DeliveryObserved(p.enrolment.id, strategy)));
  }

  /** Starts a cycle under the next number. @throws Refusal.Conflict if its project is closed */
  public PdsaCycle start(ChangeProject project, CycleFacts facts) {
    // Two people who start one at once wait for each other, so that each gets a number of its own.
    ChangeProject.getEntityManager().lock(project, LockModeType.PESSIMISTIC_WRITE);
    project.requireOpen();
    PdsaCycle cycle = new PdsaCycle();
    cycle.project = project;
    cycle.number = PdsaCycle.listForProject(project).size() + 1;
    cycle.facts = facts;
    cycle.persistAndFlush();
    audit.record("cycle.started", cycle.subject(), project.site.id, null, state(cycle), null);
    return cycle;
  }

  /** Writes a cycle on. @throws Refusal.Conflict if somebody was quicker or it was withdrawn */
  public void write(PdsaCycle c, CycleFacts now, Change change) {
    c.requireUnchanged(change);
    change("cycle.written", c, null, () -> c.facts = now);
  }

  /** Takes a cycle back. @throws Refusal.Conflict if somebody was quicker or it was withdrawn */
  public void withdraw(PdsaCycle c, Change change) {
    c.requireUnchanged(change);
    change(
        "cycle.withdrawn",
        c,
        change.reason(),
        () -> c.withdraw(me.email(), change.reason(), clock.instant()));
  }

  private void change(String act, PdsaCycle c, String reason, Runnable doing) {
    audit.change(act, c, c.project.site.id, ProjectActs::state, reason, doing);
  }

  /** Writes down a walk-through of a site of the unit. */
  public WalkThrough log(Enrolment unit, Site site, WalkFacts facts) {
    return log(unit, site, facts, me.email());
  }

  /** The same where somebody else than the current person is said to have logged it. */
  public WalkThrough log(Enrolment unit, Site site, WalkFacts facts, String loggedBy) {
    WalkThrough walk = new WalkThrough();
    walk.say(unit, site, facts);
    return records.enter(walk, "logged", loggedBy, clock.instant(), () -> {});
  }

  /**
   * Takes a walk-through back.
   *
   * @param change without a version from whoever could only have seen it as it stands
   * @throws Refusal.Conflict if it was withdrawn before
   */
  public void withdraw(WalkThrough walk, Change change) {
    records.withdraw(walk, change.version() == null ? Change.now(walk, change.reason()) : change);
  }

  private static Map<String, Object> state(PdsaCycle c) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("project", c.project.subject());
    state.put("number", c.number);
    state.putAll(CycleFacts.SHEET.state(c.facts));
    state.put("withdrawn", c.withdrawalReason);
    return state;
  }
}
