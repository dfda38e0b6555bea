package org.reachline.sessions.attendance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.SessionAccess;

/**
 * A person's attendance of a session as JSON.
 *
 * @param email mail address
 * @param name name
 * @param site code of the site, or null
 * @param part part at the site for which the person is expected, or null for somebody unexpected
 * @param expected whether the protocol expects the person
 * @param minutes minutes that count, or null where nothing is known
 * @param present whether they reach the study file's threshold
 * @param evidence the kind of evidence that decides, or null
 * @param minutesBy what each kind of evidence gives alone
 * @param silentMinutes of the minutes, those in which the person's live page was silent
 * @param changedByHand whether a host changed what other evidence said
 */
public record AttendanceJson(
    String email,
    String name,
    String site,
    String part,
    boolean expected,
    Integer minutes,
    boolean present,
    String evidence,
    Map<String, Integer> minutesBy,
    int silentMinutes,
    boolean changedByHand) {

  public static AttendanceJson of(SessionAccess.Line line, double presentAtLeast) {
    Attendance a = line.attendance();
    Map<String, Integer> minutesBy = new LinkedHashMap<>();
    if (a != null) {
      a.presence().minutesBy().forEach((kind, minutes) -> minutesBy.put(lower(kind), minutes));
    }
    return new AttendanceJson(
        line.person().email,
        line.person().name,
        line.site() == null ? null : line.site().code,
        line.part(),
        line.isExpected(),
        a == null ? null : a.minutes,
        a != null && a.isPresent(presentAtLeast),
        a == null ? null : lower(a.evidence),
        minutesBy,
        a == null ? 0 : a.presence().silentMinutes(),
        a != null && a.marked);
  }

  private static String lower(Evidence kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
