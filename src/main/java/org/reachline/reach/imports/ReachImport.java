package org.reachline.reach.imports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.hibernate.Session;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.input.UploadedText;
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
  /** Seconds that a list of a large study may take; a transaction has 60 otherwise. */
  private static final int LONGEST = 600;

  private static final int BATCH = 100;

  /** Rows that are looked up, and kept, at once. */
  private static final int BLOCK = 1000;

  @Inject Protocols protocols;
  @Inject CurrentPerson me;
  @Inject AuditTrail audit;
  @Inject ReportAccess access;
  @Inject ListBasis basis;
  @Inject Clock clock;

  /** Says what the file would do; saves nothing. To be called outside of any transaction. */
  @Transactional
  @TransactionConfiguration(timeout = LONGEST)
  public ImportPreview dryRun(Study study, UploadedText text, ImportOptions options) {
    EntityManager database = SiteReport.getEntityManager();
    Reading reading =
        read(
            study,
            text,
            options,
            (rows, plans) ->
                plans.stream()
                    .map(ImportRows.Plan::existing)
                    .filter(Objects::nonNull)
                    .forEach(database::detach));
    return reading.preview(basis.of(reading.met), false);
  }

  /**
   * Saves the whole file, or nothing: look at {@link ImportPreview#done}. Each block of rows is
   * kept as soon as it was read, so that no list is too long for the memory, and taken back where a
   * later one cannot be. To be called outside of any transaction, which would have its own limit of
   * time.
   *
   * @throws Refusal.Conflict with who changed what if the preview no longer stands
   */
  @Transactional
  @TransactionConfiguration(timeout = LONGEST)
  public ImportPreview save(Study study, UploadedText text, ImportOptions options) {
    EntityManager database = SiteReport.getEntityManager();
    database.unwrap(Session.class).setJdbcBatchSize(BATCH);
    String source = "File " + text.sha256().substring(0, 12);
    int[] kept = {0};
    Reading reading =
        read(
            study,
            text,
            options,
            (rows, plans) -> {
              if (isFree(rows, options)) {
                keep(study, plans, options, source);
                kept[0] += plans.size();
                database.flush();
              }
              database.clear();
            });
    basis.requireSame(options.basis(), reading.met);
    ImportPreview preview = reading.preview(basis.of(reading.met), false);
    if (!preview.isReady()) {
      QuarkusTransaction.setRollbackOnly();
      return preview;
    }
    audit.record(
        "reports.imported",
        "study:" + study.slug,
        null,
        null,
        new Imported(reading.sha256, kept[0]),
        options.reason());
    SiteReport.flush();
    return reading.preview("", true);
  }

  /** Whether nothing that was read so far keeps the list from being taken. */
  private static boolean isFree(ImportRows rows, ImportOptions options) {
    return rows.errors == 0
        && (rows.warnings.isEmpty() || options.acceptWarnings() && isSaid(options.note()))
        && (rows.amendments == 0 || isSaid(options.reason()))
        && !words(options).any();
  }

  /** What is wrong with what was typed beside the file. */
  private static Problems words(ImportOptions options) {
    Problems problems = new Problems();
    problems.optionalText("note", options.note(), 1000);
    problems.optionalText("reason", options.reason(), 1000);
    return problems;
  }

  private static boolean isSaid(String typed) {
    return typed != null && !typed.isBlank();
  }

  /** What the trail keeps of a file. */
  public record Imported(String sha256, int reports) {}

  private record Reading(
      List<ListBasis.Found> met,
      List<RowOutcome> outcomes,
      ImportColumns columns,
      List<ImportPreview.Warning> warnings,
      int amendments,
      List<Problems.Problem> agreed,
      String sha256) {
    ImportPreview preview(String basis, boolean done) {
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

  /**
   * Reads a file block by block.
   *
   * @param block given what was read so far and what the block would keep
   */
  private Reading read(
      Study study,
      UploadedText text,
      ImportOptions options,
      BiConsumer<ImportRows, List<ImportRows.Plan>> block) {
    StudyFile file = protocols.fileOf(study);
    ImportColumns columns = ImportColumns.of(file, text, options.columns());
    UploadedTable table = columns.read(file, text);
    ImportRows rows =
        new ImportRows(
            study, file, table, columns, clock, access::mayEnter, me.is(Role.COORDINATOR));
    if (table.problems().isEmpty()) {
      table.each(BLOCK, found -> block.accept(rows, rows.read(found)));
    }
    rows.end();
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
    boolean noted = isSaid(options.note());
    words(options).list().forEach(p -> agreed.add(p.field(), p.message()));
    if (!rows.warnings.isEmpty() && !(options.acceptWarnings() && noted)) {
      agreed.add(
          "acceptWarnings",
          rows.warnings.size()
              + " warnings. Check the rows; if they are right, tick that they are and say why.");
    }
    if (rows.amendments > 0 && !isSaid(options.reason())) {
      agreed.add("reason", "Reports that were handed in would change. Say why.");
    }
    return new Reading(
        rows.met,
        rows.outcomes,
        columns,
        rows.warnings,
        rows.amendments,
        agreed.list(),
        text.sha256());
  }

  /** All of one kind, then all of the other: so the database gets them in batches. */
  private void keep(
      Study study, List<ImportRows.Plan> plans, ImportOptions options, String source) {
    List<SiteReport> reports = new ArrayList<>();
    List<ReportActs.Facts> before = new ArrayList<>();
    for (ImportRows.Plan plan : plans) {
      before.add(plan.existing() == null ? null : ReportActs.Facts.of(plan.existing()));
      reports.add(keep(study, plan, options));
    }
    for (int i = 0; i < plans.size(); i++) {
      ImportRows.Plan plan = plans.get(i);
      audit.record(
          plan.amends() ? "report.amended" : "report.submitted",
          reports.get(i).subject(),
          plan.place().site().id,
          before.get(i),
          ReportActs.Facts.of(reports.get(i)),
          plan.amends() ? source + ": " + options.reason().strip() : source);
    }
  }

  private SiteReport keep(Study study, ImportRows.Plan plan, ImportOptions options) {
    SiteReport report = plan.existing() == null ? plan.place().begin() : plan.existing();
    report.studyVersion = study.current;
    report.fill(plan.filled().values(), plan.filled().words(), me.email(), clock.instant());
    String note = plan.warned() ? options.note().strip() : null;
    report.submit(note, me.email(), plan.submittedAt());
    report.changedAt = clock.instant();
    if (plan.existing() == null) {
      report.persist();
    }
    return report;
  }
}
