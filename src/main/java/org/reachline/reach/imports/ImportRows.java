package org.reachline.reach.imports;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.Suggestions;
import org.reachline.base.UploadedTable;
import org.reachline.base.lists.ListBasis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.Measure;
import org.reachline.reach.reports.Filled;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.ReportPlace;
import org.reachline.reach.reports.SiteReport;
import org.reachline.reach.reports.Unusual;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** Reads the rows of a file of reports against what is on record; changes nothing. */
final class ImportRows {
  /** A row that would be kept. */
  record Plan(
      int row,
      ReportPlace place,
      SiteReport existing,
      Filled filled,
      Instant submittedAt,
      boolean amends,
      boolean warned) {}

  private final Study study;
  private final StudyFile file;
  private final UploadedTable table;
  private final ImportColumns columns;
  private final Clock clock;
  private final boolean mayDate;
  private final Map<String, Site> sites = new HashMap<>();
  private final ImportCells cells;
  private final Map<Long, Enrolment> enrolments;
  private final Map<Long, ReportCalendar> calendars = new HashMap<>();
  private final Map<String, MeasureSheet> sheets = new HashMap<>();
  private final Map<String, SiteReport> reports = new HashMap<>();
  private final Map<String, Map<Integer, Map<String, BigDecimal>>> numbers = new HashMap<>();
  private final Set<String> keys = new HashSet<>();

  final List<RowOutcome> outcomes = new ArrayList<>();
  final List<ImportPreview.Warning> warnings = new ArrayList<>();
  final List<Plan> plans = new ArrayList<>();

  /** Every report that the file speaks of, begun or not, whatever the row makes of it. */
  final List<ListBasis.Found> met = new ArrayList<>();

  /**
   * Rows of a file.
   *
   * @param mayEnter which sites the person reports for; others look as if they were not there
   * @param mayDate whether the person may say when a report came in
   */
  ImportRows(
      Study study,
      StudyFile file,
      UploadedTable table,
      ImportColumns columns,
      Clock clock,
      Predicate<Site> mayEnter,
      boolean mayDate) {
    this.study = study;
    this.file = file;
    this.table = table;
    this.columns = columns;
    this.clock = clock;
    this.mayDate = mayDate;
    this.cells = new ImportCells(file, table);
    List<Enrolment> all = Enrolment.listForStudy(study);
    enrolments = Enrolment.bySite(all);
    for (Enrolment enrolment : all) {
      for (Site site : enrolment.members) {
        if (mayEnter.test(site)) {
          sites.put(site.code.toUpperCase(Locale.ROOT), site);
        }
      }
    }
    for (SiteReport report : SiteReport.listForStudy(study)) {
      reports.put(report.key(), report);
      numbers(report.enrolment.id, report.site).put(report.studyMonth, report.values);
    }
  }

  /** What is known of a site's other months, the rows above included. */
  private Map<Integer, Map<String, BigDecimal>> numbers(long enrolment, Site site) {
    return numbers.computeIfAbsent(enrolment + "/" + site.id, key -> new HashMap<>());
  }

  void readAll() {
    table.rows().forEach(this::read);
  }

  private void read(UploadedTable.Row row) {
    String code = row.get(ImportColumns.SITE);
    Site site = sites.get(code.toUpperCase(Locale.ROOT));
    if (site == null) {
      error(
          row, code, ImportColumns.SITE, code.isEmpty() ? "Please name the site." : unknown(code));
      return;
    }
    if (!ReportCalendar.asks(file, site)) {
      error(row, code, ImportColumns.SITE, "Sites of this type report nothing in this study.");
      return;
    }
    Enrolment enrolment = enrolments.get(site.id);
    ReportCalendar calendar =
        calendars.computeIfAbsent(site.id, id -> ReportCalendar.of(file, enrolment, site));
    if (calendar.periods().isEmpty()) {
      error(row, code, ImportColumns.SITE, "This site has no start date yet, so no study month 1.");
      return;
    }
    Problems problems = new Problems();
    Optional<ReportPeriod> period = ImportPeriods.find(row, file, calendar, problems);
    if (period.isEmpty()) {
      problems.list().forEach(p -> error(row, code, p.field(), p.message()));
      return;
    }
    MeasureSheet sheet = sheets.computeIfAbsent(site.type, type -> MeasureSheet.of(file, type));
    ReportPlace place =
        new ReportPlace(study, file, enrolment, site, calendar, period.get(), sheet, false);
    String what = code + ", " + period.get().name();
    String key = SiteReport.key(enrolment, site, period.get().studyMonth());
    if (!keys.add(key)) {
      error(row, what, "", "This site and period stand in an earlier row too. Keep one of them.");
      return;
    }
    SiteReport existing = reports.get(key);
    met.add(
        existing == null
            ? new ListBasis.Found("no report " + key, what, null)
            : new ListBasis.Found(existing.subject(), what, existing.version));
    plan(row, what, place, existing, problems);
  }

  private void plan(
      UploadedTable.Row row,
      String what,
      ReportPlace place,
      SiteReport existing,
      Problems problems) {
    LocalDate today = LocalDate.now(clock.withZone(place.site().zoneId()));
    if (file.measures().stream().noneMatch(m -> row.has(m.key()))) {
      outcomes.add(
          outcome(row, what, RowOutcome.Kind.SAME, "Nothing is reported here; left as it is."));
      return;
    }
    Filled filled = cells.over(row, place, existing, problems);
    place.period().refusal(today, true).ifPresent(refusal -> problems.add("", refusal));
    Instant submittedAt = submittedAt(row, place, existing, today, problems);
    List<String> warned = new ArrayList<>();
    for (MeasureSheet.Finding finding : place.sheet().check(filled.values())) {
      if (finding.blocks()) {
        problems.add(finding.measure(), finding.message());
      } else {
        warned.add(finding.message());
      }
    }
    Map<Integer, Map<String, BigDecimal>> others = numbers(place.enrolment().id, place.site());
    int month = place.period().studyMonth();
    Map<Integer, Map<String, BigDecimal>> elsewhere = new HashMap<>(others);
    elsewhere.remove(month);
    warned.addAll(Unusual.questions(place.sheet().typed(), filled.values(), elsewhere.values()));
    others.put(month, filled.values());
    columns
        .incompleteFlag()
        .filter(flag -> row.get(flag).equals("0"))
        .ifPresent(flag -> warned.add("REDCap says in " + flag + " that the form is incomplete."));
    List<Measure> missing = place.sheet().missing(filled.values(), filled.words().keySet());
    if (!missing.isEmpty()) {
      warned.add(
          "Blank although it is asked for: "
              + String.join(", ", missing.stream().map(Measure::key).toList())
              + ".");
    }
    List<String> changes = existing == null ? List.of() : changes(place.sheet(), existing, filled);
    boolean locked = existing != null && existing.isClosed(place.period(), today);
    if (locked && !changes.isEmpty()) {
      problems.add("", "This report is locked and the row differs. Unlock it first.");
    }
    if (problems.any()) {
      problems.list().forEach(p -> error(row, what, p.field(), p.message()));
      return;
    }
    boolean handedIn = existing != null && existing.state.isHandedIn();
    if (handedIn && changes.isEmpty()) {
      outcomes.add(outcome(row, what, RowOutcome.Kind.SAME, ""));
      return;
    }
    warned.forEach(w -> warnings.add(new ImportPreview.Warning(row.number(), what, w)));
    plans.add(
        new Plan(row.number(), place, existing, filled, submittedAt, handedIn, !warned.isEmpty()));
    String message =
        existing == null
            ? ""
            : (handedIn ? "" : "The draft is handed in. ") + String.join("; ", changes);
    outcomes.add(
        outcome(
            row,
            what,
            existing == null ? RowOutcome.Kind.NEW : RowOutcome.Kind.CHANGED,
            message.strip()));
  }

  private Instant submittedAt(
      UploadedTable.Row row,
      ReportPlace place,
      SiteReport existing,
      LocalDate today,
      Problems problems) {
    LocalDate day =
        problems.optionalDate(ImportColumns.SUBMITTED_ON, row.get(ImportColumns.SUBMITTED_ON));
    if (day == null) {
      return clock.instant();
    }
    if (existing != null && existing.submittedAt != null) {
      // The first time counts for timeliness; a list that is sent again may say it again.
      LocalDate came = LocalDate.ofInstant(existing.submittedAt, place.site().zoneId());
      if (!day.equals(came)) {
        problems.add(
            ImportColumns.SUBMITTED_ON,
            "This report came in on "
                + Formats.inWords(came)
                + ", which does not change. Write that day or leave this cell empty.");
      }
      return existing.submittedAt;
    }
    if (!mayDate && !day.equals(today)) {
      // Whether a report is late must not be for its own site to say.
      problems.add(
          ImportColumns.SUBMITTED_ON,
          "Only coordinators say that a report came in on another day. Leave this cell empty.");
    }
    if (day.isAfter(today) || day.isBefore(place.period().to())) {
      problems.add(
          ImportColumns.SUBMITTED_ON, "A day from the end of the period until today, please.");
    }
    return day.atTime(12, 0).atZone(place.site().zoneId()).toInstant();
  }

  private List<String> changes(MeasureSheet sheet, SiteReport existing, Filled filled) {
    List<String> changes = new ArrayList<>();
    // What follows from the others is the same whether or not it was kept beside them.
    Map<String, BigDecimal> were = sheet.complete(existing.values);
    Map<String, BigDecimal> are = sheet.complete(filled.values());
    for (Measure measure : file.measures()) {
      String key = measure.key();
      if (measure
          .computed()
          .filter(f -> f.evaluate(were).isPresent() && f.evaluate(are).isPresent())
          .isPresent()) {
        continue; // its parts tell
      }
      BigDecimal before = were.get(key);
      BigDecimal after = are.get(key);
      boolean numbers =
          before == null ? after != null : after == null || before.compareTo(after) != 0;
      if (numbers) {
        changes.add(key + " " + text(before) + " → " + text(after));
      } else if (!Objects.equals(existing.words.get(key), filled.words().get(key))) {
        changes.add(key + " (words) changes");
      }
    }
    return changes;
  }

  private static String text(BigDecimal value) {
    return value == null ? "blank" : value.toPlainString();
  }

  private String unknown(String code) {
    return "“"
        + code
        + "” is no site of this study for which you report."
        + Suggestions.didYouMean(code, sites.keySet());
  }

  private void error(UploadedTable.Row row, String what, String column, String message) {
    outcomes.add(RowOutcome.error(row.number(), what, column, message));
  }

  private static RowOutcome outcome(
      UploadedTable.Row row, String what, RowOutcome.Kind kind, String message) {
    return new RowOutcome(row.number(), what, kind, "", message);
  }
}
