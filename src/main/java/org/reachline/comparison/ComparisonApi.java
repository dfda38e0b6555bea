package org.reachline.comparison;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** The comparisons as JSON, with every digit. */
@Path("/api/studies/{slug}/comparison")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "comparison")
class ComparisonApi {
  @Inject Protocols protocols;
  @Inject ComparisonAccess access;

  /** Every pre-registered analysis, in the order of the study file. */
  @GET
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  @Operation(
      summary = "Every pre-registered comparison",
      description =
          "Randomised contrasts, descriptions and associations in lists of their own. A blinded"
              + " researcher gets everybody together, without arms. Every call is on record.")
  public List<Answer> list(@PathParam("slug") String slug, @RestQuery List<String> rule) {
    access.requireReader();
    Study study = Study.getBySlug(slug);
    StudyFile file = protocols.fileOf(study);
    return file.analyses().stream()
        .map(analysis -> access.answer(study, Question.asRegistered(file, analysis), rule))
        .toList();
  }

  /** One analysis, as pre-registered or with another measure or phase. */
  @GET
  @Path("{analysis}")
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  @Operation(
      summary = "One comparison",
      description =
          "With another measure or phase than the protocol names, the answer is marked exploratory."
              + " rule: another counting rule of the study file for the delivered dose.")
  public Answer one(
      @PathParam("slug") String slug,
      @PathParam("analysis") String analysis,
      @RestQuery String measure,
      @RestQuery String phase,
      @RestQuery List<String> rule) {
    access.requireReader();
    Study study = Study.getBySlug(slug);
    StudyFile file = protocols.fileOf(study);
    Analysis registered = file.findAnalysis(analysis).orElseThrow(Refusal.NotFound::new);
    return access.answer(study, Question.of(file, registered, measure, phase), rule);
  }
}
