package org.reachline.sessions.after;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Role;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** What people said of a session, for those who run it. */
@Path("/api/studies/{slug}/sessions/{id:\\d+}/survey")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "After a session")
class SurveyApi {
  @Inject SessionAccess access;
  @Inject Survey survey;

  /** Sums and words, never names. */
  @GET
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Operation(summary = "What people said of a session: sums and words from three answers on")
  public Survey.Summary summary(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return survey.summary(session);
  }
}
