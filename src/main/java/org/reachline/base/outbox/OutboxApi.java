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
import org.reachline.base.Paging;
import org.reachline.base.Refusal;
import org.reachline.base.Role;

/** Mail on its way, as JSON. Its text stays here: it holds people's own links. */
@Path("/api/outbox")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.COORDINATOR_)
@Tag(name = "Outbox")
class OutboxApi {
  @Inject OutboxActs acts;

  /**
   * One mail.
   *
   * @param id key within the service
   * @param to mail address of the receiver
   * @param subject subject line
   * @param method REQUEST or CANCEL where it carries a calendar entry, else null
   * @param state waiting, sending, sent, failed or returned (it was sent and came back)
   * @param attempts how often it was tried
   * @param lastError what went wrong last, or null
   * @param createdAt when it was written, UTC
   * @param sentAt when the mail server took it, UTC, or null
   * @param setAsideAt when somebody said that nothing more is to be done about it, UTC, or null
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
      Instant sentAt,
      Instant setAsideAt) {
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
          m.sentAt,
          m.setAsideAt);
    }
  }

  /** The newest mails, failures first. */
  @GET
  @Operation(summary = "Mails, failures first, then the newest; q looks in addresses and subjects")
  public List<MailJson> list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return Paging.slice(OutboxMail.findNewest(q), offset, limit).stream()
        .map(MailJson::of)
        .toList();
  }

  /** Tries a failed mail once more. */
  @POST
  @Path("{id:\\d+}/retry")
  @Transactional
  @Operation(summary = "Try a failed mail once more")
  public MailJson retry(@PathParam("id") long id) {
    OutboxMail mail = get(id);
    acts.retry(mail);
    return MailJson.of(mail);
  }

  /** Leaves a failed mail as it is. */
  @POST
  @Path("{id:\\d+}/set-aside")
  @Transactional
  @Operation(summary = "Say that nothing more is to be done about a failed mail")
  public MailJson setAside(@PathParam("id") long id) {
    OutboxMail mail = get(id);
    acts.setAside(mail);
    return MailJson.of(mail);
  }

  private static OutboxMail get(long id) {
    return OutboxMail.<OutboxMail>findByIdOptional(id).orElseThrow(Refusal.NotFound::new);
  }

  /**
   * An address at which nobody receives mail, as a mail server says.
   *
   * @param email the address, in small letters
   * @param source refused (by our server) or bounced (by a report that came back)
   * @param words the server's words
   * @param since since when it is known, UTC
   */
  public record AddressJson(String email, String source, String words, Instant since) {
    static AddressJson of(UndeliverableAddress a) {
      return new AddressJson(a.email, a.source.name().toLowerCase(Locale.ROOT), a.words, a.since);
    }
  }

  /** Addresses at which nobody receives mail. */
  @GET
  @Path("addresses")
  @Operation(summary = "Addresses at which nobody receives mail, as mail servers say")
  public List<AddressJson> addresses() {
    return UndeliverableAddress.listNewest().stream().map(AddressJson::of).toList();
  }

  /**
   * What a mail server wrote back.
   *
   * @param address the receiver that it is about, or null if that could not be read
   * @param meaning failed, delayed, delivered, or unread where no program can tell
   * @param words the server's words
   * @param from who sent it
   * @param receivedAt when it was read, UTC
   */
  public record ReturnedJson(
      String address, String meaning, String words, String from, Instant receivedAt) {
    static ReturnedJson of(ReturnedMail r) {
      return new ReturnedJson(
          r.address, r.meaning.name().toLowerCase(Locale.ROOT), r.words, r.from, r.receivedAt);
    }
  }

  /** What mail servers wrote back. */
  @GET
  @Path("returned")
  @Operation(summary = "What mail servers wrote back, the newest first")
  public List<ReturnedJson> returned(
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit) {
    return ReturnedMail.listNewest(limit).stream().map(ReturnedJson::of).toList();
  }
}
