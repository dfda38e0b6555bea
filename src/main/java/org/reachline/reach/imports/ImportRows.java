package org.reachline.reach.imports;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hibernate.Hibernate;
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
  private final KnownReports reports;
  private final Set<String> keys = new HashSet<>();

  final List<RowOutcome> outcomes = new ArrayList<>();
  final List<ImportPreview.Warning> warnings = new ArrayList<>();

  /** How many rows change a report that was handed in before. */
  int amendments;

  /** How many things are wrong with rows. */
  int errors;

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
    // Asked for all at once, and before the session is emptied for the first time.
    all.forEach(enrolment -> Hibernate.initialize(enrolment.joined));
    reports = new KnownReports(study, file.measures());
  }

  /** A row of which it is known what it is about. */
  private record Located(
      UploadedTable.Row row, String what, ReportPlace place, Long known, Problems problems) {}

  /**
   * Reads some rows, in the order of the file.
   *
   * @return those that would be kept
   */
  List<Plan> read(List<UploadedTable.Row> rows) {
    reports.load(
        rows.stream()
            .map(row -> sites.get(row.get(ImportColumns.SITE).toUpperCase(Locale.ROOT)))
            .filter(Objects::nonNull)
            .distinct()
            .toList());
    List<Located> located = rows.stream().map(this::locate).filter(Objects::nonNull).toList();
    Map<Long, SiteReport> known =
        KnownReports.get(located.stream().map(Located::known).filter(Objects::nonNull).toList());
    List<Plan> plans = new ArrayList<>();
    for (Located row : located) {
      SiteReport existing = row.known() == null ? null : known.get(row.known());
      met.add(
          existing == null
              ? new ListBasis.Found("no report " + key(row.place()), row.what(), null)
              : new ListBasis.Found(existing.subject(), row.what(), existing.version));
      Plan plan = plan(row.row(), row.what(), row.place(), existing, row.problems());
      if (plan != null) {
        plans.add(plan);
        amendments += plan.amends() ? 1 : 0;
      }
    }
    return plans;
  }

  /** To be called once all rows were read: tells what is wrong with the table as such. */
  void end() {
    if (!table.problems().isEmpty()) {
      outcomes.clear();
      warnings.clear();
      met.clear();
      amendments = 0;
      outcomes.addAll(table.problems());
    }
    outcomes.sort(Comparator.comparingInt(RowOutcome::row));
  }

  private static String key(ReportPlace place) {
    return SiteReport.key(place.enrolment(), place.site(), place.period().studyMonth());
  }

  private Located locate(UploadedTable.Row row) {
    String code = row.get(ImportColumns.SITE);
    Site site = sites.get(code.toUpperCase(Locale.ROOT));
    if (site == null) {
      error(
          row, code, ImportColumns.SITE, code.isEmpty() ? "Please name the site." : unknown(code));
      return null;
    }
    if (!ReportCalendar.asks(file, site)) {
      error(row, code, ImportColumns.SITE, "Sites of this type report nothing in this study.");
      return null;
    }
    Enrolment enrolment = enrolments.get(site.id);
    ReportCalendar calendar =
        calendars.computeIfAbsent(site.id, id -> ReportCalendar.of(file, enrolment, site));
    if (calendar.periods().isEmpty()) {
      error(row, code, ImportColumns.SITE, "This site has no start date yet, so no study month 1.");
      return null;
    }
    Problems problems = new Problems();
    Optional<ReportPeriod> period = ImportPeriods.find(row, file, calendar, problems);
    if (period.isEmpty()) {
      problems.list().forEach(p -> error(row, code, p.field(), p.message()));
      return null;
    }
    MeasureSheet sheet = sheets.computeIfAbsent(site.type, type -> MeasureSheet.of(file, type));
    ReportPlace place =
        new ReportPlace(study, file, enrolment, site, calendar, period.get(), sheet, false);
    String what = code + ", " + period.get().name();
    if (!keys.add(key(place))) {
      error(row, what, "", "This site and period stand in an earlier row too. Keep one of them.");
      return null;
    }
    Long known = reports.idOf(enrolment, site, period.get().studyMonth());
    return new Located(row, what, place, known, problems);
  }

  private Plan plan(
      UploadedTable.Row row,
      String what,
      ReportPlace place,
      SiteReport existing,
      Problems problems) {
    LocalDate today = LocalDate.now(clock.withZone(place.site().zoneId()));
    if (file.measures().stream().noneMatch(m -> row.has(m.key()))) {
      outcomes.add(
          outcome(row, what, RowOutcome.Kind.SAME, "Nothing is reported here; left as it is."));
      return null;
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
    int month = place.period().studyMonth();
    warned.addAll(
        Unusual.questions(
            place.sheet().typed(),
            filled.values(),
            measure -> reports.most(place.enrolment(), place.site(), month, measure)));
    reports.note(place.enrolment(), place.site(), month, filled.values());
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
      return null;
    }
    boolean handedIn = existing != null && existing.state.isHandedIn();
    if (handedIn && changes.isEmpty()) {
      outcomes.add(outcome(row, what, RowOutcome.Kind.SAME, ""));
      return null;
    }
    warned.forEach(w -> warnings.add(new ImportPreview.Warning(row.number(), what, w)));
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
    return new Plan(place, existing, filled, submittedAt, handedIn, !warned.isEmpty());
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
    errors++;
    outcomes.add(RowOutcome.error(row.number(), what, column, message));
  }

  private static RowOutcome outcome(
      UploadedTable.Row row, String what, RowOutcome.Kind kind, String message) {
    return new RowOutcome(row.number(), what, kind, "", message);
  }
}
