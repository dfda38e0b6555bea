package org.reachline.exports;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One row per contamination flag that was raised. Persons are keys; names and notes stay out. */
final class ContaminationTable implements ExportTable {
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
            "not_prescribed; beyond_plan; shared_coach; shared_person; moved_person",
            ""),
        ExportColumn.text("unit", "Unit it is about", "about a person"),
        ExportColumn.text("strategy", "Key of the strategy", "about a person"),
        ExportColumn.integer("person", "Key of the person it is about", "", "about a unit"),
        ExportColumn.date("since", "First day of the evidence", ""),
        ExportColumn.instant("raised_at", "When it was raised", ""),
        ExportColumn.integer("notes", "How many notes people wrote on it", "notes", ""));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    String query =
        "select f.id, f.kind, u.code, f.strategy, p.id, f.since, f.raisedAt,"
            + " (select count(n) from FlagNote n where n.flag = f and"
            + " n.writtenBy <> 'system') from ContaminationFlag f left"
            + " join f.enrolment e left join e.unit u left join f.person p where f.study = :study"
            + " order by f.ordinal";
    try (Stream<Object[]> flags = cut.rows(query)) {
      flags.forEach(flag -> out.accept(Arrays.asList(flag)));
    }
  }
}
