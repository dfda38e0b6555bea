package org.reachline.exports.tables;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One row per contamination flag that was raised. Persons are keys; names and notes stay out. */
public final class ContaminationTable implements ExportTable {
  @Override
  public String file() {
    return "contamination.csv";
  }

  @Override
  public String grain() {
    return "one row per contamination flag, those that no longer hold too";
  }

  @Override
  public boolean revealsArm() {
    return true;
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return List.of(
        ExportColumn.integer("flag", "Key of the flag", "", ""),
        ExportColumn.code(
            "kind",
            "How treatment reached whom it was not meant for",
            "not_prescribed; beyond_plan; before_step; shared_coach; shared_person; moved_person;"
                + " guest",
            ""),
        ExportColumn.text("unit", "Unit it is about", "about a person"),
        ExportColumn.text("strategy", "Key of the strategy", "about a person"),
        ExportColumn.integer("person", "Key of the person it is about", "", "about a unit"),
        ExportColumn.date("since", "First day of the evidence", ""),
        ExportColumn.instant("raised_at", "When it was raised", ""),
        ExportColumn.code(
            "holds", "Whether it was so when the data were taken out", "0 = no; 1 = yes", ""),
        ExportColumn.instant("ended_at", "When it was found that it no longer held", "holds"),
        ExportColumn.integer(
            "contacts", "Contacts and sessions that show it, or showed it last", "contacts", ""),
        ExportColumn.integer("minutes", "Their minutes", "minutes", ""),
        ExportColumn.text("explanation", "What was found, in words that name nobody", ""),
        ExportColumn.integer("notes", "How many notes people wrote on it", "notes", ""),
        ExportColumn.code(
            "ended_because",
            "Why it no longer holds",
            "evidence_gone = no record shows it any more; unit_left = a unit left the study, until"
                + " then it was so",
            "holds"));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    String query =
        "select f.id, f.kind, u.code, f.strategy, p.id, f.since, f.raisedAt, s.holds, s.sinceAt,"
            + " s.contacts, s.minutes, s.said, (select count(n) from FlagNote n where n.flag = f and"
            + " n.writtenBy <> 'system'), s.endedBecause from ContaminationFlag f join FlagState s on s.flag = f left"
            + " join f.enrolment e left join e.unit u left join f.person p where f.study = :study"
            + " and s.key.step = (select max(x.key.step) from FlagState x where x.flag = f)"
            + " order by f.ordinal";
    try (Stream<Object[]> flags = cut.rows(query)) {
      flags.forEach(flag -> out.accept(row(flag)));
    }
  }

  private static List<Object> row(Object[] f) {
    boolean holds = (Boolean) f[7];
    String said = (String) f[11];
    return Arrays.asList(
        f[0],
        f[1],
        f[2],
        f[3],
        f[4],
        f[5],
        f[6],
        holds ? 1 : 0,
        holds ? null : f[8],
        f[9],
        f[10],
        f[4] == null ? said : "This person " + said,
        f[12],
        f[13]);
  }
}
