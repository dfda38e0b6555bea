package org.reachline.sessions.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.AttendanceInterval;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.Span;

/**
 * What earlier lists say of a participant and this one does not. Lists add up, because a service
 * gives one for each part of a session; so a corrected, shorter list takes nothing away, and
 * whoever takes it has to know.
 *
 * @param minutes minutes of the stays that earlier lists alone have
 * @param alone minutes that this list would give by itself
 * @param together minutes of all lists
 */
record EarlierList(int minutes, int alone, int together) {
  /** What differs; empty where earlier lists say no more than this one. */
  static Optional<EarlierList> of(Span session, Attendance known, List<Presence.Piece> stays) {
    List<Presence.Piece> others =
        known.intervals.stream()
            .map(AttendanceInterval::pieceOf)
            .filter(piece -> piece.evidence() == Evidence.IMPORT)
            .filter(piece -> stays.stream().noneMatch(stay -> isSame(piece, stay)))
            .toList();
    List<Presence.Piece> all = new ArrayList<>(others);
    all.addAll(stays);
    EarlierList differs =
        new EarlierList(
            Presence.of(session, others).minutes(),
            Presence.of(session, stays).minutes(),
            Presence.of(session, all).minutes());
    return differs.together == differs.alone ? Optional.empty() : Optional.of(differs);
  }

  /** Who stands in an earlier list and not in this one, in words; null for nobody. */
  static String missing(EchoSession session, List<AttendanceImport.Participant> listed) {
    Set<Long> here = new HashSet<>();
    listed.stream().filter(p -> p.person() != null).forEach(p -> here.add(p.person().id));
    List<String> names =
        Attendance.listForSession(session).stream()
            .filter(a -> a.intervals.stream().anyMatch(i -> i.evidence == Evidence.IMPORT))
            .filter(a -> !here.contains(a.person.id))
            .map(a -> a.person.name)
            .toList();
    if (names.isEmpty()) {
      return null;
    }
    boolean one = names.size() == 1;
    return (one ? "1 person of an earlier list is" : names.size() + " people of earlier lists are")
        + " not in this one: "
        + String.join(", ", names)
        + ". Their minutes stay; if this list corrects the earlier one, say so in the roll-call.";
  }

  private static boolean isSame(Presence.Piece one, Presence.Piece other) {
    return one.from().equals(other.from())
        && Optional.ofNullable(one.to()).equals(Optional.ofNullable(other.to()));
  }

  /** In words, after what would become of the attendance. */
  String inWords() {
    return "an earlier list has "
        + minutes
        + " min, this one "
        + alone
        + ", both together "
        + together
        + "; if this one corrects it, say so in the roll-call";
  }
}
