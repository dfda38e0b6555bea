package org.reachline.reach.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.Problems;
import org.reachline.base.lists.ListSaid;

/**
 * What the uploader has agreed to.
 *
 * @param ignoreUnknown whether columns that the study file does not know are left aside
 * @param acceptWarnings whether rows with warnings are taken
 * @param note why the warnings do not apply; needed if any are accepted
 * @param reason why reports that were handed in change; needed if any do
 * @param columns what columns are that the study file does not know: meaning by name
 * @param basis what the preview stood on that was looked at; null to save without having looked
 */
record ImportOptions(
    boolean ignoreUnknown,
    boolean acceptWarnings,
    String note,
    String reason,
    Map<String, String> columns,
    String basis) {
  /** What is said beside a file. */
  static ImportOptions of(ListSaid said) {
    return new ImportOptions(
        said.has("ignoreUnknown"),
        said.has("acceptWarnings"),
        said.first("note"),
        said.reason(),
        columns(said),
        said.basis());
  }

  private static Map<String, String> columns(ListSaid said) {
    Map<String, String> columns = new LinkedHashMap<>(ImportColumns.mapping(said.first("columns")));
    List<String> names = said.all("column");
    List<String> meanings = said.all("meaning");
    for (int i = 0; i < Math.min(names.size(), meanings.size()); i++) {
      if (!meanings.get(i).isBlank()) {
        columns.put(names.get(i), meanings.get(i));
      }
    }
    return columns;
  }

  /** Whether something was said. */
  static boolean isSaid(String typed) {
    return typed != null && !typed.isBlank();
  }

  /** What is wrong with what was typed beside the file. */
  Problems words() {
    Problems problems = new Problems();
    problems.optionalText("note", note, 1000);
    problems.optionalText("reason", reason, 1000);
    return problems;
  }
}
