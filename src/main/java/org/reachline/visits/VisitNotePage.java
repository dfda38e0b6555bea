package org.reachline.visits;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.reachline.studies.records.SiteRecordPage;

/** Notes for visitors of a site. */
@Path("/studies/{slug}/visit-notes/{code}")
public class VisitNotePage extends SiteRecordPage<VisitNote, VisitFacts> {
  @Inject VisitNotes notes;

  @Override
  protected VisitNotes records() {
    return notes;
  }
}
