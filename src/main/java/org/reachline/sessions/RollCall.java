package org.reachline.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reachline.base.Audit;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.people.Person;

/**
 * The host says who was there for how long. Saying it for somebody of whom nothing was known needs
 * no reason; changing what is known does, and stays marked with its author.
 */
@ApplicationScoped
public class RollCall {
  @Inject AttendanceLedger ledger;
  @Inject Audit audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /**
   * One person's row.
   *
   * @param person who
   * @param minutes minutes in the session; 0 for absent
   * @param reason why, or null
   */
  public record Entry(Person person, int minutes, String reason) {}

  private record State(String person, Integer minutes, String evidence) {}

  /** How many minutes at most somebody can have been in this session. */
  public static int most(EchoSession session) {
    Span span = session.span();
    return (int) Duration.between(span.from(), span.to()).toMinutes();
  }

  /** Notes a problem where a row changes what is known and gives no reason. */
  public void check(EchoSession session, Entry entry, Problems problems, String reasonField) {
    if (changes(session, entry) && isKnown(session, entry.person()) && entry.reason() == null) {
      problems.add(reasonField, "Say why you change what is known of " + entry.person().name + ".");
    }
  }

  /** Whether the row says something else than what counts now. */
  public boolean changes(EchoSession session, Entry entry) {
    return Attendance.find(session, entry.person())
        .map(known -> known.minutes != entry.minutes())
        .orElse(true);
  }

  private static boolean isKnown(EchoSession session, Person person) {
    return Attendance.find(session, person).isPresent();
  }

  /**
   * Writes down the rows that change something.
   *
   * @return how many did
   * @throws Refusal.Conflict if the session is cancelled or its doors never opened
   */
  @Transactional
  public int save(EchoSession session, List<Entry> entries) {
    requireBegun(session);
    int changed = 0;
    for (Entry entry : entries) {
      if (!changes(session, entry)) {
        continue;
      }
      Optional<Attendance> known = Attendance.find(session, entry.person());
      State before = known.map(RollCall::state).orElse(null);
      Instant from = session.startsAt;
      Presence.Piece piece =
          new Presence.Piece(
              from,
              from.plus(Duration.ofMinutes(entry.minutes())),
              Evidence.ROLL_CALL,
              clock.instant(),
              UUID.randomUUID().toString());
      Attendance after =
          ledger.record(
              session,
              entry.person(),
              piece,
              me.email(),
              known.isPresent() ? entry.reason() : null);
      audit.record(
          known.isPresent() ? "attendance.changed" : "attendance.recorded",
          SessionActs.subject(session),
          after.site == null ? null : after.site.id,
          before,
          state(after),
          entry.reason());
      changed++;
    }
    return changed;
  }

  /** Passes only once people can have come. @throws Refusal.Conflict otherwise */
  public void requireBegun(EchoSession session) {
    if (session.state() == SessionState.CANCELLED) {
      throw new Refusal.Conflict(
          "This session was cancelled: nobody can have attended it.",
          session.subject(),
          session.state().act());
    }
    if (clock.instant().isBefore(session.doorsOpenAt())) {
      throw new Refusal.Conflict("This session has not begun: nobody can have attended it yet.");
    }
  }

  private static State state(Attendance attendance) {
    return new State(attendance.person.email, attendance.minutes, attendance.evidence.name());
  }
}
