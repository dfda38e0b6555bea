package org.reachline.exports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.reachline.base.CurrentPerson;
import org.reachline.base.act.OwnAct;
import org.reachline.base.trail.AuditTrail;
import org.reachline.comparison.Amendments;
import org.reachline.contamination.ContaminationWatch;
import org.reachline.dose.UnitAccounts;
import org.reachline.exports.tables.ActivitiesTable;
import org.reachline.exports.tables.AllocationTable;
import org.reachline.exports.tables.AnalysesTable;
import org.reachline.exports.tables.AttendanceTable;
import org.reachline.exports.tables.ContactsTable;
import org.reachline.exports.tables.ContaminationTable;
import org.reachline.exports.tables.Cut;
import org.reachline.exports.tables.DoseByRuleTable;
import org.reachline.exports.tables.DoseTable;
import org.reachline.exports.tables.EarlierReportsTable;
import org.reachline.exports.tables.ExportColumn;
import org.reachline.exports.tables.ExportTable;
import org.reachline.exports.tables.ProgramTables;
import org.reachline.exports.tables.ProjectTables;
import org.reachline.exports.tables.SessionTables;
import org.reachline.exports.tables.SessionsTable;
import org.reachline.exports.tables.SiteMonthsTable;
import org.reachline.exports.tables.SiteRecordTable;
import org.reachline.exports.tables.SitesTable;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.records.SiteRecords;

/**
 * Takes a study's data out as one ZIP. It is written to disk first, from a transaction that sees
 * one instant, and logged before a byte leaves: what was sent is on record.
 */
@RequestScoped
class DataExport {
  private static final int SECONDS = 600;
  private static final List<ExportTable> TABLES =
      List.of(
          new SitesTable(),
          new SiteMonthsTable(),
          new EarlierReportsTable(),
          new ContactsTable(),
          new SessionsTable(),
          new AttendanceTable(),
          new AllocationTable(),
          new ActivitiesTable(),
          new DoseTable(),
          new DoseByRuleTable(),
          new ContaminationTable(),
          ProjectTables.PROJECTS,
          ProjectTables.CYCLES,
          ProjectTables.WALKS,
          ProjectTables.SLOTS,
          ProjectTables.BOOKINGS,
          ProgramTables.PROGRAMS,
          ProgramTables.COHORTS,
          SessionTables.INVITATIONS,
          SessionTables.SURVEY,
          SessionTables.QUESTIONS,
          SessionTables.ROOM_EVENTS,
          SessionTables.MATERIALS);

  @Inject Protocols protocols;
  @Inject CurrentPerson me;
  @Inject AuditTrail audit;
  @Inject Clock clock;
  @Inject OwnAct ownAct;
  @Inject Amendments amendments;
  @Inject UnitAccounts accounts;
  @Inject ContaminationWatch watch;
  @Inject @Any Instance<SiteRecords<?, ?>> records;

  /** Writes the ZIP to a temporary file, which the caller sends and removes. */
  public Path write(String slug) {
    // Asked before: inside, the first statement fixes what the transaction sees.
    Exporter exporter = new Exporter(me.name(), me.email(), me.maySeeArms());
    QuarkusTransaction.requiringNew().run(() -> watch.look(Study.getBySlug(slug)));
    try {
      Path file = Files.createTempFile("export-", ".zip");
      try {
        return ownAct.call("data export", SECONDS, () -> write(slug, exporter, file));
      } catch (RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Exporter(String name, String email, boolean seesArms) {}

  private Path write(String slug, Exporter exporter, Path file) {
    Session session = ExportRecord.getEntityManager().unwrap(Session.class);
    session
        .createNativeMutationQuery("set transaction isolation level repeatable read")
        .executeUpdate();
    Study study = Study.getBySlug(slug);
    Cut cut =
        new Cut(
            study,
            protocols.fileOf(study),
            Enrolment.listForStudy(study),
            session,
            clock,
            accounts);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    ExportRecord log = new ExportRecord();
    log.study = study;
    log.studyVersion = study.current;
    log.exportedAt = now;
    log.exportedBy = exporter.email();
    log.blinded = !exporter.seesArms();
    try (OutputStream out = Files.newOutputStream(file);
        ExportZip zip = new ExportZip(out, now)) {
      AnalysesTable questions = new AnalysesTable(amendments, protocols, exporter.seesArms());
      List<ExportTable> tables = new ArrayList<>(TABLES);
      records.forEach(kind -> tables.add(SiteRecordTable.of(kind)));
      tables.add(questions);
      List<List<Object>> codebook = new ArrayList<>();
      for (ExportTable table : tables) {
        if (table.revealsArm() && log.blinded) {
          codebook.add(leftOut(table));
          continue;
        }
        List<ExportColumn> columns = table.columns(cut);
        columns.forEach(c -> codebook.add(entry(table, c)));
        zip.csv(
            table.file(),
            columns.stream().map(ExportColumn::name).toList(),
            rows -> table.rows(cut, rows));
      }
      zip.csv(
          "codebook.csv",
          List.of("file", "column", "label", "type", "unit", "codes", "missing"),
          rows -> codebook.forEach(rows));
      zip.text(
          "README.txt",
          ExportReadme.of(
              cut, log, exporter.name(), zip.entries(), tables, questions.sentences(cut)));
      log.files = new ArrayList<>(zip.entries());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    log.persist();
    audit.record("data.exported", "study:" + study.slug, null, null, log.files, null);
    return file;
  }

  private static List<Object> entry(ExportTable table, ExportColumn c) {
    return List.of(table.file(), c.name(), c.label(), c.type(), c.unit(), c.codes(), c.missing());
  }

  private static List<Object> leftOut(ExportTable table) {
    return List.of(
        table.file(),
        "",
        "Left out: it shows what sites were allocated to or received, and this export is blinded",
        "",
        "",
        "",
        "");
  }
}
