package org.reachline.exports.tables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Factor;
import org.reachline.studies.Allocation;
import org.reachline.studies.Enrolment;

/** One row per allocated unit: arm and levels. */
public final class AllocationTable implements ExportTable {
  @Override
  public String file() {
    return "allocation.csv";
  }

  @Override
  public String grain() {
    return "one row per allocated unit";
  }

  @Override
  public boolean revealsArm() {
    return true;
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    List<ExportColumn> columns = new ArrayList<>();
    columns.add(ExportColumn.text("unit", "Code of the unit", ""));
    columns.add(
        ExportColumn.code(
            "arm",
            "Arm",
            String.join(
                "; ", cut.file().arms().stream().map(a -> a.key() + " = " + a.label()).toList()),
            ""));
    Set<String> taken = new HashSet<>(Set.of("unit", "arm", "allocated_at", "list_sha256"));
    for (Factor factor : cut.file().factors()) {
      String key = factor.key().toLowerCase(Locale.ROOT).replace('-', '_');
      columns.add(
          ExportColumn.code(
              SiteMonthsTable.name("factor_" + key, taken),
              "Level of the factor: " + factor.label(),
              String.join(
                  "; ", factor.levels().stream().map(l -> l.key() + " = " + l.label()).toList()),
              ""));
    }
    columns.add(ExportColumn.instant("allocated_at", "When it was allocated", ""));
    columns.add(ExportColumn.text("list_sha256", "SHA-256 of the allocation list", ""));
    return columns;
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    for (Allocation allocation : Allocation.listForStudy(cut.study())) {
      Enrolment enrolment = allocation.enrolment;
      List<Object> row = new ArrayList<>();
      row.add(enrolment.unit.code);
      row.add(allocation.armKey);
      for (Factor factor : cut.file().factors()) {
        row.add(
            cut.file()
                .findArm(allocation.armKey)
                .map(Arm::levels)
                .map(levels -> levels.get(factor.key()))
                .orElse(null));
      }
      row.add(allocation.allocatedAt);
      row.add(allocation.listSha256);
      out.accept(row);
    }
  }
}
