package org.reachline.exports.tables;

import java.util.List;
import java.util.function.Consumer;

/** One file of an export: its columns, and its rows in a stable order, one at a time. */
public interface ExportTable {
  /** Name of the file, such as {@code sites.csv}. */
  String file();

  /** What one row is, for the README. */
  String grain();

  /** Whether it shows, or lets one infer, what a site was allocated to. */
  default boolean revealsArm() {
    return false;
  }

  /** Columns in order. */
  List<ExportColumn> columns(Cut cut);

  /** Hands each row out; cells in the order of the columns, null for missing. */
  void rows(Cut cut, Consumer<List<Object>> out);
}
