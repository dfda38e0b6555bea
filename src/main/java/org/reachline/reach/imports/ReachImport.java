package org.reachline.reach.imports;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.lists.ListBasis;
import org.reachline.base.trail.AuditTrail;
import org.reachline.protocol.StudyFile;
import org.reachline.reach.reports.ReportAccess;
import org.reachline.reach.reports.ReportActs;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Takes reports from a file: one row per site and period, one column per measure. Nothing is saved
 * while any row has an error or anything is left to agree to; what is saved is handed in.
 */
@RequestScoped
public class ReachImport {
  private static final int BATCH = 100;

  @Inject Protocols protocols;
  @Inject CurrentPerson me;
  @Inject AuditTrail audit;
  @Inject ReportAccess access;
  @Inject ListBasis basis;
  @Inject Clock clock;

  /** Says what the file would do; saves nothing. */
  public ImportPreview dryRun(Study study, String text, ImportOptions options) {
    Reading reading = read(study, text, options);
    return reading.preview(basis.of(reading.met), false);
  }

  /**
   * Saves the whole file, or nothing: look at {@link ImportPreview#done}.
   *
   * @throws Refusal.Conflict with who changed what if the preview no longer stands
   */
  @Transactional
  public ImportPreview save(Study study, String text, ImportOptions options) {
    Reading reading = read(study, text, options);
    basis.requireSame(options.basis(), reading.met);
    ImportPreview preview = reading.preview(basis.of(reading.met), false);
    if (!preview.isReady()) {
      return preview;
    }
    SiteReport.getEntityManager().unwrap(Session.class).setJdbcBatchSize(BATCH);
    String source = "File " + reading.sha256.substring(0, 12);
    for (ImportRows.Plan plan : reading.plans) {
      keep(study, plan, options, source);
    }
    audit.record(
        "reports.imported",
        "study:" + study.slug,
        null,
        null,
        new Imported(reading.sha256, reading.plans.size()),
        options.reason());
    SiteReport.flush();
    return reading.preview("", true);
  }

  /** What the trail keeps of a file. */
  public record Imported(String sha256, int reports) {}

  private record Reading(
      List<ListBasis.Found> met,
      List<RowOutcome> outcomes,
      ImportColumns columns,
      List<ImportPreview.Warning> warnings,
      List<ImportRows.Plan> plans,
      List<Problems.Problem> agreed,
      String sha256) {
    ImportPreview preview(String basis, boolean done) {
      int amendments = (int) plans.stream().filter(ImportRows.Plan::amends).count();
      return new ImportPreview(
          outcomes,
          columns.unknown(),
          columns.names(),
          columns.meanings(),
          warnings,
          amendments,
          agreed,
          basis,
          sha256,
          done);
    }
  }

  private Reading read(Study study, String text, ImportOptions options) {
    StudyFile file = protocols.fileOf(study);
    ImportColumns columns = ImportColumns.of(file, text, options.columns());
    UploadedTable table = columns.read(file, text);
    List<RowOutcome> outcomes = new ArrayList<>(table.problems());
    Problems agreed = new Problems();
    if (!columns.unclear().isEmpty()) {
      agreed.add(
          "columns",
          "There is no such meaning of a column: "
              + String.join(", ", columns.unclear())
              + ". A column is "
              + String.join(", ", columns.meanings())
              + " or "
              + ImportColumns.ASIDE
              + ".");
    }
    if (!columns.unknown().isEmpty() && !options.ignoreUnknown()) {
      agreed.add(
          "ignoreUnknown",
          "The study file does not know these columns: "
              + String.join(", ", columns.unknown())
              + ". Say what each of them is, tick that they may be left aside, or mend their names.");
    }
    if (!outcomes.isEmpty()) {
      return new Reading(
          List.of(), outcomes, columns, List.of(), List.of(), agreed.list(), table.sha256());
    }
    ImportRows rows =
        new ImportRows(
            study, file, table, columns, clock, access::mayEnter, me.is(Role.COORDINATOR));
    rows.readAll();
    boolean noted = options.note() != null && !options.note().isBlank();
    agreed.optionalText("note", options.note(), 1000);
    agreed.optionalText("reason", options.reason(), 1000);
    if (!rows.warnings.isEmpty() && !(options.acceptWarnings() && noted)) {
      agreed.add(
          "acceptWarnings",
          rows.warnings.size()
              + " warnings. Check the rows; if they are right, tick that they are and say why.");
    }
    boolean reasoned = options.reason() != null && !options.reason().isBlank();
    if (rows.plans.stream().anyMatch(ImportRows.Plan::amends) && !reasoned) {
      agreed.add("reason", "Reports that were handed in would change. Say why.");
    }
    outcomes.addAll(rows.outcomes);
    return new Reading(
        rows.met, outcomes, columns, rows.warnings, rows.plans, agreed.list(), table.sha256());
  }

  private void keep(Study study, ImportRows.Plan plan, ImportOptions options, String source) {
    SiteReport report = plan.existing();
    ReportActs.Facts before = report == null ? null : ReportActs.Facts.of(report);
    if (report == null) {
      report = plan.place().begin();
    }
    report.studyVersion = study.current;
    report.fill(plan.filled().values(), plan.filled().words(), me.email(), clock.instant());
    String note = plan.warned() ? options.note().strip() : null;
    report.submit(note, me.email(), plan.submittedAt());
    report.changedAt = clock.instant();
    if (before == null) {
      report.persist();
    }
    audit.record(
        plan.amends() ? "report.amended" : "report.submitted",
        report.subject(),
        plan.place().site().id,
        before,
        ReportActs.Facts.of(report),
        plan.amends() ? source + ": " + options.reason().strip() : source);
  }
}
