package org.reachline.sessions.hosting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.trail.Change;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.sessions.AgendaItem;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** The timed agenda of a session as JSON; reading it needs no address of its own. */
@Path("/api/studies/{slug}/sessions/{id:\\d+}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
@Tag(name = "ECHO sessions")
class AgendaApi {
  @Inject SessionAccess access;
  @Inject AgendaActs acts;
  @Inject Presenters presenters;
  @Inject Speakers speakers;

  /**
   * A stretch of the agenda.
   *
   * @param kind welcome, didactic, case, questions or closing
   * @param label what people read
   * @param minutes length
   * @param presenter who speaks, or null: a name, or {@code Name (mail address)} for one of the
   *     people who can be picked
   */
  public record Stretch(
      @NotBlank String kind,
      @NotBlank @Size(max = 200) String label,
      @NotNull @Min(1) @Max(240) Integer minutes,
      @Size(max = 200) String presenter) {}

  /**
   * The whole agenda.
   *
   * @param agenda stretches in order
   * @param version the version that was read; another one is answered with 409
   */
  public record AgendaChange(
      @NotEmpty @Size(max = AgendaForm.MOST) List<@NotNull @Valid Stretch> agenda,
      @NotNull Integer version) {}

  /** Puts another agenda in its place. */
  @PUT
  @Path("agenda")
  @Consumes(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Replace the agenda; the session then lasts as long as its agenda")
  public SessionJson change(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @NotNull @Valid AgendaChange change) {
    EchoSession session = hosted(slug, id);
    Problems problems = new Problems();
    List<AgendaItem> items = new ArrayList<>();
    for (int i = 0; i < change.agenda().size(); i++) {
      Stretch stretch = change.agenda().get(i);
      AgendaKind kind = problems.choice("agenda[" + i + "].kind", stretch.kind(), AgendaKind.class);
      items.add(new AgendaItem(kind, stretch.label(), stretch.minutes(), stretch.presenter()));
    }
    if (items.stream().mapToInt(i -> i.minutes).sum() > 720) {
      problems.add("agenda", "Together at most 720 minutes, please.");
    }
    problems.throwIfAny();
    acts.change(session, items, new Change(change.version(), null));
    EchoSession.flush();
    return SessionJson.forHosts(session);
  }

  /** Who can be picked as a presenter. */
  @GET
  @Path("speakers")
  @Operation(summary = "People who can be picked as presenters: the hub's team and the expected")
  public List<String> speakers(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return speakers.choices(hosted(slug, id)).stream().skip(offset).limit(limit).toList();
  }

  /** Who was asked to speak twice at once. */
  @GET
  @Path("clashes")
  @Operation(summary = "Sentences that warn of presenters who are booked twice at the same time")
  public List<String> clashes(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return presenters.clashes(hosted(slug, id)).stream().skip(offset).limit(limit).toList();
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }
}
