package org.reachline.sessions.attendance;

import java.util.Map;

/**
 * A site's attendance of ECHO sessions as JSON.
 *
 * @param site code
 * @param offered sessions that the protocol offered it so far
 * @param attended sessions in which at least one of its people was present
 * @param minutes minutes of all its people together
 * @param minutesByPart the same by the people's parts at the site
 * @param beyond sessions in which its people were although it was not offered them
 */
public record SiteAttendanceJson(
    String site,
    int offered,
    int attended,
    int minutes,
    Map<String, Integer> minutesByPart,
    int beyond) {
  public static SiteAttendanceJson of(AttendanceMatrix.SiteRow row) {
    return new SiteAttendanceJson(
        row.site().code,
        row.offered(),
        row.attended(),
        row.minutes(),
        row.minutesByPart(),
        row.beyond());
  }
}
