package org.reachline.visits;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.reachline.studies.StudyList;
import org.reachline.studies.StudyListPage;

/** Enters many notes from one list. */
@Path("/studies/{slug}/visit-notes-import")
class VisitNoteListPage extends StudyListPage {
  @Inject VisitNotes notes;

  @Override
  protected StudyList list() {
    return notes;
  }
}
