package org.reachline.exports.tables;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/**
 * One row per ECHO session of the study. It names no site, so it tells nothing about an arm;
 * titles, presenters and reasons stay out.
 */
public final class SessionsTable implements ExportTable {
  @Override
  public String file() {
    return "sessions.csv";
  }

  @Override
  public String grain() {
    return "one row per ECHO session";
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return List.of(
        ExportColumn.integer("session", "Key of the session", "", ""),
        ExportColumn.text("strategy", "Key of the strategy that the programme delivers", ""),
        ExportColumn.integer("session_number", "Number within the programme", "", ""),
        ExportColumn.instant("starts_at", "When it began, or is to begin", ""),
        ExportColumn.integer("duration_minutes", "How long it is planned", "minutes", ""),
        ExportColumn.code("session_state", "Where it stands", "planned; open; held; cancelled", ""),
        ExportColumn.instant("opened_at", "When the host started it", "not started"),
        ExportColumn.instant("closed_at", "When the host closed it", "not closed"),
        ExportColumn.instant("cancelled_at", "When it was cancelled", "not cancelled"),
        ExportColumn.integer("program", "Key of the programme, as in programs.csv", "", ""),
        ExportColumn.integer(
            "held_minutes",
            "How long it was really held, of which the share of presence is",
            "minutes",
            "not held"));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    String query =
        "select s, p.strategy, p.id from EchoSession s join fetch s.program p where p.study = :study"
            + " order by s.startsAt, s.ordinal";
    try (Stream<Object[]> sessions = cut.rows(query)) {
      sessions.forEach(
          row -> out.accept(row((EchoSession) row[0], (String) row[1], (Long) row[2])));
    }
  }

  private static List<Object> row(EchoSession s, String strategy, Long program) {
    return Arrays.asList(
        s.id,
        strategy,
        s.number,
        s.startsAt,
        s.durationMinutes,
        s.state(),
        s.openedAt(),
        s.closedAt(),
        s.cancelledAt(),
        program,
        s.state() == SessionState.HELD ? s.heldMinutes() : null);
  }
}
