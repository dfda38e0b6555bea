package org.reachline.projects;

import static org.reachline.base.input.JsonBody.required;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.SiteAccess;
import org.reachline.base.facts.Sent;
import org.reachline.base.trail.Change;
import org.reachline.projects.ProjectJson.WalkJson;
import org.reachline.projects.ProjectPaths.Place;

/** Walk-throughs as JSON. */
@Path("/api/studies/{slug}/coaching/{code}/walk-throughs")
@Tag(name = "change projects")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class WalksApi {
  @Inject SiteAccess sites;
  @Inject ProjectAccess access;
  @Inject ProjectPaths paths;
  @Inject ProjectRules rules;
  @Inject ProjectActs acts;

  /** A site's walk-throughs. */
  @GET
  @Operation(summary = "A site's walk-throughs, withdrawn ones too, newest first")
  public List<WalkJson> list(String slug, String code) {
    return WalkThrough.listForEnrolment(paths.place(slug, code).enrolment()).stream()
        .filter(w -> sites.maySee(w.site.id))
        .map(ProjectJson::walk)
        .toList();
  }

  /** A walk-through. */
  @GET
  @Path("{id}")
  @Operation(summary = "One walk-through")
  public WalkJson walk(String slug, String code, long id) {
    return ProjectJson.walk(paths.walk(paths.place(slug, code), id));
  }

  /** Writes a walk-through down. */
  @POST
  @Transactional
  @Operation(summary = "Write down a walk-through of a site")
  @APIResponseSchema(value = WalkJson.class, responseCode = "201")
  public Response log(String slug, String code, Sent<WalkFacts> request) {
    Place place = paths.place(slug, code);
    access.requireWrite(place.site());
    Problems problems = new Problems();
    WalkFacts facts =
        rules.walk(WalkFacts.SHEET.typed(required(request), problems), place.site(), problems);
    problems.throwIfAny();
    WalkThrough walk = acts.log(place.enrolment(), place.site(), facts);
    return Response.created(
            URI.create(
                "/api/studies/"
                    + slug
                    + "/coaching/"
                    + place.site().code
                    + "/walk-throughs/"
                    + walk.id))
        .entity(ProjectJson.walk(walk))
        .build();
  }

  /** Takes a walk-through back. */
  @POST
  @Path("{id}/withdraw")
  @Transactional
  @Operation(summary = "Withdraw a walk-through with a reason; it stays on record")
  public WalkJson withdraw(String slug, String code, long id, Change request) {
    WalkThrough walk = paths.walk(paths.place(slug, code), id);
    access.requireWrite(walk.site);
    Problems problems = new Problems();
    String reason = problems.text("reason", required(request).reason(), 500);
    problems.throwIfAny();
    acts.withdraw(walk, new Change(request.version(), reason));
    return ProjectJson.walk(walk);
  }
}
