package org.reachline.sites;

import static org.reachline.base.input.JsonBody.required;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.facts.Sent;
import org.reachline.base.input.UploadedText;
import org.reachline.base.lists.ListCall;
import org.reachline.base.lists.ListSaid;
import org.reachline.base.trail.AuditTrail;

/** Sites as JSON. */
@Path("/api/sites")
@Tag(name = "sites", description = "Jails, community providers and other places")
@Produces(MediaType.APPLICATION_JSON)
class SitesApi {
  @Inject SiteActs acts;
  @Inject SiteList upload;
  @Inject ListCall call;
  @Inject SiteAccess access;
  @Inject SiteSearch search;
  @Inject AuditTrail trail;

  /**
   * A site.
   *
   * @param version to be sent back with a change
   */
  public record SiteJson(@JsonUnwrapped SiteFacts facts, int version) {
    static SiteJson of(Site site) {
      return new SiteJson(site.facts(), site.version);
    }
  }

  /**
   * What to enter of a site.
   *
   * @param facts its code is needed for a new site; in a change it is left out or the same
   * @param version needed for a change: the version that was read
   * @param reason why, kept on the trail; may be null
   */
  public record SiteRequest(@JsonUnwrapped Sent<SiteFacts> facts, Integer version, String reason) {
    private Map<String, String> typed(Problems problems) {
      Map<String, String> typed = SiteFacts.SHEET.typed(facts, problems);
      typed.put("version", version == null ? null : version.toString());
      typed.put("reason", reason);
      return typed;
    }
  }

  /** Sites that the person may see, by code. */
  @GET
  @Authenticated
  @Operation(summary = "Sites that you may see, by code; q looks in codes, names and states")
  public List<SiteJson> list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("limit") @DefaultValue("200") int limit,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    return search.list(q, Math.max(0, offset), Math.max(1, Math.min(1000, limit))).stream()
        .map(SiteJson::of)
        .toList();
  }

  /** One site. */
  @GET
  @Path("{code}")
  @Authenticated
  @Operation(summary = "One site; 404 if there is none or you may not see it")
  public SiteJson get(@PathParam("code") String code) {
    Site site = Site.getByCode(code);
    access.requireSee(site.id);
    return SiteJson.of(site);
  }

  /** What was done to a site. */
  @GET
  @Path("{code}/trail")
  @RolesAllowed(Role.COORDINATOR_)
  @Operation(summary = "Who entered and changed a site, what, when and why; newest first")
  public List<AuditTrail.Step> trail(@PathParam("code") String code) {
    return trail.whole(Site.getByCode(code));
  }

  /** Enters a site. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  @Operation(summary = "Enter a site")
  @APIResponseSchema(value = SiteJson.class, responseCode = "201")
  public Response add(SiteRequest request) {
    Problems problems = new Problems();
    Site site = acts.add(required(request).typed(problems), new ArrayList<>(), problems);
    problems.throwIfAny();
    Site.flush();
    return Response.created(URI.create("/api/sites/" + site.code))
        .entity(SiteJson.of(site))
        .build();
  }

  /** Changes a site. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  @Operation(summary = "Change a site; 409 with the other's change if version is not the latest")
  public SiteJson edit(@PathParam("code") String code, SiteRequest request) {
    Problems problems = new Problems();
    Map<String, String> typed = required(request).typed(problems);
    if (typed.get("code") != null
        && !typed.get("code").isBlank()
        && !typed.get("code").equalsIgnoreCase(code)) {
      problems.add("code", "A site's code never changes. Leave it out, or send the same.");
    }
    Site site = acts.edit(code, typed, new ArrayList<>(), problems);
    problems.throwIfAny();
    Site.flush();
    return SiteJson.of(site);
  }

  /** Takes a list of sites. */
  @POST
  @Path("upload")
  @Consumes({"text/csv", MediaType.TEXT_PLAIN})
  @RolesAllowed(Role.COORDINATOR_)
  @Operation(
      summary = "Take a list of sites as CSV; by default a dry run",
      description =
          "Columns code, name, type, state, zone; optional size, size_unit, partner_of. All rows or"
              + " none. With the basis of a dry run, 409 if a site of the list changed meanwhile.")
  @APIResponseSchema(value = ListCall.ListTakenJson.class, responseCode = "200")
  @APIResponse(
      responseCode = "400",
      description = "What is wrong, row by row; nothing was saved",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ListCall.ListTakenJson.class)))
  public Response upload(
      UploadedText text,
      @QueryParam("dryRun") @DefaultValue("true") boolean dryRun,
      @QueryParam("basis") String basis) {
    return call.answer(upload, null, text, dryRun, ListSaid.of("basis", basis));
  }
}
