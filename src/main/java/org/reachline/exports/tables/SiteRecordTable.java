package org.reachline.exports.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.reachline.base.facts.FactSheet;
import org.reachline.studies.records.SiteRecords;

/** One row per record of a kind, withdrawn ones too. What people wrote in it stays out. */
public final class SiteRecordTable {
  private SiteRecordTable() {}

  /** The table of a kind. */
  public static ExportTable of(SiteRecords<?, ?> records) {
    List<FactSheet.Exported> facts = records.sheet().exported();
    List<ExportColumn> columns = new ArrayList<>();
    columns.add(ExportColumn.integer("record", "Key of the " + records.one(), "", ""));
    columns.add(ExportColumn.text("site", "Site that it is about", ""));
    columns.add(ExportColumn.text("unit", "Unit that the site belongs to", ""));
    facts.forEach(fact -> columns.add(ExportColumn.of(fact)));
    columns.add(ExportColumn.instant("logged_at", "When it was entered", ""));
    columns.add(ExportColumn.instant("amended_at", "When it was last amended", "never"));
    columns.add(ExportColumn.instant("withdrawn_at", "When it was withdrawn", "stands"));
    String query =
        facts.stream()
                .map(fact -> ", r.facts." + fact.path())
                .collect(Collectors.joining("", "select r.id, s.code, u.code", ""))
            + ", r.loggedAt, r.amendedAt, r.withdrawnAt from "
            + records.type().getSimpleName()
            + " r join r.enrolment e join e.unit u join r.site s where r.study = :study order by"
            + " r.ordinal";
    return new QueryTable(
        records.many().replace(' ', '_') + ".csv",
        "one row per " + records.one() + ", withdrawn ones too (withdrawn_at)",
        true,
        columns,
        query);
  }
}
