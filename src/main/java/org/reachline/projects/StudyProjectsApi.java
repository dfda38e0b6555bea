package org.reachline.projects;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.CurrentPerson;
import org.reachline.base.SiteAccess;
import org.reachline.dose.DoseAccess;
import org.reachline.projects.ProjectJson.ProjectView;
import org.reachline.studies.Study;

/** The change projects of a study as JSON. */
@Path("/api/studies/{slug}/change-projects")
@Tag(name = "change projects")
@Authenticated
public class StudyProjectsApi {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject DoseAccess dose;

  /** Every project of a study that the person may see. */
  @GET
  @Operation(summary = "Change projects of the sites you coach or oversee, newest first")
  public List<ProjectView> study(
      String slug,
      @RestQuery @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @RestQuery @DefaultValue("0") @Min(0) int offset) {
    Study study = Study.getBySlug(slug);
    dose.requireBoard();
    return ChangeProject.listForStudy(study).stream()
        .filter(p -> me.maySeeArms() || access.mayCoach(p.site.id))
        .skip(offset)
        .limit(limit)
        .map(p -> ProjectJson.project(p, PdsaCycle.listForProject(p), List.of()))
        .toList();
  }
}
