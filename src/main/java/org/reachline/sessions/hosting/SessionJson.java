package org.reachline.sessions.hosting;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.reachline.sessions.AgendaItem;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/**
 * A session as JSON.
 *
 * @param id key within the service
 * @param program name of the series
 * @param strategy key of the strategy in the study file
 * @param number number within the series
 * @param startsAt start, UTC
 * @param zone the hub's time zone
 * @param durationMinutes planned length
 * @param heldMinutes for how long it was held within that, or null unless it was held; shares of
 *     presence are of this
 * @param state planned, open, held or cancelled
 * @param cancelReason why it was cancelled, or null; null, too, for whoever may not know who speaks
 * @param didacticTitle title of the talk, or null
 * @param didacticPresenter who gives it; null while open, and for whoever may not know who speaks
 * @param didacticPresenterId key of the person who gives it; null for somebody from outside, too
 * @param caseSlots how many cases it has room for
 * @param agenda stretches in order
 * @param roomUrl address of the room; hosts only, else null
 * @param version names the state for the next change
 */
public record SessionJson(
    long id,
    String program,
    String strategy,
    int number,
    Instant startsAt,
    String zone,
    int durationMinutes,
    Integer heldMinutes,
    String state,
    String cancelReason,
    String didacticTitle,
    String didacticPresenter,
    Long didacticPresenterId,
    int caseSlots,
    List<Item> agenda,
    String roomUrl,
    int version) {

  /**
   * A stretch of the agenda.
   *
   * @param kind welcome, didactic, case, questions or closing
   * @param label what people read
   * @param minutes length
   * @param presenter who speaks; null for nobody, and for whoever may not know who speaks; the
   *     talk's presenter stands with the session
   * @param presenterId key of the person; null for somebody from outside, too
   */
  public record Item(String kind, String label, int minutes, String presenter, Long presenterId) {}

  /** The session for those who run it. */
  public static SessionJson forHosts(EchoSession session) {
    return of(session, true, true);
  }

  /**
   * The session for a reader.
   *
   * @param host whether they run it
   * @param words whether they may read what was typed, and who speaks
   */
  static SessionJson of(EchoSession session, boolean host, boolean words) {
    return new SessionJson(
        session.id,
        session.program.name,
        session.program.strategy,
        session.number,
        session.startsAt,
        session.program.zone,
        session.durationMinutes,
        session.state() == SessionState.HELD ? session.heldMinutes() : null,
        lower(session.state()),
        words ? session.cancelReason() : null,
        words ? session.didacticTitle : null,
        words ? session.didacticPresenter : null,
        words ? session.didacticPresenterId : null,
        session.caseSlots(),
        session.agenda.stream().map(i -> item(i, words)).toList(),
        host ? session.room().orElse(null) : null,
        session.version);
  }

  private static Item item(AgendaItem i, boolean words) {
    return new Item(
        lower(i.kind),
        words ? i.label : i.kindLabel(),
        i.minutes,
        words ? i.presenter : null,
        words ? i.presenterId : null);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
