package org.reachline.studies;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Role;
import org.reachline.base.input.UploadedText;
import org.reachline.base.lists.ListCall;
import org.reachline.base.lists.ListSaid;

/** Lists over the API. A room's resource names its address and its list. */
public abstract class StudyListApi {
  @Inject ListCall call;

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
              + " row's reason (column reason) or the one given here. With the basis of a dry"
              + " run, 409 if a record of the list changed meanwhile.")
  @APIResponseSchema(value = ListCall.ListTakenJson.class, responseCode = "200")
  @APIResponse(
      responseCode = "400",
      description = "What is wrong, row by row; nothing was saved",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ListCall.ListTakenJson.class)))
  public Response take(
      @PathParam("slug") String slug,
      UploadedText text,
      @RestQuery @DefaultValue("true") boolean dryRun,
      @RestQuery String basis,
      @RestQuery String reason) {
    return call.answer(
        list(), list().place(slug), text, dryRun, ListSaid.of("basis", basis, "reason", reason));
  }
}
