package org.reachline.reach.imports;

import java.util.Map;

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
public record ImportOptions(
    boolean ignoreUnknown,
    boolean acceptWarnings,
    String note,
    String reason,
    Map<String, String> columns,
    String basis) {
  /** These columns, and nothing else agreed to. */
  ImportOptions onlyColumns() {
    return new ImportOptions(false, false, null, null, columns, null);
  }

  /** Nothing agreed to yet: what a first dry run asks with. */
  public static ImportOptions none() {
    return new ImportOptions(false, false, null, null, Map.of(), null);
  }
}
