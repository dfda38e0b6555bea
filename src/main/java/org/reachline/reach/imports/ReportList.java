package org.reachline.reach.imports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.hibernate.Session;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.input.UploadedText;
import org.reachline.base.lists.ListAct;
import org.reachline.base.lists.ListBasis;
import org.reachline.base.lists.ListSaid;
import org.reachline.base.lists.Progress;
import org.reachline.base.trail.AuditTrail;
import org.reachline.protocol.StudyFile;
import org.reachline.reach.reports.ReportAccess;
import org.reachline.reach.reports.ReportActs;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.StudyPlaces;

/**
 * Takes reports from a file: one row per site and period, one column per measure. Nothing is saved
 * while any row has an error or anything is left to agree to; what is saved is handed in.
 */
@ApplicationScoped
public class ReportList extends ListAct<Study, ImportPreview> implements StudyPlaces {
  private static final int BATCH = 100;

  /** Rows that are looked up, and kept, at once. */
  private static final int BLOCK = 1000;

  /** Rows that the preview shows. */
  private static final int SHOWN = 60;

  @Inject Protocols protocols;
  @Inject CurrentPerson me;
  @Inject AuditTrail audit;
  @Inject ReportAccess access;
  @Inject ListBasis basis;
  @Inject Clock clock;

  @Override
  public String one() {
    return "report";
  }

  @Override
  public String many() {
    return "reports";
  }

  @Override
  public Set<Role> takers() {
    return Set.of(Role.CLINICIAN, Role.COORDINATOR);
  }

  @Override
  public String address(String slug) {
    return Study.address(slug, "reach/import");
  }

  @Override
  public String back(String slug) {
    return Study.address(slug, "reach");
  }

  @Override
  protected Class<ImportPreview> outcome() {
    return ImportPreview.class;
  }

  @Override
  public Problems lacks(ImportPreview told, ListSaid said) {
    return told.lacks(ImportOptions.of(said));
  }

  /** What columns are was said, and nothing was agreed to. */
  @Override
  protected boolean looksAgain(ListSaid said) {
    return !said.has("confirm");
  }

  @Override
  protected String receipt(ImportPreview saved) {
    return "The file is saved: "
        + saved.added()
        + " reports are new, "
        + saved.changed()
        + " changed, "
        + saved.same()
        + " were on record already.";
  }

  @Override
  public TemplateInstance choose(Study study, String pasted, Problems problems) {
    return ReportListPage.Templates.choose(study, protocols.fileOf(study), problems, pasted);
  }

  @Override
  public TemplateInstance preview(Study study, Look<ImportPreview> look) {
    return ReportListPage.Templates.preview(
        study, look.first(SHOWN), ImportOptions.of(look.said()));
  }

  @Override
  @Transactional
  public ImportPreview check(Study study, UploadedText text, ListSaid said, Progress progress) {
    EntityManager database = SiteReport.getEntityManager();
    Reading reading =
        read(
            study,
            text,
            ImportOptions.of(said),
            new Blocks(Progress.Step.READING, progress, text),
            (rows, plans) ->
                plans.stream()
                    .map(ImportRows.Plan::existing)
                    .filter(Objects::nonNull)
                    .forEach(database::detach));
    return reading.preview(basis.of(reading.met), false);
  }

  /**
   * Each block of rows is kept as soon as it was read, so that no list is too long for the memory,
   * and taken back where a later one cannot be.
   */
  @Override
  @Transactional
  public ImportPreview take(Study study, UploadedText text, ListSaid said, Progress progress) {
    ImportOptions options = ImportOptions.of(said);
    EntityManager database = SiteReport.getEntityManager();
    database.unwrap(Session.class).setJdbcBatchSize(BATCH);
    String source = "File " + text.sha256().substring(0, 12);
    int[] kept = {0};
    Reading reading =
        read(
            study,
            text,
            options,
            new Blocks(Progress.Step.SAVING, progress, text),
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
    if (preview.isBad() || preview.lacks(options).any()) {
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

  /** Tells how many rows are behind, block by block. */
  private static final class Blocks {
    private final Progress.Step step;
    private final Progress progress;
    private final int of;
    private int behind;

    Blocks(Progress.Step step, Progress progress, UploadedText text) {
      this.step = step;
      this.progress = progress;
      this.of = Math.max(1, text.rows() - 1);
    }

    void behind(int more) {
      behind = Math.min(of, behind + more);
      progress.told(step, behind, of);
    }
  }

  /** Whether nothing that was read so far keeps the list from being taken. */
  private static boolean isFree(ImportRows rows, ImportOptions options) {
    return rows.errors == 0
        && (rows.warnings.isEmpty()
            || options.acceptWarnings() && ImportOptions.isSaid(options.note()))
        && (rows.amendments == 0 || ImportOptions.isSaid(options.reason()))
        && !options.words().any();
  }

  /** What the trail keeps of a file. */
  public record Imported(String sha256, int reports) {}

  private record Reading(
      List<ListBasis.Found> met,
      List<RowOutcome> outcomes,
      ImportColumns columns,
      List<ImportPreview.Warning> warnings,
      int amendments,
      String sha256) {
    ImportPreview preview(String basis, boolean done) {
      return new ImportPreview(
          outcomes,
          columns.unknown(),
          columns.names(),
          columns.meanings(),
          columns.unclear(),
          warnings,
          warnings.size(),
          amendments,
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
      Blocks blocks,
      BiConsumer<ImportRows, List<ImportRows.Plan>> block) {
    StudyFile file = protocols.fileOf(study);
    ImportColumns columns = ImportColumns.of(file, text, options.columns());
    UploadedTable table = columns.read(file, text);
    ImportRows rows =
        new ImportRows(
            study, file, table, columns, clock, access::mayEnter, me.is(Role.COORDINATOR));
    if (table.problems().isEmpty()) {
      table.each(
          BLOCK,
          found -> {
            block.accept(rows, rows.read(found));
            blocks.behind(found.size());
          });
    }
    rows.end();
    return new Reading(
        rows.met, rows.outcomes, columns, rows.warnings, rows.amendments, text.sha256());
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
