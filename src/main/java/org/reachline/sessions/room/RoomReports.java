package org.reachline.sessions.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.attendance.AttendanceLedger;

/**
 * Takes the reports of video rooms. A stay counts once both its ends are known, from the first
 * coming to the last going that was reported of it: so reports in any order, late or repeated, end
 * in the same minutes. A stay whose end nobody reported is no measurement.
 */
@ApplicationScoped
class RoomReports {
  @Inject EntityManager database;
  @Inject AttendanceLedger ledger;
  @Inject Clock clock;

  /**
   * Somebody came or went.
   *
   * @param eventId name of the report at the provider
   * @return whether it was taken; not if one of this name was taken before
   */
  @Transactional
  public boolean moved(
      String eventId,
      EchoSession session,
      RoomEvent.Kind kind,
      Person person,
      String stay,
      Instant at) {
    if (!take(eventId, session, kind, person, stay, at)) {
      return false;
    }
    List<RoomEvent> events = RoomEvent.listForStay(session, person, stay);
    Optional<Instant> came = times(events, RoomEvent.Kind.JOINED).min(Comparator.naturalOrder());
    Optional<Instant> went = times(events, RoomEvent.Kind.LEFT).max(Comparator.naturalOrder());
    if (came.isPresent() && went.filter(end -> !end.isBefore(came.get())).isPresent()) {
      ledger.record(
          session,
          person,
          new Presence.Piece(
              came.get(), went.get(), Evidence.WEBHOOK, clock.instant(), "stay:" + stay),
          "system",
          null);
    }
    return true;
  }

  /** The meeting ended, or a recording is ready. @return whether it was taken */
  @Transactional
  public boolean happened(String eventId, EchoSession session, RoomEvent.Kind kind) {
    return take(eventId, session, kind, null, null, clock.instant());
  }

  private static java.util.stream.Stream<Instant> times(
      List<RoomEvent> events, RoomEvent.Kind kind) {
    return events.stream().filter(e -> e.kind == kind).map(e -> e.happenedAt);
  }

  private boolean take(
      String eventId,
      EchoSession session,
      RoomEvent.Kind kind,
      Person person,
      String stay,
      Instant at) {
    database.flush();
    // Two of the same name at the same moment: the table takes one of them.
    return database
            .createNativeQuery(
                "insert into room_event (id, event_id, session_id, kind, person_id, stay,"
                    + " happened_at, received_at) values (nextval('room_event_seq'), ?1, ?2, ?3,"
                    + " cast(?4 as bigint), ?5, ?6, ?7) on conflict (event_id) do nothing")
            .setParameter(1, eventId)
            .setParameter(2, session.id)
            .setParameter(3, kind.name())
            .setParameter(4, person == null ? null : person.id)
            .setParameter(5, stay)
            .setParameter(6, at.atOffset(ZoneOffset.UTC))
            .setParameter(7, clock.instant().atOffset(ZoneOffset.UTC))
            .executeUpdate()
        == 1;
  }
}
