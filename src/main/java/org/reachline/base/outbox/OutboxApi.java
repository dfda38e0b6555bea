package org.reachline.base.outbox;

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
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Refusal;
import org.reachline.base.Role;

/** Mail on its way, as JSON. Its text stays here: it holds people's own links. */
@Path("/api/outbox")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.COORDINATOR_)
@Tag(name = "Outbox")
public class OutboxApi {
  @Inject OutboxRetry retry;

  /**
   * One mail.
   *
   * @param id key within the service
   * @param to mail address of the receiver
   * @param subject subject line
   * @param method REQUEST or CANCEL where it carries a calendar entry, else null
   * @param state waiting, sending, sent or failed
   * @param attempts how often it was tried
   * @param lastError what went wrong last, or null
   * @param createdAt when it was written, UTC
   * @param sentAt when the mail server took it, UTC, or null
   */
  public record MailJson(
      long id,
      String to,
      String subject,
      String method,
      String state,
      int attempts,
      String lastError,
      Instant createdAt,
      Instant sentAt) {
    static MailJson of(OutboxMail m) {
      return new MailJson(
          m.id,
          m.to,
          m.subject,
          m.method,
          m.state.name().toLowerCase(Locale.ROOT),
          m.attempts,
          m.lastError,
          m.createdAt,
          m.sentAt);
    }
  }

  /** The newest mails, failures first. */
  @GET
  @Operation(summary = "Mails, failures first, then the newest")
  public List<MailJson> list(
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return OutboxMail.listNewest(offset, limit).stream().map(MailJson::of).toList();
  }

  /** Tries a failed mail once more. */
  @POST
  @Path("{id:\\d+}/retry")
  @Transactional
  @Operation(summary = "Try a failed mail once more")
  public MailJson retry(@PathParam("id") long id) {
    OutboxMail mail =
        OutboxMail.<OutboxMail>findByIdOptional(id).orElseThrow(Refusal.NotFound::new);
    retry.retry(mail);
    return MailJson.of(mail);
  }
}
