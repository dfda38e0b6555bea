package org.reachline.sessions.programs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.hosting.SessionActs;
import org.reachline.studies.Study;

/**
 * What is done to a programme, the same from the page and from the API, each on the trail. Whoever
 * was overtaken is told of it ({@link Refusal.Overtaken}).
 */
@ApplicationScoped
public class ProgramActs {
  @Inject AuditTrail audit;
  @Inject SessionAccess access;
  @Inject SessionActs sessions;
  @Inject Event<SeriesEnds> ends;
  @Inject Clock clock;

  private record Team(List<String> team) {
    static Team of(EchoProgram program) {
      return new Team(program.listTeam().stream().map(person -> person.email).toList());
    }
  }

  /** A programme of a study that the current person runs. @throws Refusal.NotFound otherwise */
  EchoProgram get(Study study, long id) {
    return EchoProgram.listForStudy(study).stream()
        .filter(program -> program.id == id && access.mayHost(program))
        .findFirst()
        .orElseThrow(Refusal.NotFound::new);
  }

  /** Changes the settings. */
  @Transactional
  public void change(EchoProgram program, ProgramRules.Settings now, Change change) {
    act(
        "program.changed",
        program,
        p -> ProgramRules.Settings.of(p).state(),
        change,
        () -> now.applyTo(program));
  }

  /**
   * Changes some settings.
   *
   * @param some words by field; what is not named stays
   * @throws Refusal.BadInput for words that cannot be
   */
  @Transactional
  public void change(EchoProgram program, Map<String, String> some, Change change) {
    Map<String, String> typed = ProgramRules.Settings.of(program).typed();
    typed.putAll(some);
    Problems problems = new Problems();
    ProgramRules.Settings now = ProgramRules.read(typed, program, problems);
    problems.throwIfAny();
    change(program, now, change);
  }

  /** Says whose programme it is; with an empty team it is nobody's. */
  @Transactional
  public void staff(EchoProgram program, Set<Person> team, Change change) {
    act(
        "program.team_changed",
        program,
        Team::of,
        change,
        () -> {
          program.team.clear();
          program.team.addAll(team);
          program.teamInherited = false;
        });
  }

  /**
   * Cancels every session to come. Who was asked for the whole series is told once.
   *
   * @return the sessions
   * @throws Refusal.Conflict if there is none
   */
  @Transactional
  public List<EchoSession> cancelRest(EchoProgram program, String reason) {
    List<EchoSession> toCome =
        EchoSession.listForProgram(program).stream()
            .filter(session -> session.state() == SessionState.PLANNED)
            .filter(session -> session.startsAt.isAfter(clock.instant()))
            .toList();
    if (toCome.isEmpty()) {
      throw nothingToCome(program);
    }
    ends.fire(new SeriesEnds(program, reason));
    toCome.forEach(session -> sessions.cancel(session, Change.now(session, reason)));
    return toCome;
  }

  /** If somebody cancelled what was to come, the trail of the last of these sessions says who. */
  private Refusal.Conflict nothingToCome(EchoProgram program) {
    String said = "No session of this programme is still to come.";
    return EchoSession.listForProgram(program).stream()
        .filter(session -> session.state() == SessionState.CANCELLED)
        .filter(session -> session.startsAt.isAfter(clock.instant()))
        .reduce((earlier, later) -> later)
        .map(last -> new Refusal.Conflict(said, last.subject(), last.state().act()))
        .orElseGet(() -> new Refusal.Conflict(said));
  }

  private void act(
      String act,
      EchoProgram program,
      Function<EchoProgram, ?> state,
      Change change,
      Runnable doing) {
    change.requireSeen(program);
    audit.change(act, program, null, state, change.reason(), doing);
  }

  static String subject(EchoProgram program) {
    return program.subject();
  }
}
