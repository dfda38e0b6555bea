package org.reachline.visits;

import jakarta.ws.rs.Path;
import org.reachline.studies.records.SiteRecordPage;

/** Notes for visitors of a site. */
@Path("/studies/{slug}/visit-notes/{code}")
class VisitNotePage extends SiteRecordPage<VisitNote, VisitFacts> {}
