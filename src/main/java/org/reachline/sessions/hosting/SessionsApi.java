package org.reachline.sessions.hosting;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.Authenticated;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.facts.Sent;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionFacts;
import org.reachline.sessions.SessionPlanner;
import org.reachline.sessions.attendance.AttendanceJson;
import org.reachline.sessions.attendance.AttendanceMatrix;
import org.reachline.sessions.attendance.SiteAttendanceJson;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/** ECHO sessions and their attendance as JSON. */
@Path("/api/studies/{slug}/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ECHO sessions")
class SessionsApi {
  @Inject SessionAccess access;
  @Inject SessionActs acts;
  @Inject MoveDoubt doubt;
  @Inject SessionPlanner planner;
  @Inject RollCall rollCall;
  @Inject Audience audience;
  @Inject AttendanceMatrix grid;
  @Inject Clock clock;

  /**
   * New words for a session. What is left out becomes empty.
   *
   * @param version the version that was read; another one is answered with 409
   */
  public record SessionChange(@JsonUnwrapped Sent<SessionFacts> facts, @NotNull Integer version) {}

  /**
   * Why a session does not take place, or is opened again.
   *
   * @param reason for everybody who was expected
   * @param version the version that was read; another one is answered with 409
   */
  public record Reason(@NotBlank @Size(max = 500) String reason, @NotNull Integer version) {}

  /**
   * Another time for a session.
   *
   * @param startsAt the new start, UTC
   * @param reason why
   * @param version the version that was read; another one is answered with 409
   * @param anyway true to move it to a time at which nobody is expected; else that is a 400
   */
  public record Move(
      @NotNull Instant startsAt,
      @NotBlank @Size(max = 500) String reason,
      @NotNull Integer version,
      Boolean anyway) {}

  /**
   * What the host says of one person.
   *
   * @param email mail address of the person
   * @param minutes minutes in the session, 0 for absent
   * @param reason needed where something else is known already
   * @param withoutSite true where the minutes are meant to count for no site: asked for where the
   *     person's place begins only after the session
   */
  public record Said(
      @NotBlank @Size(max = 200) String email,
      @NotNull @Min(0) @Max(720) Integer minutes,
      @Size(max = 500) String reason,
      Boolean withoutSite) {}

  /** The calendar, by start. */
  @GET
  @Authenticated
  @Operation(summary = "Sessions that you may see, by start")
  public List<SessionJson> list(
      @PathParam("slug") String slug,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return access.visible(EchoSession.listForStudy(Study.getBySlug(slug))).stream()
        .skip(offset)
        .limit(limit)
        .map(this::shown)
        .toList();
  }

  /** One session. */
  @GET
  @Path("{id:\\d+}")
  @Authenticated
  @Operation(summary = "One session with its agenda")
  public SessionJson show(@PathParam("slug") String slug, @PathParam("id") long id) {
    return shown(visible(slug, id));
  }

  /** Adds what the protocol asks for. */
  @POST
  @Path("plan")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Add the sessions that the protocol asks for; answers those added")
  public List<SessionJson> plan(@PathParam("slug") String slug) {
    return planner.plan(Study.getBySlug(slug), access::mayHost).stream()
        .map(SessionJson::forHosts)
        .toList();
  }

  /** Changes talk and room. */
  @PUT
  @Path("{id:\\d+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Change the talk and the room")
  public SessionJson change(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @NotNull @Valid SessionChange change) {
    EchoSession session = hosted(slug, id);
    Problems problems = new Problems();
    SessionFacts now =
        SessionActs.read(SessionFacts.SHEET.typed(change.facts(), problems), problems);
    problems.throwIfAny();
    acts.change(session, now, new Change(change.version(), null));
    return answer(session);
  }

  /** Starts the session. */
  @POST
  @Path("{id:\\d+}/open")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Start the session")
  public SessionJson open(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = hosted(slug, id);
    acts.open(session);
    return answer(session);
  }

  /** Closes the session. */
  @POST
  @Path("{id:\\d+}/close")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Close the session: it was held")
  public SessionJson close(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = hosted(slug, id);
    acts.close(session);
    return answer(session);
  }

  /** Cancels the session. */
  @POST
  @Path("{id:\\d+}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Cancel the session with a reason")
  public SessionJson cancel(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull @Valid Reason why) {
    EchoSession session = hosted(slug, id);
    acts.cancel(session, new Change(why.version(), why.reason()));
    return answer(session);
  }

  /** Opens a closed session again. */
  @POST
  @Path("{id:\\d+}/reopen")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(
      summary = "Open a closed session again with a reason",
      description = "It counts toward nobody's dose until it is closed once more")
  public SessionJson reopen(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull @Valid Reason why) {
    EchoSession session = hosted(slug, id);
    acts.reopen(session, new Change(why.version(), why.reason()));
    return answer(session);
  }

  /** Moves the session. */
  @POST
  @Path("{id:\\d+}/move")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Move the session; whoever was invited is told")
  public SessionJson move(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull @Valid Move move) {
    EchoSession session = hosted(slug, id);
    if (!move.startsAt().isAfter(clock.instant())) {
      throw new Refusal.BadInput(
          "startsAt", "This is past already. A session can only be moved to a time to come.");
    }
    Change change = new Change(move.version(), move.reason());
    change.requireSeen(session);
    session.requireMovable(clock.instant());
    String nobody =
        Boolean.TRUE.equals(move.anyway()) || move.startsAt().equals(session.startsAt)
            ? null
            : doubt.nobodyAt(session, move.startsAt());
    if (nobody != null) {
      throw new Refusal.BadInput(
          "startsAt", nobody + " Say \"anyway\": true to move it all the same.");
    }
    acts.move(session, move.startsAt(), change);
    return answer(session);
  }

  /** What each site was offered and took. */
  @GET
  @Path("sites")
  @Authenticated
  @Operation(summary = "Per site that you may see: sessions offered and attended, minutes by part")
  public List<SiteAttendanceJson> sites(
      @PathParam("slug") String slug,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    AttendanceMatrix.Outline outline =
        grid.outline(Study.getBySlug(slug), access::visible, access::maySeePeopleOf);
    List<Site> shown = outline.sites().stream().skip(offset).limit(limit).toList();
    return grid.of(outline, shown, false).sites().stream().map(SiteAttendanceJson::of).toList();
  }

  /** Who is expected and who came. */
  @GET
  @Path("{id:\\d+}/attendance")
  @Authenticated
  @Operation(summary = "People of a session that you may see: expected, minutes, evidence")
  public List<AttendanceJson> attendance(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    EchoSession session = visible(slug, id);
    double share = audience.presentAtLeast(session.program);
    return access.lines(session).stream()
        .skip(offset)
        .limit(limit)
        .map(line -> AttendanceJson.of(line, share))
        .toList();
  }

  /** The host's roll-call. */
  @POST
  @Path("{id:\\d+}/attendance")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Say who was there for how long; all of it is saved or none")
  public List<AttendanceJson> say(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @NotEmpty @Size(max = 1000) List<@NotNull @Valid Said> said) {
    EchoSession session = hosted(slug, id);
    rollCall.oneAtATime(session);
    Problems problems = new Problems();
    List<RollCall.Entry> entries = new ArrayList<>();
    Map<Long, Integer> seen = new HashMap<>();
    int most = RollCall.most(session);
    for (int i = 0; i < said.size(); i++) {
      Said row = said.get(i);
      String at = "[" + i + "].";
      Person person = Person.findByEmail(row.email()).orElse(null);
      Integer earlier = person == null ? null : seen.putIfAbsent(person.id, i);
      if (person == null) {
        problems.add(at + "email", "Nobody here has this mail address.");
      } else if (earlier != null) {
        problems.add(at + "email", person.name + " stands in [" + earlier + "] already.");
      } else if (row.minutes() > most) {
        problems.add(at + "minutes", "At most " + most + ", please.");
      } else {
        String reason = problems.optionalText(at + "reason", row.reason(), 500);
        RollCall.Entry entry =
            new RollCall.Entry(
                person, row.minutes(), reason, false, Boolean.TRUE.equals(row.withoutSite()));
        rollCall.check(session, entry, problems, at + "minutes", at + "reason");
        entries.add(entry);
      }
    }
    problems.throwIfAny();
    rollCall.save(session, entries);
    return attendance(slug, id, 1000, 0);
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }

  private EchoSession visible(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireSee(session);
    return session;
  }

  private SessionJson answer(EchoSession session) {
    // The answer carries the version that the next change has to name.
    EchoSession.flush();
    return SessionJson.forHosts(session);
  }

  private SessionJson shown(EchoSession session) {
    return SessionJson.of(session, access.mayHost(session.program), access.mayReadWords(session));
  }
}
