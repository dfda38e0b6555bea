package org.reachline.exports.tables;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.reachline.dose.UnitAccounts;
import org.reachline.protocol.StudyFile;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * What every table of one export reads from: a study at one instant.
 *
 * @param study which study
 * @param file its file in force
 * @param enrolments its units with their sites, withdrawn ones too
 * @param session the database, in a transaction that sees one instant
 * @param clock the time
 * @param accounts what units got beside what was planned
 */
public record Cut(
    Study study,
    StudyFile file,
    List<Enrolment> enrolments,
    Session session,
    Clock clock,
    UnitAccounts accounts) {
  private static final int ROWS_AT_A_TIME = 500;

  /** Rows of a query over the study ({@code :study}), fetched a few hundred at a time. */
  Stream<Object[]> rows(String query) {
    return session
        .createSelectionQuery(query, Object[].class)
        .setParameter("study", study)
        .setFetchSize(ROWS_AT_A_TIME)
        .getResultStream();
  }

  /** Code of the unit by key of the site; an active enrolment before a withdrawn one. */
  Map<Long, String> unitBySite() {
    Map<Long, String> units = new HashMap<>();
    bySite().forEach((site, enrolment) -> units.put(site, enrolment.unit.code));
    return units;
  }

  /** The enrolment that a site is in, by key of the site. */
  Map<Long, Enrolment> bySite() {
    return Enrolment.bySite(enrolments);
  }
}
