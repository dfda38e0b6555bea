package org.reachline.visits;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import org.reachline.studies.records.SiteRecord;

/** What a visitor must know to get into a site, from a day on. */
@Entity
@Table(name = "visit_note")
class VisitNote extends SiteRecord<VisitFacts> {
  /** What is said of it. */
  @Embedded @Valid public VisitFacts facts;

  @Override
  protected String noun() {
    return "visit note";
  }

  @Override
  public VisitFacts facts() {
    return facts;
  }

  @Override
  protected void say(VisitFacts now) {
    facts = now;
  }
}
