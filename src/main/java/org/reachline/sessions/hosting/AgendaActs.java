package org.reachline.sessions.hosting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.sessions.AgendaItem;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.SessionState;

/** Puts another agenda in the place of a session's, the same from the page and from the API. */
@ApplicationScoped
class AgendaActs {
  @Inject AuditTrail audit;
  @Inject Speakers speakers;
  @Inject Event<SessionChanged> changes;

  private record Item(String kind, String label, int minutes, String presenter, Long presenterId) {}

  private record State(int durationMinutes, List<Item> agenda) {
    static State of(EchoSession session) {
      return new State(
          session.durationMinutes,
          session.agenda.stream()
              .map(i -> new Item(i.kind.name(), i.label, i.minutes, i.presenter, i.presenterId))
              .toList());
    }
  }

  /**
   * Changes the agenda. The session then lasts as long as its agenda; whoever was invited is told
   * if that is another length.
   *
   * @throws Refusal.Conflict if somebody was quicker, the session was held (what was held is a
   *     record) or is cancelled
   */
  @Transactional
  public void change(EchoSession session, List<AgendaItem> items, Change change) {
    change.requireSeen(session);
    if (session.state() == SessionState.HELD || session.state() == SessionState.CANCELLED) {
      throw new Refusal.Conflict(
          "The agenda cannot be changed any more: this session is "
              + (session.state() == SessionState.HELD ? "held already." : "cancelled."),
          session.subject(),
          session.state().act());
    }
    audit.change(
        "session.agenda_changed",
        session,
        null,
        State::of,
        change.reason(),
        () -> {
          session.agenda.clear();
          session.agenda.addAll(speakers.resolve(session, items));
          session.durationMinutes = items.stream().mapToInt(i -> i.minutes).sum();
        });
    changes.fire(new SessionChanged(session));
  }
}
