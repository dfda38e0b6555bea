package org.reachline.exports.tables;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A file whose rows are those of one query, cell by cell.
 *
 * @param file name of the file
 * @param grain what one row is
 * @param revealsArm whether it shows, or lets one infer, what a site was allocated to
 * @param columns columns in the order of the query's
 * @param query over the study ({@code :study}), in a stable order
 */
record QueryTable(
    String file, String grain, boolean revealsArm, List<ExportColumn> columns, String query)
    implements ExportTable {

  QueryTable {
    columns = List.copyOf(columns);
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return columns;
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    try (Stream<Object[]> rows = cut.rows(query)) {
      rows.forEach(row -> out.accept(Arrays.asList(row)));
    }
  }
}
