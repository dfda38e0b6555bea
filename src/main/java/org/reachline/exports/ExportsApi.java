package org.reachline.exports;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Paging;
import org.reachline.base.Role;
import org.reachline.studies.Study;

/** Data out of a study, for programs. */
@Path("/api/studies/{slug}/exports")
@Tag(name = "exports", description = "Tidy files with a codebook, and the log of who took them")
class ExportsApi {
  @Inject DataExport export;
  @Inject ExportDownload download;
  @Inject ExportLog log;

  /**
   * One export of the log.
   *
   * @param exportedAt when, UTC
   * @param exportedBy mail address of who
   * @param blinded whether files that reveal arms were left out
   * @param studySha256 SHA-256 of the study file in force then
   * @param files the files of the ZIP
   */
  public record Taken(
      Instant exportedAt,
      String exportedBy,
      boolean blinded,
      String studySha256,
      List<ExportRecord.Entry> files) {
    static Taken of(ExportRecord record) {
      return new Taken(
          record.exportedAt,
          record.exportedBy,
          record.blinded,
          record.studyVersion.sha256,
          record.files);
    }
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.RESEARCHER_, Role.COORDINATOR_})
  @Operation(summary = "Who took data out, newest first")
  public List<Taken> list(
      @RestPath String slug,
      @RestQuery @DefaultValue("200") int limit,
      @RestQuery @DefaultValue("0") int offset) {
    int most = Math.max(0, Math.min(limit, 1000));
    return most == 0
        ? List.of()
        : Paging.slice(log.of(Study.getBySlug(slug)), Math.max(0, offset), most).stream()
            .map(Taken::of)
            .toList();
  }

  @GET
  @Path("zip")
  @Produces("application/zip")
  @RolesAllowed(Role.RESEARCHER_)
  @Operation(
      summary = "Take the data out as one ZIP; logged",
      description = "Blinded researchers get no file that gives an arm away.")
  @APIResponseSchema(value = InputStream.class, responseCode = "200")
  public Response zip(@RestPath String slug) {
    return download.send(slug, export.write(slug));
  }
}
