package org.reachline.visits;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.studies.records.SiteRecordApi;

/** Notes for visitors of a site as JSON. */
@Path("/api/studies/{slug}/visit-notes/{code}")
@Tag(name = "visit notes", description = "What visitors of a site must know")
class VisitNoteApi extends SiteRecordApi<VisitNote, VisitFacts> {}
