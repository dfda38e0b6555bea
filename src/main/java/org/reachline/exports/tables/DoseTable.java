package org.reachline.exports.tables;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One row per line of the ledger of delivered dose, reversals too: sums over rows are the dose. */
public final class DoseTable implements ExportTable {
  @Override
  public String file() {
    return "dose.csv";
  }

  @Override
  public String grain() {
    return "one row per line of the dose ledger; a reversal carries figures below zero";
  }

  @Override
  public boolean revealsArm() {
    return true;
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return List.of(
        ExportColumn.integer("line", "Key of the line", "", ""),
        ExportColumn.text("unit", "Unit whose dose it touches", ""),
        ExportColumn.text("strategy", "Key of the strategy", ""),
        ExportColumn.text("source", "Kind and key of the record behind it", ""),
        ExportColumn.text("planned", "Planned contact it is matched to", "not matched"),
        ExportColumn.date("held_on", "Day in the unit's zone", ""),
        ExportColumn.integer("contacts", "1 for a posting, -1 for a reversal", "contacts", ""),
        ExportColumn.integer("minutes", "How long it lasted", "minutes", ""),
        ExportColumn.integer("person_minutes", "Everybody's minutes together", "minutes", ""),
        ExportColumn.text("why", "What caused the line", ""),
        ExportColumn.instant("posted_at", "When it was posted", ""));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    String query =
        "select d.id, u.code, d.strategy, d.source, d.occurrence, d.heldOn, d.contacts, d.minutes,"
            + " d.personMinutes, d.why, d.postedAt from DoseEntry d join Enrolment e on e.id ="
            + " d.enrolmentId join e.unit u where e.study = :study order by d.ordinal";
    try (Stream<Object[]> lines = cut.rows(query)) {
      lines.forEach(line -> out.accept(Arrays.asList(line)));
    }
  }
}
