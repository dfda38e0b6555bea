package org.reachline.exports.tables;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One row per person and session. Persons are keys, never names. */
public final class AttendanceTable implements ExportTable {
  @Override
  public String file() {
    return "attendance.csv";
  }

  @Override
  public String grain() {
    return "one row per person and session";
  }

  @Override
  public boolean revealsArm() {
    return true;
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return List.of(
        ExportColumn.integer("session", "Key of the session, as in sessions.csv", "", ""),
        ExportColumn.integer("person", "Key of the person; no name is exported", "", ""),
        ExportColumn.text("site", "The person's site on that day", "belonged to no site"),
        ExportColumn.text("unit", "Unit of that site", "belonged to no unit of this study"),
        ExportColumn.integer("minutes", "Minutes that count", "minutes", ""),
        ExportColumn.code(
            "evidence",
            "Kind of evidence that decides",
            "roll_call; heartbeat; webhook; import; joined; statement",
            ""),
        ExportColumn.code(
            "marked", "Whether a host changed what other evidence said", "0 = no; 1 = yes", ""));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    Map<Long, String> units = cut.unitBySite();
    String query =
        "select s.id, p.id, site.code, site.id, a.minutes, a.evidence, a.marked from Attendance a"
            + " join a.session s join s.program g join a.person p left join a.site site where"
            + " g.study = :study order by s.startsAt, s.ordinal, p.ordinal";
    try (Stream<Object[]> attendances = cut.rows(query)) {
      attendances.forEach(
          a ->
              out.accept(
                  Arrays.asList(
                      a[0], a[1], a[2], a[3] == null ? null : units.get(a[3]), a[4], a[5], a[6])));
    }
  }
}
