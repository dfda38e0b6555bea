package org.reachline.studies;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.lists.ListTaken;

/** Lists over the API. A room's resource names its address and its list. */
public abstract class StudyListApi {
  /**
   * What became of a list.
   *
   * @param saved whether its rows were taken
   */
  public record ImportedJson(boolean saved, List<RowOutcome> rows) {}

  /** The list. */
  protected abstract StudyList list();

  /** Takes a list; by default a dry run. */
  @POST
  @Consumes({"text/csv", MediaType.TEXT_PLAIN})
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Operation(
      summary = "Log records from CSV; a dry run unless dryRun=false; 400 if any row is wrong",
      description =
          "A record on file is compared in every column. What differs is an amendment, with the"
              + " row's reason (column reason) or the one given here.")
  @APIResponseSchema(value = ImportedJson.class, responseCode = "200")
  @APIResponse(
      responseCode = "400",
      description = "What is wrong, row by row; nothing was saved",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ImportedJson.class)))
  public Response take(
      @PathParam("slug") String slug,
      String text,
      @RestQuery @DefaultValue("true") boolean dryRun,
      @RestQuery String reason) {
    Study study = list().study(slug);
    ListTaken taken = dryRun ? list().check(study, text) : list().take(study, text, null, reason);
    return Response.status(taken.isBad() ? 400 : 200)
        .entity(new ImportedJson(!dryRun && !taken.isBad(), taken.rows()))
        .build();
  }
}
