package org.reachline.sessions.calendar;

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
import org.reachline.base.Role;
import org.reachline.base.trail.AuditTrail;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** Invitations to sessions and what people answered, as JSON. */
@Path("/api/studies/{slug}/sessions/invitations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
@Tag(name = "ECHO sessions")
class InvitationsApi {
  private static final int MOST = 100_000;

  @Inject SessionAccess access;
  @Inject SessionInvitations invitations;
  @Inject RepliesToRead toRead;
  @Inject AuditTrail audit;

  /**
   * What one person was told of one session.
   *
   * @param session key of the session
   * @param number its number within the programme
   * @param startsAt its start, UTC
   * @param email who was told
   * @param undeliverable what a mail server says if nobody receives mail there, else null
   * @param sequence the revision they were told last
   * @param withdrawn whether they were told that they are not expected, or that it is cancelled
   * @param answer accepted, declined, tentative, or null
   * @param answeredAt when they answered, UTC, or null
   */
  public record InvitationJson(
      long session,
      int number,
      Instant startsAt,
      String email,
      String undeliverable,
      int sequence,
      boolean withdrawn,
      String answer,
      Instant answeredAt) {
    static InvitationJson of(Invitation i) {
      return new InvitationJson(
          i.session.id,
          i.session.number,
          i.session.startsAt,
          i.person.email,
          i.person.undeliverable,
          i.sequence,
          i.withdrawn,
          i.answer == null ? null : i.answer.name().toLowerCase(Locale.ROOT),
          i.answeredAt);
    }
  }

  /**
   * A reply by mail that was not taken, or that says more than an answer.
   *
   * @param session key of the session that it names, or null if it names none
   * @param from sender of the mail
   * @param answer accepted, declined, tentative, or null if it gives none
   * @param refused why it was not taken, or null if it was
   * @param note where it counts only in part, or proposes another time; or null
   * @param comment the sender's own words, or null
   * @param receivedAt when it came in, UTC
   */
  public record ReplyJson(
      Long session,
      String from,
      String answer,
      String refused,
      String note,
      String comment,
      Instant receivedAt) {
    static ReplyJson of(CalendarReply r) {
      return new ReplyJson(
          r.session == null ? null : r.session.id,
          r.from,
          r.answer == null ? null : r.answer.name().toLowerCase(Locale.ROOT),
          r.refused,
          r.note,
          r.comment,
          r.receivedAt);
    }
  }

  /**
   * What inviting did.
   *
   * @param letters how many letters were written
   */
  public record Invited(int letters) {}

  /** Everybody who was told, by session. */
  @GET
  @Operation(summary = "Who was told of which session, and what they answered")
  public List<InvitationJson> list(
      @PathParam("slug") String slug,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    List<EchoProgram> programs =
        EchoProgram.listForStudy(Study.getBySlug(slug)).stream().filter(access::mayHost).toList();
    return Paging.slice(Invitation.findForPrograms(programs), offset, limit).stream()
        .map(InvitationJson::of)
        .toList();
  }

  /** Replies that somebody should read. */
  @GET
  @Path("refused")
  @Operation(
      summary =
          "Replies of calendar programs that were not taken or say more than an answer, newest first")
  public List<ReplyJson> toRead(
      @PathParam("slug") String slug,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return toRead.of(Study.getBySlug(slug), (int) Math.min(MOST, (long) offset + limit)).stream()
        .skip(offset)
        .limit(limit)
        .map(ReplyJson::of)
        .toList();
  }

  /** Invites everybody who is expected and was not told yet. */
  @POST
  @Transactional
  @Operation(summary = "Invite everybody who is expected and was not told yet")
  public Invited invite(@PathParam("slug") String slug) {
    int letters = invitations.inviteToAll(Study.getBySlug(slug), access::mayHost);
    if (letters > 0) {
      audit.record("sessions.invited", "study:" + slug, null, null, letters, null);
    }
    return new Invited(letters);
  }
}
