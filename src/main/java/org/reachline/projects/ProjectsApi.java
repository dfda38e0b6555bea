package org.reachline.projects;

import static org.reachline.base.input.JsonBody.required;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.SiteAccess;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.projects.ProjectJson.CloseRequest;
import org.reachline.projects.ProjectJson.CycleJson;
import org.reachline.projects.ProjectJson.CycleRequest;
import org.reachline.projects.ProjectJson.ProjectRequest;
import org.reachline.projects.ProjectJson.ProjectView;
import org.reachline.projects.ProjectPaths.Place;

/** Change projects as JSON. */
@Path("/api/studies/{slug}/coaching/{code}/projects")
@Tag(name = "change projects", description = "Change projects, their cycles and walk-throughs")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class ProjectsApi {
  @Inject SiteAccess sites;
  @Inject ProjectAccess access;
  @Inject ProjectPaths paths;
  @Inject ProjectRules rules;
  @Inject ProjectActs acts;
  @Inject ChangeReader changes;
  @Inject MeasureSeries series;

  /** A site's projects. */
  @GET
  @Operation(summary = "A site's change projects, withdrawn ones too, newest first")
  public List<ProjectView> site(String slug, String code) {
    return ChangeProject.listForEnrolment(paths.place(slug, code).enrolment()).stream()
        .filter(p -> sites.maySee(p.site.id))
        .map(this::json)
        .toList();
  }

  /** Starts a project. */
  @POST
  @Transactional
  @Operation(summary = "Start a change project of a site")
  @APIResponseSchema(value = ProjectView.class, responseCode = "201")
  public Response start(String slug, String code, ProjectRequest request) {
    Place place = paths.place(slug, code);
    access.requireWrite(place.site());
    Problems problems = new Problems();
    ProjectFacts facts =
        rules.charter(typed(request, problems), place.study(), place.site(), null, problems);
    problems.throwIfAny();
    ChangeProject project = acts.start(place.enrolment(), place.site(), facts);
    return Response.created(URI.create("/api" + place.path() + "/" + project.id))
        .entity(json(project))
        .build();
  }

  /** A project. */
  @GET
  @Path("{id}")
  @Operation(summary = "One change project with its cycles and its measure as the site reported it")
  public ProjectView project(String slug, String code, long id) {
    return json(paths.project(paths.place(slug, code), id));
  }

  /** Amends a charter. */
  @PUT
  @Path("{id}")
  @Transactional
  @Operation(summary = "Amend a charter with a reason; 409 if it changed since your version")
  public ProjectView amend(String slug, String code, long id, ProjectRequest request) {
    Place place = paths.place(slug, code);
    ChangeProject project = writable(place, id);
    Problems problems = new Problems();
    ProjectFacts now =
        rules.charter(typed(request, problems), place.study(), project.site, project, problems);
    Change change =
        changes.ofCall(new Change(request.version(), request.reason()), "project", problems);
    problems.throwIfAny();
    acts.amend(project, now, change);
    return json(project);
  }

  /** Closes a project. */
  @POST
  @Path("{id}/close")
  @Transactional
  @Operation(summary = "Close a project whose cycles are all decided")
  public ProjectView close(String slug, String code, long id, CloseRequest request) {
    ChangeProject project = writable(paths.place(slug, code), id);
    Problems problems = new Problems();
    String words = problems.text("closingWords", required(request).closingWords(), 1000);
    Integer version = changes.seen(request.version(), "project", problems);
    problems.throwIfAny();
    acts.close(project, new Change(version, words));
    return json(project);
  }

  /** Takes a project back. */
  @POST
  @Path("{id}/withdraw")
  @Transactional
  @Operation(summary = "Withdraw a project with a reason; it stays on record")
  public ProjectView withdraw(String slug, String code, long id, Change request) {
    ChangeProject project = writable(paths.place(slug, code), id);
    Problems problems = new Problems();
    Change change = changes.ofCall(required(request), "project", problems);
    problems.throwIfAny();
    acts.withdraw(project, change);
    return json(project);
  }

  /** Starts a cycle. */
  @POST
  @Path("{id}/cycles")
  @Transactional
  @Operation(summary = "Start a cycle of a project")
  @APIResponseSchema(value = CycleJson.class, responseCode = "201")
  public Response startCycle(String slug, String code, long id, CycleRequest request) {
    Place place = paths.place(slug, code);
    ChangeProject project = writable(place, id);
    project.requireOpen();
    Problems problems = new Problems();
    CycleFacts facts = rules.cycle(typed(request, problems), project, problems);
    problems.throwIfAny();
    PdsaCycle cycle = acts.start(project, facts);
    return Response.created(
            URI.create("/api" + place.path() + "/" + id + "/cycles/" + cycle.number))
        .entity(ProjectJson.cycle(cycle))
        .build();
  }

  /** Writes a cycle on. */
  @PUT
  @Path("{id}/cycles/{number}")
  @Transactional
  @Operation(summary = "Write a cycle on; 409 if it changed since your version")
  public CycleJson write(String slug, String code, long id, int number, CycleRequest request) {
    ChangeProject project = writable(paths.place(slug, code), id);
    PdsaCycle cycle = paths.cycle(project, number);
    Problems problems = new Problems();
    CycleFacts now = rules.cycle(typed(request, problems), project, problems);
    Integer version = changes.seen(request.version(), "cycle", problems);
    problems.throwIfAny();
    acts.write(cycle, now, new Change(version, null));
    return ProjectJson.cycle(cycle);
  }

  /** Takes a cycle back. */
  @POST
  @Path("{id}/cycles/{number}/withdraw")
  @Transactional
  @Operation(summary = "Withdraw a cycle with a reason; it stays on record")
  public CycleJson withdraw(String slug, String code, long id, int number, Change request) {
    PdsaCycle cycle = paths.cycle(writable(paths.place(slug, code), id), number);
    Problems problems = new Problems();
    Change change = changes.ofCall(required(request), "cycle", problems);
    problems.throwIfAny();
    acts.withdraw(cycle, change);
    return ProjectJson.cycle(cycle);
  }

  private ChangeProject writable(Place place, long id) {
    ChangeProject project = paths.project(place, id);
    access.requireWrite(project.site);
    return project;
  }

  private static Map<String, String> typed(ProjectRequest request, Problems problems) {
    return ProjectFacts.SHEET.typed(required(request).facts(), problems);
  }

  private static Map<String, String> typed(CycleRequest request, Problems problems) {
    return CycleFacts.SHEET.typed(required(request).facts(), problems);
  }

  private ProjectView json(ChangeProject p) {
    String measure = p.facts.measure();
    return ProjectJson.project(
        p,
        PdsaCycle.listForProject(p),
        measure == null ? List.of() : series.of(p.study, p.site, measure));
  }
}
