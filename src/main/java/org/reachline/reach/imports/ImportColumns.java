package org.reachline.reach.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.base.Suggestions;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.input.UploadedText;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.Measure;

/**
 * The columns of a file of reports: where, when, and one per measure, or a measure and its value in
 * each row. Columns that the study file does not know are kept apart, so that the uploader says
 * what they are; those of our own exports and of REDCap are known.
 *
 * @param expected columns that the file may have, the unknown ones included
 * @param unknown columns without a meaning here, with what could have been meant
 * @param names the same, bare
 * @param meanings what a column can be said to be
 * @param isLong whether each row holds one measure and its value
 * @param unclear columns that were said to be something that there is not
 */
record ImportColumns(
    List<Column> expected,
    List<String> unknown,
    List<String> names,
    List<String> meanings,
    boolean isLong,
    List<String> unclear) {
  static final String SITE = "site";
  static final String MONTH = "month";
  static final String STUDY_MONTH = "study_month";
  static final String PHASE = "phase";
  static final String SUBMITTED_ON = "submitted_on";
  static final String MEASURE = "measure";
  static final String VALUE = "value";

  /** What a column is said to be that is left aside. */
  static final String ASIDE = "aside";

  /** Columns of site_months.csv beside the measures: what the service says itself. */
  private static final Set<String> OWN =
      Set.of(
          "unit",
          "period_from",
          "period_to",
          "due_on",
          "expected",
          "report_state",
          "submitted_at",
          "on_time");

  private static final String REDCAP_EVENT = "redcap_event_name";
  private static final String REDCAP_GROUP = "redcap_data_access_group";

  /** What a file of this study can be made of; the mapping says what unknown columns are. */
  static ImportColumns of(StudyFile file, UploadedText text, Map<String, String> mapping) {
    List<String> header =
        UploadedTable.header(text.reader()).stream().map(ImportColumns::plain).distinct().toList();
    Map<String, String> said = new LinkedHashMap<>();
    mapping.forEach((column, meaning) -> said.put(plain(column), plain(meaning)));
    boolean redcap = header.contains(REDCAP_EVENT);
    if (redcap) {
      header.stream().filter(ImportColumns::isRedcapOwn).forEach(c -> said.putIfAbsent(c, ASIDE));
      if (Stream.of(SITE, "site_code", "site_id").noneMatch(header::contains)) {
        said.putIfAbsent(REDCAP_GROUP, SITE);
      }
      said.putIfAbsent(REDCAP_GROUP, ASIDE);
      said.putIfAbsent(REDCAP_EVENT, header.contains(STUDY_MONTH) ? ASIDE : STUDY_MONTH);
    }
    List<String> measures = file.measures().stream().map(Measure::key).toList();
    boolean isLong =
        header.contains(MEASURE)
            && header.contains(VALUE)
            && measures.stream().noneMatch(header::contains);
    List<String> meanings = new ArrayList<>(List.of(SITE, MONTH, STUDY_MONTH, PHASE, SUBMITTED_ON));
    meanings.addAll(isLong ? List.of(MEASURE, VALUE) : measures);
    List<Column> expected = new ArrayList<>();
    for (String meaning : meanings) {
      List<String> others = new ArrayList<>(otherNames(meaning));
      said.forEach(
          (column, is) -> {
            if (is.equals(meaning) && header.contains(column)) {
              others.add(column);
            }
          });
      expected.add(new Column(meaning, meaning.equals(SITE), List.copyOf(others)));
    }
    List<String> unclear =
        said.entrySet().stream()
            .filter(e -> header.contains(e.getKey()))
            .filter(e -> !meanings.contains(e.getValue()) && !e.getValue().equals(ASIDE))
            .map(e -> e.getKey() + " as “" + e.getValue() + "”")
            .toList();
    List<String> unknown = new ArrayList<>();
    for (String name : header) {
      boolean known =
          expected.stream().anyMatch(c -> c.name().equals(name) || c.otherNames().contains(name));
      if (!known && !name.isEmpty()) {
        expected.add(Column.optional(name));
        if (!OWN.contains(name) && !ASIDE.equals(said.get(name))) {
          unknown.add(name);
        }
      }
    }
    List<String> suggestions =
        unknown.stream()
            // Short names are near to everything.
            .map(n -> n.length() > 5 ? n + Suggestions.didYouMean(n, meanings) : n)
            .toList();
    return new ImportColumns(
        List.copyOf(expected), suggestions, List.copyOf(unknown), meanings, isLong, unclear);
  }

  /**
   * The table, with one row per site and period and one column per measure; read block by block.
   */
  UploadedTable read(StudyFile file, UploadedText text) {
    if (!isLong) {
      return UploadedTable.open(text.reader(), text.sha256(), expected);
    }
    // Rows of one report may stand anywhere, so they are gathered.
    UploadedTable table = UploadedTable.read(text.text(), expected);
    return table.problems().isEmpty()
        ? table.spread(MEASURE, VALUE, file.measures().stream().map(Measure::key).toList())
        : table;
  }

  /** The column in which REDCap says that a form is incomplete, if the file has one. */
  Optional<String> incompleteFlag() {
    return expected.stream()
        .map(Column::name)
        .filter(name -> name.endsWith("_complete") && isRedcap())
        .findFirst();
  }

  private boolean isRedcap() {
    return expected.stream().anyMatch(c -> c.otherNames().contains(REDCAP_EVENT));
  }

  private static boolean isRedcapOwn(String column) {
    return column.equals("record_id")
        || column.startsWith("redcap_repeat_")
        || column.equals("redcap_survey_identifier")
        || column.endsWith("_timestamp")
        || column.endsWith("_complete");
  }

  private static List<String> otherNames(String meaning) {
    return switch (meaning) {
      case SITE -> List.of("site_code", "site_id");
      case MONTH -> List.of("report_month", "reporting_month");
      // Exports cut names to what every statistics package takes.
      default -> meaning.length() > 32 ? List.of(meaning.substring(0, 28) + "_1") : List.of();
    };
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  /** {@code column=meaning, column=meaning}, as an address carries it. */
  public static Map<String, String> mapping(String written) {
    if (written == null || written.isBlank()) {
      return Map.of();
    }
    return Stream.of(written.split("[,\\n]"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> !pair[0].isBlank())
        .collect(
            Collectors.toMap(
                pair -> pair[0].strip(),
                pair -> pair.length < 2 ? "" : pair[1].strip(),
                (one, other) -> other,
                LinkedHashMap::new));
  }
}
