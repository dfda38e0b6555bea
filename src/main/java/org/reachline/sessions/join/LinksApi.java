package org.reachline.sessions.join;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.hosting.SessionActs;
import org.reachline.studies.Study;

/** Personal links into a session, for the host to hand out. Whoever has one is the person. */
@Path("/api/studies/{slug}/sessions/{id:\\d+}/links")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
@Tag(name = "ECHO sessions")
class LinksApi {
  @Inject SessionAccess access;
  @Inject SessionActs acts;
  @Inject JoinLinks links;

  /**
   * A person's link.
   *
   * @param person key of the person
   * @param site code of their site, or null
   * @param path address of their join page within the service
   */
  public record LinkJson(long person, String name, String email, String site, String path) {}

  /** Everybody's link. */
  @GET
  @Operation(summary = "Personal join links of everybody who is expected or came")
  @APIResponseSchema(value = LinkJson[].class, responseCode = "200")
  public Response list(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    EchoSession session = hosted(slug, id);
    List<SessionAccess.Line> lines =
        access.lines(session).stream().skip(offset).limit(limit).toList();
    Map<Long, String> paths =
        links.paths(session, lines.stream().map(SessionAccess.Line::person).toList());
    return unstored(lines.stream().map(line -> json(line, paths.get(line.person().id))).toList());
  }

  /** Makes a person's links useless. */
  @POST
  @Path("{person}/revoke")
  @Transactional
  @Operation(summary = "Make a person's old links useless; answers the new one")
  @APIResponseSchema(value = LinkJson.class, responseCode = "200")
  public Response revoke(
      @PathParam("slug") String slug, @PathParam("id") long id, @PathParam("person") long person) {
    EchoSession session = hosted(slug, id);
    SessionAccess.Line listed =
        access.lines(session).stream()
            .filter(line -> line.person().id == person)
            .findFirst()
            .orElseThrow(Refusal.NotFound::new);
    acts.revokeLink(session, listed.person());
    return unstored(json(listed, links.path(session, listed.person())));
  }

  private static LinkJson json(SessionAccess.Line line, String path) {
    return new LinkJson(
        line.person().id,
        line.person().name,
        line.person().email,
        line.site() == null ? null : line.site().code,
        path);
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }

  private static Response unstored(Object body) {
    return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
