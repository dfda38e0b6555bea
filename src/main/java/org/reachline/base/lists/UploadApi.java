package org.reachline.base.lists;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Paging;
import org.reachline.base.Refusal;
import org.reachline.base.RowOutcome;

/** Lists that were handed in, as JSON: how far they are, and their receipts. */
@Path("/api/uploads")
@Tag(name = "uploads", description = "Long lists: how far they are, and their receipts")
@Produces(MediaType.APPLICATION_JSON)
class UploadApi {
  @Inject Uploads uploads;

  /**
   * A list that was handed in.
   *
   * @param state waiting, running, checked (a dry run is ready, or the list wants another look),
   *     done, refused, stopped or failed
   * @param step reading or saving; null before that
   * @param done rows of this step that are behind
   * @param of rows of this step
   * @param words why it is where it is; may be null
   * @param added records that it made or would make
   * @param changed records that it changed or would change
   * @param same rows that say what is on record
   * @param errors rows that cannot be taken; while there are any, none is
   * @param basis what a dry run was made from, for sending the list again
   * @param rows what becomes of rows, those that cannot be taken first, 1,000 at most; only with
   *     one list, and not of one that is done
   */
  public record UploadJson(
      long id,
      String kind,
      String title,
      String fileName,
      String sha256,
      long bytes,
      int dataRows,
      String state,
      String step,
      int done,
      int of,
      String words,
      long added,
      long changed,
      long same,
      long errors,
      Instant sentAt,
      Instant endedAt,
      String basis,
      List<RowOutcome> rows) {
    static UploadJson of(Upload u, String basis, List<RowOutcome> rows) {
      return new UploadJson(
          u.id,
          u.kind,
          u.title,
          u.fileName,
          u.sha256,
          u.bytes,
          u.dataRows,
          u.state.name().toLowerCase(Locale.ROOT),
          u.step == null ? null : u.step.name().toLowerCase(Locale.ROOT),
          u.doneRows,
          u.ofRows,
          u.words,
          u.added,
          u.changed,
          u.same,
          u.errors,
          u.sentAt,
          u.endedAt,
          basis,
          rows);
    }
  }

  /** One's own lists. */
  @GET
  @Authenticated
  @Operation(summary = "Long lists that you handed in, newest first")
  public List<UploadJson> list(
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    return Paging.slice(uploads.mine(), Math.max(0, offset), Math.max(1, Math.min(1000, limit)))
        .stream()
        .map(u -> UploadJson.of(u, null, null))
        .toList();
  }

  /** One list. */
  @GET
  @Path("{id}")
  @Authenticated
  @Operation(
      summary = "How far a list is, what it would do, or its receipt",
      description =
          "Your own; coordinators see the receipts of everybody's. 404 for all others. What rows"
              + " would do is told only while you may take such a list.")
  public UploadJson get(@PathParam("id") long id) {
    Upload upload = uploads.get(id);
    ListAct<?, ?> list = uploads.listOf(upload);
    ListOutcome told = uploads.mayTake(list) ? Uploads.told(list, upload) : null;
    return UploadJson.of(
        upload, told == null ? null : told.basis(), told == null ? null : told.rows());
  }

  /** Stops one. */
  @POST
  @Path("{id}/stop")
  @Authenticated
  @Operation(summary = "Stop a list that is not taken yet; 409 if it has ended")
  public UploadJson stop(@PathParam("id") long id) {
    if (!uploads.stop(id)) {
      throw new Refusal.Conflict("This list has ended already.");
    }
    return UploadJson.of(uploads.get(id), null, null);
  }
}
