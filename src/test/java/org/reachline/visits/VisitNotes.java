package org.reachline.visits;

import jakarta.enterprise.context.ApplicationScoped;
import org.reachline.base.Problems;
import org.reachline.base.facts.FactSheet;
import org.reachline.studies.records.SiteRecords;

/** Notes for visitors. Who asks for clearance ahead must be told how long ahead. */
@ApplicationScoped
class VisitNotes extends SiteRecords<VisitNote, VisitFacts> {
  @Override
  public String one() {
    return "visit note";
  }

  @Override
  public String many() {
    return "visit notes";
  }

  @Override
  public Class<VisitNote> type() {
    return VisitNote.class;
  }

  @Override
  public FactSheet<VisitFacts> sheet() {
    return VisitFacts.SHEET;
  }

  @Override
  protected VisitNote begin() {
    return new VisitNote();
  }

  @Override
  protected void check(VisitFacts facts, Problems problems) {
    if (facts.clearance() == VisitFacts.Clearance.ASKED_FOR_AHEAD && facts.daysAhead() == null) {
      problems.add("daysAhead", "Say how many days ahead clearance is asked for.");
    }
  }
}
