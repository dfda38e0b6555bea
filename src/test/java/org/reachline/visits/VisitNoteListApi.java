package org.reachline.visits;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.studies.StudyList;
import org.reachline.studies.StudyListApi;

/** Lists of notes over the API. */
@Path("/api/studies/{slug}/visit-notes-import")
@Tag(name = "visit notes")
class VisitNoteListApi extends StudyListApi {
  @Inject VisitNotes notes;

  @Override
  protected StudyList list() {
    return notes;
  }
}
