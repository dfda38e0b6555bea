package org.reachline.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reachline.base.Spelling;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.studies.file.Measure;
import org.reachline.studies.file.StudyFile;

/**
 * The columns of a file of reports: where, when, and one per measure. Columns that the study file
 * does not know are kept apart, so that the uploader decides about them.
 *
 * @param expected columns that the file may have, the unknown ones included
 * @param unknown names of columns without a meaning here
 */
record ImportColumns(List<Column> expected, List<String> unknown) {
  static final String SITE = "site";
  static final String MONTH = "month";
  static final String STUDY_MONTH = "study_month";
  static final String PHASE = "phase";
  static final String SUBMITTED_ON = "submitted_on";

  static ImportColumns of(StudyFile file, String text) {
    List<Column> expected = new ArrayList<>();
    expected.add(Column.required(SITE, "site_code", "site_id"));
    expected.add(Column.optional(MONTH));
    expected.add(Column.optional(STUDY_MONTH));
    expected.add(Column.optional(PHASE));
    expected.add(Column.optional(SUBMITTED_ON));
    for (Measure measure : file.measures()) {
      expected.add(Column.optional(measure.key()));
    }
    List<String> unknown = new ArrayList<>();
    for (String written : UploadedTable.header(text)) {
      String name = written.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
      boolean known =
          expected.stream().anyMatch(c -> c.name().equals(name) || c.otherNames().contains(name));
      if (!known && !name.isEmpty()) {
        unknown.add(name);
      }
    }
    List<String> suggestions = new ArrayList<>();
    List<String> names = expected.stream().map(Column::name).toList();
    for (String name : unknown) {
      // Short names are near to everything.
      suggestions.add(name.length() > 5 ? name + Spelling.didYouMean(name, names) : name);
      expected.add(Column.optional(name));
    }
    return new ImportColumns(List.copyOf(expected), List.copyOf(suggestions));
  }
}
