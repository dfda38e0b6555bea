package org.reachline.visits;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.reachline.studies.Enrolment;
import org.reachline.studies.records.SiteRecord;

/** What a visitor must know to get into a site, from a day on. */
@Entity
@Table(name = "visit_note")
public class VisitNote extends SiteRecord<VisitFacts> {
  /** One of a unit's leading site, for tests of every kind of record. */
  public static VisitNote of(Enrolment unit, Instant at, String by) {
    VisitNote note = new VisitNote();
    note.study = unit.study;
    note.enrolment = unit;
    note.site = unit.unit;
    note.facts =
        new VisitFacts(LocalDate.EPOCH, VisitFacts.Clearance.NONE, null, "North door", null);
    note.loggedAt = at;
    note.loggedBy = by;
    note.persist();
    return note;
  }

  @Override
  protected String noun() {
    return "visit note";
  }
}
