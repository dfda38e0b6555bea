package org.reachline.reach.imports;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.reachline.base.Problems;
import org.reachline.base.UploadedTable;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.reach.reports.Filled;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.reach.reports.ReportPlace;
import org.reachline.reach.reports.SiteReport;

/** The measures of a row, laid over what is on record; an empty cell makes a blank. */
final class ImportCells {
  /** What people and statistics programs write where nothing is known. */
  private static final Set<String> NOTHING =
      Set.of("na", "n/a", "nan", "null", "none", "missing", "unknown", ".", "-", "–", "—", "?");

  /** Numbers and words by which other systems say that there is none. */
  private static final Pattern CODE =
      Pattern.compile(
          "-(?:6{1,5}|7{1,5}|8{1,5}|9{1,5})|UNK|NASK|ASKU|NAV|MSK|NI|NP", Pattern.CASE_INSENSITIVE);

  private final StudyFile file;
  private final UploadedTable table;

  ImportCells(StudyFile file, UploadedTable table) {
    this.file = file;
    this.table = table;
  }

  /**
   * What a row makes of a report.
   *
   * @param existing the report on record, or null
   * @param problems where everything that cannot be taken is noted, under the measure's key
   */
  Filled over(UploadedTable.Row row, ReportPlace place, SiteReport existing, Problems problems) {
    MeasureSheet sheet = place.sheet();
    for (Measure measure : file.measures()) {
      if (row.has(measure.key()) && sheet.find(measure.key()).isEmpty()) {
        problems.add(
            measure.key(),
            "Sites of type " + place.site().typeLabel() + " do not report this. Leave it empty.");
      }
    }
    List<Measure> typed = sheet.typed().stream().filter(m -> table.has(m.key())).toList();
    Filled read = read(typed, row, problems);
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    Map<String, String> words = new LinkedHashMap<>();
    if (existing != null) {
      values.putAll(existing.values);
      words.putAll(existing.words);
    }
    typed.forEach(m -> values.remove(m.key()));
    typed.forEach(m -> words.remove(m.key()));
    values.putAll(read.values());
    words.putAll(read.words());
    List<Measure> computed = sheet.computed().stream().filter(m -> table.has(m.key())).toList();
    Map<String, BigDecimal> said = read(computed, row, problems).values();
    computed.forEach(m -> values.remove(m.key()));
    Map<String, BigDecimal> following = sheet.complete(values);
    for (Measure measure : computed) {
      BigDecimal claim = said.get(measure.key());
      BigDecimal result = following.get(measure.key());
      if (claim != null && result != null && claim.compareTo(result) != 0) {
        problems.add(
            measure.key(),
            "The file says "
                + claim.toPlainString()
                + ", but "
                + measure.computed().orElseThrow()
                + " makes "
                + result.toPlainString()
                + ".");
      } else if (claim != null && result == null) {
        // Its parts are blank: the total is all that is known.
        values.put(measure.key(), claim);
      }
    }
    return new Filled(values, words);
  }

  private Filled read(List<Measure> measures, UploadedTable.Row row, Problems problems) {
    for (Measure measure : measures) {
      String text = cell(row, measure);
      if (measure.type() != MeasureType.TEXT) {
        hint(measure, text)
            .ifPresent(
                hint -> problems.add(measure.key(), "“" + text + "” cannot be taken. " + hint));
      }
    }
    return Filled.read(
        measures,
        key -> problems.of(key) == null ? cell(row, file.findMeasure(key).orElseThrow()) : "",
        problems);
  }

  /** What stands in a cell; nothing where the study file's word for nothing does. */
  private String cell(UploadedTable.Row row, Measure measure) {
    String text = row.get(measure.key());
    return file.reporting().isMissingCode(text) ? "" : text;
  }

  /** A number below 0 is only then a code where no number below 0 can be meant. */
  private static boolean isCode(Measure measure, String text) {
    boolean number = text.startsWith("-");
    return CODE.matcher(text).matches()
        && (!number || measure.least().filter(least -> least.signum() >= 0).isPresent());
  }

  /** What to write instead of a text that spreadsheets and people put where a number belongs. */
  private static Optional<String> hint(Measure measure, String text) {
    if (NOTHING.contains(text.toLowerCase(Locale.ROOT)) || isCode(measure, text)) {
      return Optional.of(
          "Leave the cell empty if the number is not known; write 0 if there were none. A code for"
              + " missing numbers is named by the study file: reporting, missing_codes.");
    }
    return text.matches("-?[0-9]+,[0-9]+")
        ? Optional.of("Write decimals with a point, as in 210.5, and thousands without.")
        : Optional.empty();
  }
}
