package org.reachline.reach;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.ReportPlace;
import org.reachline.reach.reports.ReportTrail;
import org.reachline.reach.reports.SiteReport;

/**
 * A report as its page shows it.
 *
 * @param place where it stands
 * @param report the record, or null while none was begun
 * @param cell what the grid says of it
 * @param begun whether one was begun, even if the reader may not know its numbers
 * @param words whether the reader may read what was typed in words
 * @param lines the measures that are typed
 * @param follows the measures that follow from them
 * @param warnings what the study file warns about
 * @param problems what keeps it from being taken
 * @param typed what the typist sent beside the numbers
 * @param others what a colleague changed meanwhile; empty unless somebody was quicker
 * @param other who was quicker and with what, a sentence; or null
 * @param editable whether the reader may type now
 * @param waits why nothing can be filled in now although the reader might, a sentence; or null
 * @param trail what happened to it so far
 */
record ReportView(
    ReportPlace place,
    SiteReport report,
    CellState cell,
    boolean begun,
    boolean words,
    List<Line> lines,
    List<Line> follows,
    List<String> warnings,
    Problems problems,
    Typed typed,
    List<Difference> others,
    String other,
    boolean editable,
    String waits,
    List<ReportTrail.Step> trail) {
  /** Whether more may have happened than stands under the report. */
  public boolean longTrail() {
    return trail.size() == ReportTrail.MOST_BESIDE;
  }

  /** When a draft was saved last, or null. */
  public Instant saved() {
    return report == null || trail.isEmpty() ? null : trail.get(0).at();
  }

  /** Whether the form of a report that was handed in stands open: something is to be mended. */
  public boolean isAsked() {
    return problems.any() || other != null;
  }

  /** What the typist sent beside the numbers; the version is empty while there is no report. */
  public record Typed(String version, boolean confirmed, String note, String reason) {}

  /** A measure on which the record and the typist differ. */
  public record Difference(String label, String onRecord, String typed) {}

  /**
   * One measure.
   *
   * @param measure what is counted
   * @param value what stands in the box, or the number that follows; empty for blank
   * @param before the period before, in words; empty if there is none
   */
  public record Line(Measure measure, String value, String before) {
    /** What is counted and what is not, or an empty text. */
    public String help() {
      return measure.help().orElse("");
    }

    /** Whether the answer is yes or no. */
    public boolean isYesNo() {
      return measure.type() == MeasureType.YES_NO;
    }

    /** Whether the answer is words. */
    public boolean isWords() {
      return measure.type() == MeasureType.TEXT;
    }

    /** Which keys a phone offers. */
    public String inputmode() {
      return measure.type() == MeasureType.COUNT ? "numeric" : "decimal";
    }
  }

  /** Whether the report was handed in, so that a change is an amendment. */
  public boolean isAmending() {
    return report != null && report.state.isHandedIn();
  }

  /** Whether the page asks to confirm warnings. */
  public boolean isAsking() {
    return problems.of("report-note") != null || typed.confirmed() || !typed.note().isEmpty();
  }

  /** Whether anything is typed in a box. */
  public boolean isEmpty() {
    return lines.stream().allMatch(line -> line.value().isEmpty());
  }

  /** Lines of the typed measures with what stands in each box. */
  static List<Line> lines(
      ReportPlace place, Map<String, String> typed, Optional<SiteReport> before, boolean words) {
    List<Line> lines = new ArrayList<>();
    for (Measure measure : place.sheet().typed()) {
      String value = Objects.requireNonNullElse(typed.get(measure.key()), "");
      String last = before(measure, place, before);
      boolean hidden = !words && measure.type() == MeasureType.TEXT;
      lines.add(new Line(measure, hidden ? unread(value) : value, hidden ? unread(last) : last));
    }
    return lines;
  }

  /** Lines of the computed measures for these numbers. */
  static List<Line> follows(
      ReportPlace place, Map<String, BigDecimal> values, Optional<SiteReport> before) {
    Map<String, BigDecimal> all = place.sheet().complete(values);
    List<Line> lines = new ArrayList<>();
    for (Measure measure : place.sheet().computed()) {
      BigDecimal value = all.get(measure.key());
      lines.add(
          new Line(
              measure, value == null ? "" : value.toPlainString(), before(measure, place, before)));
    }
    return lines;
  }

  private static String unread(String words) {
    return words.isEmpty() ? "" : ReportTrail.UNREAD;
  }

  private static String before(Measure measure, ReportPlace place, Optional<SiteReport> before) {
    return before
        .map(report -> text(measure, report, place.sheet().complete(report.values)))
        .orElse("");
  }

  /** A number or words as they are shown; empty for blank. */
  static String text(Measure measure, SiteReport report, Map<String, BigDecimal> values) {
    BigDecimal value = values.get(measure.key());
    return switch (measure.type()) {
      case TEXT -> report.words.getOrDefault(measure.key(), "");
      case YES_NO -> value == null ? "" : value.signum() == 0 ? "no" : "yes";
      case COUNT, NUMBER, RATE -> value == null ? "" : value.toPlainString();
    };
  }
}
