package org.reachline.visits;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.reachline.studies.records.SiteRecord;

/** What a visitor must know to get into a site, from a day on. */
@Entity
@Table(name = "visit_note")
class VisitNote extends SiteRecord<VisitFacts> {
  @Override
  protected String noun() {
    return "visit note";
  }
}
