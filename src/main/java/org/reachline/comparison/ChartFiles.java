package org.reachline.comparison;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.reachline.comparison.methods.Effect;

/** What the charts of a comparison show, as files to take along. */
final class ChartFiles {
  /** The look of the page's charts, for a drawing that stands alone, on white. */
  private static final String STYLE =
      "<style>svg{color:#1a2225;background:#fff}text{font:13px 'Source Sans 3',Arial,sans-serif;"
          + "fill:#1a2225}.soft-text{fill:#495459}.band{fill:#efece3}.grid-line{stroke:#d9d4c6;"
          + "fill:none}.ax{stroke:#1a2225;stroke-width:1.5;fill:none}polyline{fill:none;stroke:"
          + "currentColor;stroke-width:1.8}.dot{fill:currentColor}.dot-open{fill:#fff;stroke:"
          + "currentColor;stroke-width:.35}.dot-thin{fill:#fff;stroke:#a39f93;stroke-width:.4}"
          + ".arm-stroke-1{color:#12436d}.arm-stroke-2{color:#b5520b}.arm-stroke-3{color:#127a5f}"
          + ".arm-stroke-4{color:#7a3e8e}.arm-stroke-5{color:#8f1d4c}.arm-stroke-6{color:#5a5a00}"
          + ".arm-stroke-7{color:#3a4750}.arm-stroke-8{color:#7a4418}.arm-stroke-9,.arm-stroke-11"
          + "{color:#174a78}.arm-stroke-10,.arm-stroke-12{color:#b9540a}.arm-stroke-9 polyline,"
          + ".arm-stroke-10 polyline{stroke-width:1.2}.arm-stroke-11 polyline,.arm-stroke-12 "
          + "polyline{stroke-width:2.6}.arm-stroke-10 polyline,.arm-stroke-12 polyline"
          + "{stroke-dasharray:7 3}</style>";

  private ChartFiles() {}

  /** A drawing of a page as a file of its own. */
  static String svg(String drawing) {
    return drawing
        .strip()
        .replaceFirst("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
        .replaceFirst(">", ">" + STYLE);
  }

  /** Every month of every line, one row each. */
  static String months(Trajectory trajectory) {
    return written(
        csv -> {
          csv.writeRecord("line", "study_month", "phase", "sites", "events", "rate");
          for (Trajectory.Month month : trajectory.months()) {
            for (int i = 0; i < trajectory.lines().size(); i++) {
              Trajectory.Point point = month.points().get(i);
              csv.writeRecord(
                  trajectory.lines().get(i).label(),
                  String.valueOf(month.studyMonth()),
                  month.phase(),
                  String.valueOf(point.sites()),
                  String.valueOf(point.events()),
                  text(point.rate()));
            }
          }
        });
  }

  /** Every randomised contrast, one row each. */
  static String contrasts(List<Effect> effects) {
    return written(
        csv -> {
          csv.writeRecord(
              "contrast", "measured_as", "value", "lower", "upper", "p", "units", "df", "method");
          for (Effect e : effects) {
            csv.writeRecord(
                e.label(),
                e.measuredAs(),
                String.valueOf(e.value()),
                text(e.lower()),
                text(e.upper()),
                text(e.pValue()),
                String.valueOf(e.units()),
                text(e.df()),
                e.method());
          }
        });
  }

  private interface Rows {
    void into(CsvWriter csv);
  }

  private static String written(Rows rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      rows.into(csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Nothing where it cannot be estimated: never 0. */
  private static String text(Double value) {
    return value == null || !Double.isFinite(value) ? "" : value.toString();
  }
}
