package org.reachline.exports;

import java.util.List;
import org.reachline.exports.tables.Cut;
import org.reachline.exports.tables.ExportTable;

/** The README.txt of an export: what it is, from when, by whom, and how to read it. */
final class ExportReadme {
  private ExportReadme() {}

  static String of(
      Cut cut,
      ExportRecord log,
      String name,
      List<ExportRecord.Entry> entries,
      List<ExportTable> tables,
      List<String> amended) {
    StringBuilder text = new StringBuilder();
    text.append(cut.study().title).append("\n");
    cut.file().registryId().ifPresent(id -> text.append("Registry: ").append(id).append("\n"));
    if (cut.study().simulated) {
      text.append(
          "\nSIMULATED DATA. Sites, people and numbers are made by a simulator and describe no real"
              + " place or person.\n");
    }
    text.append("\nStudy: ").append(cut.study().slug).append("\n");
    text.append("Study file: version ")
        .append(log.studyVersion.number)
        .append(", SHA-256 ")
        .append(log.studyVersion.sha256)
        .append("\n");
    text.append("Taken at: ").append(log.exportedAt).append(" (UTC)\n");
    text.append("Taken by: ").append(name).append(" <").append(log.exportedBy).append(">\n");
    text.append("\nFiles\n");
    for (ExportTable table : tables) {
      entries.stream()
          .filter(e -> e.name().equals(table.file()))
          .findFirst()
          .ifPresentOrElse(
              e ->
                  text.append("  ")
                      .append(e.name())
                      .append(": ")
                      .append(e.rows())
                      .append(" rows, ")
                      .append(table.grain())
                      .append("\n"),
              () ->
                  text.append("  ")
                      .append(table.file())
                      .append(": left out, because it would show who was allocated to what\n"));
    }
    text.append("  codebook.csv: every column with label, type, unit, codes and missing values\n");
    if (!amended.isEmpty()) {
      text.append("\nQuestions that were written anew after somebody had looked\n");
      amended.forEach(sentence -> text.append("  ").append(sentence).append("\n"));
    }
    text.append(
        """

        How to read them
          UTF-8, comma-separated, header row. Dates are ISO 8601, times UTC.
          An empty cell is missing: not reported, never zero. The codebook says what it means.
          A text that begins with = + - or @ has an apostrophe before it, so that no spreadsheet
          runs it as a formula; numbers are numbers.
          All files show the same instant. Drafts of reports hold no numbers here.
          Free text, notes and names of people are never exported, save the protocol's own words and
          why its study file was changed; persons are keys.
        """);
    return text.toString();
  }
}
