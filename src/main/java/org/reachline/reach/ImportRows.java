package org.reachline.reach;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.Spelling;
import org.reachline.base.UploadedTable;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.file.Measure;
import org.reachline.studies.file.Phase;
import org.reachline.studies.file.StudyFile;

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
  private final Clock clock;
  private final boolean mayDate;
  private final Map<String, Site> sites = new HashMap<>();
  private final Map<Long, Enrolment> enrolments = new HashMap<>();
  private final Map<Long, ReportCalendar> calendars = new HashMap<>();
  private final Map<String, MeasureSheet> sheets = new HashMap<>();
  private final Map<String, SiteReport> reports = new HashMap<>();
  private final Set<String> met = new HashSet<>();

  final List<RowOutcome> outcomes = new ArrayList<>();
  final List<ImportPreview.Warning> warnings = new ArrayList<>();
  final List<Plan> plans = new ArrayList<>();

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
      Clock clock,
      Predicate<Site> mayEnter,
      boolean mayDate) {
    this.study = study;
    this.file = file;
    this.table = table;
    this.clock = clock;
    this.mayDate = mayDate;
    for (Enrolment enrolment : Enrolment.listForStudy(study)) {
      for (Site site : enrolment.members) {
        Enrolment known = enrolments.get(site.id);
        if (mayEnter.test(site) && (known == null || !known.isActive())) {
          enrolments.put(site.id, enrolment);
          sites.put(site.code.toUpperCase(Locale.ROOT), site);
        }
      }
    }
    for (SiteReport report : SiteReport.listForStudy(study)) {
      reports.put(key(report.site, report.studyMonth), report);
    }
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
    Enrolment enrolment = enrolments.get(site.id);
    ReportCalendar calendar =
        calendars.computeIfAbsent(site.id, id -> ReportCalendar.of(file, enrolment, site));
    if (calendar.periods().isEmpty()) {
      error(row, code, ImportColumns.SITE, "This site has no start date yet, so no study month 1.");
      return;
    }
    Problems problems = new Problems();
    Optional<ReportPeriod> period = period(row, calendar, problems);
    if (period.isEmpty()) {
      problems.list().forEach(p -> error(row, code, p.field(), p.message()));
      return;
    }
    MeasureSheet sheet = sheets.computeIfAbsent(site.type, type -> MeasureSheet.of(file, type));
    ReportPlace place =
        new ReportPlace(study, file, enrolment, site, calendar, period.get(), sheet);
    String what = code + ", " + period.get().name();
    if (!met.add(key(site, period.get().studyMonth()))) {
      error(row, what, "", "This site and period stand in an earlier row too. Keep one of them.");
      return;
    }
    plan(row, what, place, problems);
  }

  private void plan(UploadedTable.Row row, String what, ReportPlace place, Problems problems) {
    LocalDate today = LocalDate.now(clock.withZone(place.site().zoneId()));
    SiteReport existing = reports.get(key(place.site(), place.period().studyMonth()));
    if (file.measures().stream().noneMatch(m -> row.has(m.key()))) {
      outcomes.add(
          outcome(row, what, RowOutcome.Kind.SAME, "Nothing is reported here; left as it is."));
      return;
    }
    Filled filled = merge(row, place, existing, problems);
    if (!place.period().isOver(today)) {
      problems.add("", "This period lasts until " + place.period().to() + "; it is not over yet.");
    }
    if (!place.period().expected()) {
      problems.add("", "The site had left the study before this period began.");
    }
    Instant submittedAt = submittedAt(row, place, today, problems);
    List<String> warned = new ArrayList<>();
    for (MeasureSheet.Finding finding : place.sheet().check(filled.values())) {
      if (finding.blocks()) {
        problems.add(finding.measure(), finding.message());
      } else {
        warned.add(finding.message());
      }
    }
    List<Measure> missing = place.sheet().missing(filled.values(), filled.words().keySet());
    if (!missing.isEmpty()) {
      warned.add(
          "Blank although it is asked for: "
              + String.join(", ", missing.stream().map(Measure::key).toList())
              + ".");
    }
    List<String> changes = existing == null ? List.of() : changes(existing, filled);
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

  private Optional<ReportPeriod> period(
      UploadedTable.Row row, ReportCalendar calendar, Problems problems) {
    String phase = row.get(ImportColumns.PHASE);
    if (!phase.isEmpty() && file.findPhase(phase).isEmpty()) {
      problems.add(
          ImportColumns.PHASE,
          "There is no phase “"
              + phase
              + "”."
              + Spelling.didYouMean(phase, file.phases().stream().map(Phase::key).toList()));
      return Optional.empty();
    }
    String month = row.get(ImportColumns.MONTH);
    String studyMonth = row.get(ImportColumns.STUDY_MONTH);
    Optional<ReportPeriod> found;
    String column;
    if (!studyMonth.isEmpty()) {
      column = ImportColumns.STUDY_MONTH;
      found = whole(studyMonth).flatMap(calendar::find);
    } else if (!month.isEmpty()) {
      column = ImportColumns.MONTH;
      found =
          whole(month).flatMap(calendar::find).or(() -> yearMonth(month).flatMap(calendar::find));
    } else {
      column = ImportColumns.PHASE;
      found = calendar.findPhase(phase);
    }
    if (found.isEmpty()) {
      List<ReportPeriod> all = calendar.periods();
      problems.add(
          column,
          column.equals(ImportColumns.PHASE)
              ? "Please say which period: month as 2026-03, study_month as 3, or the phase of a"
                  + " study that reports per phase."
              : "No report is due for “"
                  + row.get(column)
                  + "”. Periods of this site: "
                  + all.get(0).studyMonth()
                  + " ("
                  + YearMonth.from(all.get(0).from())
                  + ") to "
                  + all.get(all.size() - 1).studyMonth()
                  + " ("
                  + YearMonth.from(all.get(all.size() - 1).from())
                  + ").");
      return Optional.empty();
    }
    if (!phase.isEmpty() && !found.get().phaseKey().equals(phase)) {
      problems.add(
          ImportColumns.PHASE,
          found.get().name() + " lies in the phase “" + found.get().phaseKey() + "”.");
      return Optional.empty();
    }
    return found;
  }

  /** What is on record with the file's columns laid over it; an empty cell makes a blank. */
  private Filled merge(
      UploadedTable.Row row, ReportPlace place, SiteReport existing, Problems problems) {
    MeasureSheet sheet = place.sheet();
    for (Measure measure : file.measures()) {
      if (row.has(measure.key()) && sheet.find(measure.key()).isEmpty()) {
        problems.add(
            measure.key(),
            "Sites of type " + place.site().typeLabel() + " do not report this. Leave it empty.");
      }
    }
    List<Measure> typed = sheet.typed().stream().filter(m -> table.has(m.key())).toList();
    Filled read = Filled.read(typed, row::get, problems);
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
    Map<String, BigDecimal> said = Filled.read(computed, row::get, problems).values();
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

  private Instant submittedAt(
      UploadedTable.Row row, ReportPlace place, LocalDate today, Problems problems) {
    LocalDate day =
        problems.optionalDate(ImportColumns.SUBMITTED_ON, row.get(ImportColumns.SUBMITTED_ON));
    if (day == null) {
      return clock.instant();
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

  private List<String> changes(SiteReport existing, Filled filled) {
    List<String> changes = new ArrayList<>();
    for (Measure measure : file.measures()) {
      String key = measure.key();
      BigDecimal before = existing.values.get(key);
      BigDecimal after = filled.values().get(key);
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
        + Spelling.didYouMean(code, sites.keySet());
  }

  private void error(UploadedTable.Row row, String what, String column, String message) {
    outcomes.add(RowOutcome.error(row.number(), what, column, message));
  }

  private static RowOutcome outcome(
      UploadedTable.Row row, String what, RowOutcome.Kind kind, String message) {
    return new RowOutcome(row.number(), what, kind, "", message);
  }

  private static String key(Site site, int studyMonth) {
    return site.id + "/" + studyMonth;
  }

  private static Optional<Integer> whole(String text) {
    return text.matches("-?[0-9]{1,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Optional<YearMonth> yearMonth(String text) {
    try {
      return Optional.of(YearMonth.parse(text));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
