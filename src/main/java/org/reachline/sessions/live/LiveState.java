package org.reachline.sessions.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.reachline.base.act.EndOfAct;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.attendance.AttendanceChanged;

/**
 * The number that rises with every change on a session's live page, and what is on screen. Raising
 * it tells every instance of the service, once the change is committed.
 */
@ApplicationScoped
class LiveState {
  /** Name of the database's notification channel; its messages are {@code session:version}. */
  public static final String CHANNEL = "reachline_live";

  @Inject EntityManager database;
  @Inject TransactionSynchronizationRegistry transaction;
  @Inject EndOfAct end;

  /** The number now; 0 while nothing has happened on the page. */
  public long version(long sessionId) {
    return one("select version from live_state where session_id = ?1", Long.class, sessionId)
        .orElse(0L);
  }

  /** Number of the case on screen, counted from 1 within the agenda; empty for none. */
  public Optional<Integer> caseOnScreen(long sessionId) {
    return one(
        "select case_on_screen from live_state where session_id = ?1", Integer.class, sessionId);
  }

  /** Tells that something changed; several changes of one transaction are told once. */
  @Transactional
  public void changed(long sessionId) {
    String told = "live changed " + sessionId;
    if (transaction.getResource(told) != null) {
      return;
    }
    transaction.putResource(told, true);
    database.flush();
    database
        .createNativeQuery(
            "with v as (insert into live_state (session_id, version) values (?1, 1) on conflict"
                + " (session_id) do update set version = live_state.version + 1 returning version)"
                + " select cast(pg_notify('"
                + CHANNEL
                + "', ?2 || ':' || v.version) as text) from v",
            String.class)
        .setParameter(1, sessionId)
        .setParameter(2, Long.toString(sessionId))
        .getSingleResult();
  }

  /** Puts a case on screen, or takes it off. */
  @Transactional
  void show(long sessionId, Optional<Integer> number) {
    changed(sessionId);
    database
        .createNativeQuery("update live_state set case_on_screen = ?2 where session_id = ?1")
        .setParameter(1, sessionId)
        .setParameter(2, number.orElse(null))
        .executeUpdate();
  }

  /** Somebody came, or the list was corrected. */
  void onAttendance(@Observes AttendanceChanged change) {
    long session = change.attendance().session.id;
    end.once("live state of " + session, () -> changed(session));
  }

  /** The host started, closed or changed the session. */
  void onSession(@Observes SessionChanged change) {
    changed(change.session().id);
  }

  private <T> Optional<T> one(String sql, Class<T> type, long sessionId) {
    List<?> rows = database.createNativeQuery(sql, type).setParameter(1, sessionId).getResultList();
    return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(type.cast(rows.get(0)));
  }
}
