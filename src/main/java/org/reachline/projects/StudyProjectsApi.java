package org.reachline.projects;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Paging;
import org.reachline.dose.DoseAccess;
import org.reachline.projects.ProjectJson.ProjectView;
import org.reachline.studies.Study;

/** The change projects of a study as JSON. */
@Path("/api/studies/{slug}/change-projects")
@Tag(name = "change projects")
@Authenticated
class StudyProjectsApi {
  @Inject ProjectAccess readers;
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
    List<ChangeProject> projects =
        Paging.slice(ChangeProject.findForStudy(study, readers.sitesOfStudy()), offset, limit);
    Map<Long, List<PdsaCycle>> cycles = PdsaCycle.listForProjects(projects);
    return projects.stream()
        .map(p -> ProjectJson.project(p, cycles.getOrDefault(p.id, List.of()), List.of()))
        .toList();
  }
}
