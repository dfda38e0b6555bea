package org.reachline.projects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.reachline.base.Audit;
import org.reachline.base.CurrentPerson;
import org.reachline.base.LastChange;
import org.reachline.base.Refusal;
import org.reachline.dose.DeliveryObserved;

/** Starts, amends, closes and withdraws projects, cycles and walk-throughs, each with its trail. */
@ApplicationScoped
@Transactional
public class ProjectActs {
  @Inject Audit audit;
  @Inject CurrentPerson me;
  @Inject LastChange lastChange;
  @Inject Clock clock;
  @Inject ObservedProjects projects;
  @Inject Event<DeliveryObserved> seen;

  /** Stores a new project. */
  public ChangeProject start(ChangeProject project) {
    project.enter(me.email(), clock.instant());
    project.persistAndFlush();
    audit.record(
        "project.started",
        project.subject(),
        project.site.id,
        null,
        ProjectState.of(project),
        null);
    tell(project);
    return project;
  }

  /**
   * Changes a charter.
   *
   * @param typed what it shall be
   * @throws Refusal.Conflict if somebody was quicker, or it is closed or withdrawn
   */
  public void amend(ChangeProject p, int version, ChangeProject typed, String reason) {
    p.requireOpen();
    requireUnchanged(p.version, version, p.subject());
    Map<String, String> before = ProjectState.of(p);
    p.title = typed.title;
    p.aim = typed.aim;
    p.population = typed.population;
    p.levelOfCare = typed.levelOfCare;
    p.location = typed.location;
    p.measureKey = typed.measureKey;
    p.ownMeasure = typed.ownMeasure;
    p.baseline = typed.baseline;
    p.target = typed.target;
    p.startsOn = typed.startsOn;
    p.endsOn = typed.endsOn;
    p.executiveSponsor = typed.executiveSponsor;
    p.changeLeader = typed.changeLeader;
    p.team = typed.team;
    p.dataCollection = typed.dataCollection;
    p.expectedImpact = typed.expectedImpact;
    p.amend(me.email(), clock.instant());
    record("project.amended", p, before, reason);
  }

  /**
   * Closes a project.
   *
   * @param words what became of the aim and how it is kept up
   * @throws Refusal.Conflict if somebody was quicker, it is not open, or a cycle is undecided
   */
  public void close(ChangeProject p, int version, String words) {
    requireUnchanged(p.version, version, p.subject());
    PdsaCycle.listForProject(p).stream()
        .filter(c -> c.isStanding() && c.act == null)
        .findFirst()
        .ifPresent(
            c -> {
              throw new Refusal.Conflict(
                  "Cycle "
                      + c.number
                      + " is not decided yet: adopt, adapt or abandon its change first.");
            });
    Map<String, String> before = ProjectState.of(p);
    p.close(LocalDate.now(clock.withZone(p.site.zoneId())), words);
    record("project.closed", p, before, null);
  }

  /** Takes a project back. @throws Refusal.Conflict if somebody was quicker or it is not open */
  public void withdraw(ChangeProject p, int version, String reason) {
    p.requireOpen();
    requireUnchanged(p.version, version, p.subject());
    Map<String, String> before = ProjectState.of(p);
    p.withdraw(me.email(), reason, clock.instant());
    record("project.withdrawn", p, before, reason);
  }

  private void record(String act, ChangeProject p, Map<String, String> before, String reason) {
    ChangeProject.flush();
    audit.record(act, p.subject(), p.site.id, before, ProjectState.of(p), reason);
    tell(p);
  }

  /** A project at a unit that is to get no coaching is contamination; who watches is told. */
  private void tell(ChangeProject p) {
    projects
        .strategyOf(p.study)
        .ifPresent(strategy -> seen.fire(new DeliveryObserved(p.enrolment.id, strategy)));
  }

  /** Stores a new cycle under the next number. @throws Refusal.Conflict if its project is closed */
  public PdsaCycle start(PdsaCycle cycle) {
    // Two people who start one at once wait for each other, so that each gets a number of its own.
    ChangeProject.getEntityManager().lock(cycle.project, LockModeType.PESSIMISTIC_WRITE);
    cycle.project.requireOpen();
    cycle.number = PdsaCycle.listForProject(cycle.project).size() + 1;
    cycle.persistAndFlush();
    audit.record(
        "cycle.started",
        cycle.subject(),
        cycle.project.site.id,
        null,
        ProjectState.of(cycle),
        null);
    return cycle;
  }

  /** Writes a cycle on. @throws Refusal.Conflict if somebody was quicker or it was withdrawn */
  public void write(PdsaCycle c, int version, PdsaCycle typed) {
    requireStanding(c);
    requireUnchanged(c.version, version, c.subject());
    Map<String, String> before = ProjectState.of(c);
    c.change = typed.change;
    c.startsOn = typed.startsOn;
    c.endsOn = typed.endsOn;
    c.plan = typed.plan;
    c.done = typed.done;
    c.studied = typed.studied;
    c.act = typed.act;
    c.actNotes = typed.actNotes;
    PdsaCycle.flush();
    audit.record("cycle.written", c.subject(), c.project.site.id, before, ProjectState.of(c), null);
  }

  /** Takes a cycle back. @throws Refusal.Conflict if somebody was quicker or it was withdrawn */
  public void withdraw(PdsaCycle c, int version, String reason) {
    requireStanding(c);
    requireUnchanged(c.version, version, c.subject());
    Map<String, String> before = ProjectState.of(c);
    c.withdraw(me.email(), reason, clock.instant());
    PdsaCycle.flush();
    audit.record(
        "cycle.withdrawn", c.subject(), c.project.site.id, before, ProjectState.of(c), reason);
  }

  private static void requireStanding(PdsaCycle c) {
    c.project.requireOpen();
    if (!c.isStanding()) {
      throw new Refusal.Conflict(
          "This cycle was withdrawn by " + c.withdrawnBy + ". It can no longer be changed.");
    }
  }

  /** Stores a walk-through. */
  public WalkThrough log(WalkThrough walk) {
    walk.enter(me.email(), clock.instant());
    walk.persistAndFlush();
    audit.record(
        "walk_through.logged", walk.subject(), walk.site.id, null, ProjectState.of(walk), null);
    return walk;
  }

  /** Takes a walk-through back. @throws Refusal.Conflict if it was withdrawn before */
  public void withdraw(WalkThrough walk, String reason) {
    Map<String, String> before = ProjectState.of(walk);
    walk.withdraw(me.email(), reason, clock.instant());
    WalkThrough.flush();
    audit.record(
        "walk_through.withdrawn",
        walk.subject(),
        walk.site.id,
        before,
        ProjectState.of(walk),
        reason);
  }

  private void requireUnchanged(int stored, int seen, String subject) {
    if (stored != seen) {
      throw new Refusal.Conflict(lastChange.inWords(subject, me.zone()));
    }
  }
}
