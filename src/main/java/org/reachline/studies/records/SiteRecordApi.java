package org.reachline.studies.records;

import static org.reachline.base.input.JsonBody.required;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;

/**
 * The records of one kind at a site as JSON. A room's resource names its address.
 *
 * @param <R> the record
 * @param <F> what is said of it
 */
@Produces(MediaType.APPLICATION_JSON)
public abstract class SiteRecordApi<R extends SiteRecord<F>, F extends Record> {
  @Inject SiteRecords<R, F> records;
  @Inject AuditTrail trail;
  @Inject ChangeReader changes;

  /**
   * A record.
   *
   * @param facts what is said of it
   * @param version send it back when you change the record
   */
  public record RecordJson(
      long id,
      String site,
      Record facts,
      String loggedBy,
      Instant loggedAt,
      String amendedBy,
      Instant amendedAt,
      String withdrawnBy,
      Instant withdrawnAt,
      String withdrawalReason,
      int version) {}

  /** All of them. */
  @GET
  @Authenticated
  @Operation(summary = "The site's records, newest first, withdrawn ones too")
  public List<RecordJson> list(@PathParam("slug") String slug, @PathParam("code") String code) {
    return records.list(records.read(slug, code)).stream().map(SiteRecordApi::json).toList();
  }

  /** Enters one. */
  @POST
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Enter a record at a site")
  @APIResponseSchema(value = RecordJson.class, responseCode = "201")
  public Response log(@PathParam("slug") String slug, @PathParam("code") String code, F facts) {
    SiteRecords.Place place = records.write(slug, code);
    Problems problems = new Problems();
    F read = records.read(records.sheet().typed(required(facts)), problems);
    problems.throwIfAny();
    R record = records.log(place, read);
    String address = place.study().addressOf(records.page()) + "/" + code + "/" + record.id;
    return Response.created(URI.create("/api" + address)).entity(json(record)).build();
  }

  /** One of them. */
  @GET
  @Path("{id}")
  @Authenticated
  @Operation(summary = "One record")
  public RecordJson show(
      @PathParam("slug") String slug, @PathParam("code") String code, @PathParam("id") long id) {
    return json(records.get(records.read(slug, code), id));
  }

  /** Its trail. */
  @GET
  @Path("{id}/history")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Operation(summary = "Who changed what of a record, newest first")
  public List<AuditTrail.Step> history(
      @PathParam("slug") String slug, @PathParam("code") String code, @PathParam("id") long id) {
    return trail.of(records.get(records.write(slug, code), id));
  }

  /** Puts one right; version and reason come with the address. */
  @PUT
  @Path("{id}")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Amend a record with a reason; 409 if it changed since your version")
  public RecordJson amend(
      @PathParam("slug") String slug,
      @PathParam("code") String code,
      @PathParam("id") long id,
      @RestQuery Integer version,
      @RestQuery String reason,
      F facts) {
    R record = records.get(records.write(slug, code), id);
    Problems problems = new Problems();
    Change change = changes.ofCall(new Change(version, reason), record, problems);
    F now = records.read(records.sheet().typed(required(facts)), problems);
    problems.throwIfAny();
    records.amend(record, now, change);
    return json(record);
  }

  /** Takes one back. */
  @POST
  @Path("{id}/withdraw")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Withdraw a record with a reason; it stays on record")
  public RecordJson withdraw(
      @PathParam("slug") String slug,
      @PathParam("code") String code,
      @PathParam("id") long id,
      Change request) {
    R record = records.get(records.write(slug, code), id);
    Problems problems = new Problems();
    Change change = changes.ofCall(required(request), record, problems);
    problems.throwIfAny();
    records.withdraw(record, change);
    return json(record);
  }

  private static RecordJson json(SiteRecord<?> r) {
    return new RecordJson(
        r.id,
        r.site.code,
        r.facts,
        r.loggedBy,
        r.loggedAt,
        r.amendedBy,
        r.amendedAt,
        r.withdrawnBy,
        r.withdrawnAt,
        r.withdrawalReason,
        r.version);
  }
}
