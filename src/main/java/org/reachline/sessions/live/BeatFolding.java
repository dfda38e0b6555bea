package org.reachline.sessions.live;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.Span;
import org.reachline.sessions.attendance.AttendanceLedger;

/**
 * Writes the stretches of a session into the ledger of attendance when the host closes it, or by
 * itself once its time is over. Doing it again adds nothing.
 */
@ApplicationScoped
class BeatFolding {
  private static final Duration LOOK_BACK = Duration.ofDays(7);

  @Inject Beats beats;
  @Inject AttendanceLedger ledger;
  @Inject EntityManager database;
  @Inject Clock clock;

  /** In the transaction of the closing, so that the dose it posts is the measured one. */
  void onChange(@Observes SessionChanged change) {
    if (change.session().state() == SessionState.HELD) {
      fold(change.session());
    }
  }

  /** Sessions that nobody closed: the minutes are known all the same. */
  @Scheduled(
      every = "${reachline.live.fold-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void foldWhatIsOver() {
    for (Long id : QuarkusTransaction.requiringNew().call(this::listOver)) {
      try {
        QuarkusTransaction.requiringNew().run(() -> fold(EchoSession.findById(id)));
      } catch (RuntimeException e) {
        Log.warnf(e, "The attendance of session %d was not added up; tried again later", id);
      }
    }
  }

  private List<Long> listOver() {
    Instant now = clock.instant();
    return EchoSession.<EchoSession>list(
            "state in ?1 and startsAt between ?2 and ?3",
            List.of(SessionState.PLANNED, SessionState.OPEN),
            now.minus(LOOK_BACK),
            now)
        .stream()
        .filter(session -> !session.endsAt().isAfter(now))
        .map(session -> session.id)
        .toList();
  }

  /** Writes what the beats say, unless that was done with as many beats before. */
  @Transactional
  public void fold(EchoSession session) {
    Map<Long, List<Integer>> slots = beats.slotsOf(session.id);
    long known = slots.values().stream().mapToLong(List::size).sum();
    if (known == 0 || known == foldedBefore(session)) {
      return;
    }
    Instant now = clock.instant();
    slots.forEach(
        (id, own) -> {
          Person person = Person.findById(id);
          for (Span stretch : Stretches.of(own)) {
            ledger.record(
                session,
                person,
                new Presence.Piece(
                    stretch.from(),
                    stretch.to(),
                    Evidence.HEARTBEAT,
                    now,
                    "live:" + stretch.from().getEpochSecond()),
                "system",
                null);
          }
        });
    database
        .createNativeQuery(
            "insert into live_fold (session_id, slots, folded_at) values (?1, ?2, ?3) on conflict"
                + " (session_id) do update set slots = excluded.slots, folded_at ="
                + " excluded.folded_at")
        .setParameter(1, session.id)
        .setParameter(2, known)
        .setParameter(3, now.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }

  private long foldedBefore(EchoSession session) {
    List<?> before =
        database
            .createNativeQuery("select slots from live_fold where session_id = ?1", Long.class)
            .setParameter(1, session.id)
            .getResultList();
    return before.isEmpty() ? 0 : (Long) before.get(0);
  }
}
