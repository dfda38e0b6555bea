package org.reachline.sessions.programs;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
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
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.Programme;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.hosting.SessionJson;
import org.reachline.studies.Study;

/** ECHO programmes as JSON: what the study file gives, and what hub and coordinator set. */
@Path("/api/studies/{slug}/sessions/programs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
@Tag(name = "ECHO sessions")
public class ProgramsApi {
  @Inject SessionAccess access;
  @Inject ProgramActs acts;
  @Inject CohortActs cohorts;
  @Inject Audience audience;

  /**
   * A programme.
   *
   * @param id key within the service
   * @param strategy key of the strategy in the study file
   * @param name what people read
   * @param hub the hub as people call it, or null
   * @param rule recurrence rule (RFC 5545), its own or the study file's, or null
   * @param ownRule whether the rule is its own; the study file gives that of one programme
   * @param startsOn the day from which the rule counts, or null before the first planning
   * @param zone the hub's time zone
   * @param roomKind external, jitsi or bigbluebutton
   * @param roomUrl address of the room, or null
   * @param phone telephone number of the room, or null
   * @param phoneCode what to key in after it, or null
   * @param opensBeforeMinutes how long before the start people are let in
   * @param record whether hosts may record, where our own server provides the room
   * @param exceptions days without a session, with their reasons
   * @param team mail addresses of the hub staff who run it; empty: nobody, and only coordinators
   *     see it
   * @param version names the state for the next change
   */
  public record ProgramJson(
      long id,
      String strategy,
      String name,
      String hub,
      String rule,
      boolean ownRule,
      LocalDate startsOn,
      String zone,
      String roomKind,
      String roomUrl,
      String phone,
      String phoneCode,
      int opensBeforeMinutes,
      boolean record,
      Map<LocalDate, String> exceptions,
      List<String> team,
      int version) {}

  /**
   * New settings. What is left out becomes empty.
   *
   * @param name what people read
   * @param hub the hub as people call it
   * @param roomKind external, jitsi or bigbluebutton
   * @param roomUrl address of the room, https
   * @param phone telephone number of the room
   * @param phoneCode what to key in after it
   * @param opensBeforeMinutes 0 to 240
   * @param record whether hosts may record, where our own server provides the room
   * @param exceptions days on which the rule's session is not planned, with their reasons
   * @param version the version that was read; another one is answered with 409
   */
  public record ProgramChange(
      @NotBlank String name,
      String hub,
      @NotBlank String roomKind,
      String roomUrl,
      String phone,
      String phoneCode,
      @NotNull Integer opensBeforeMinutes,
      Boolean record,
      @Size(max = 100) Map<LocalDate, @NotBlank String> exceptions,
      @NotNull Integer version) {}

  /**
   * Whose programme it is.
   *
   * @param team mail addresses of people of the role hub; empty: nobody, only coordinators
   * @param version the version that was read; another one is answered with 409
   */
  public record Team(
      @NotNull @Size(max = 100) List<@NotBlank String> team, @NotNull Integer version) {}

  /**
   * A further programme.
   *
   * @param strategy key of the ECHO strategy that it delivers
   * @param name another one than the study's other programmes have
   * @param hub the hub as people call it, or null
   * @param rule rule of RFC 5545, with COUNT, UNTIL or without an end
   * @param time when a session begins, such as {@code 14:30}
   * @param zone the hub's time zone
   * @param startsOn first day; intervals and COUNT are counted from it
   */
  public record NewProgram(
      String strategy,
      String name,
      String hub,
      String rule,
      String time,
      String zone,
      LocalDate startsOn) {}

  /** Programmes that the caller runs. */
  @GET
  @Operation(summary = "Programmes that you run, with their settings")
  public List<ProgramJson> list(
      @PathParam("slug") String slug,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return EchoProgram.listForStudy(Study.getBySlug(slug)).stream()
        .filter(access::mayHost)
        .skip(offset)
        .limit(limit)
        .map(this::json)
        .toList();
  }

  /** Adds a programme. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Add a programme or cohort to an ECHO strategy, with a rule of its own")
  @APIResponseSchema(value = ProgramJson.class, responseCode = "201")
  public Response add(@PathParam("slug") String slug, @NotNull NewProgram typed) {
    Study study = Study.getBySlug(slug);
    NewProgramForm form = new NewProgramForm();
    form.strategy = typed.strategy();
    form.name = typed.name();
    form.hub = typed.hub();
    form.rule = typed.rule();
    form.time = typed.time();
    form.zone = typed.zone();
    form.startsOn = typed.startsOn() == null ? null : typed.startsOn().toString();
    Problems problems = new Problems();
    NewProgramForm.Typed read =
        form.read(problems, cohorts.strategies(study), EchoProgram.listForStudy(study));
    problems.throwIfAny();
    EchoProgram added = cohorts.add(study, read);
    EchoProgram.flush();
    return Response.status(Response.Status.CREATED).entity(json(added)).build();
  }

  /** Changes the settings. */
  @PUT
  @Path("{id:\\d+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Change a programme's hub, room, doors and days without a session")
  public ProgramJson change(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @NotNull @Valid ProgramChange change) {
    EchoProgram program = acts.get(Study.getBySlug(slug), id);
    ProgramForm form = new ProgramForm();
    form.name = change.name();
    form.hub = change.hub();
    form.roomKind = change.roomKind();
    form.roomUrl = change.roomUrl();
    form.phone = change.phone();
    form.phoneCode = change.phoneCode();
    form.record = Boolean.TRUE.equals(change.record()) ? "yes" : "no";
    form.opensBeforeMinutes = change.opensBeforeMinutes().toString();
    form.exceptions =
        change.exceptions() == null
            ? null
            : change.exceptions().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().replaceAll("\\R", " "))
                .collect(Collectors.joining("\n"));
    form.version = change.version().toString();
    Problems problems = new Problems();
    ProgramForm.Typed typed = form.read(problems, program);
    problems.throwIfAny();
    acts.change(program, typed, new Change(change.version(), null));
    EchoProgram.flush();
    return json(program);
  }

  /** Says whose programme it is. */
  @PUT
  @Path("{id:\\d+}/team")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  @Operation(summary = "Say which hub staff run a programme; others of the role do not see it")
  public ProgramJson staff(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull @Valid Team team) {
    EchoProgram program = acts.get(Study.getBySlug(slug), id);
    Problems problems = new Problems();
    Set<Person> people = new HashSet<>();
    for (int i = 0; i < team.team().size(); i++) {
      Optional<Person> person =
          Person.findByEmail(team.team().get(i)).filter(p -> p.roles.contains(Role.HUB));
      if (person.isEmpty()) {
        problems.add("team[" + i + "]", "Nobody of the role hub has this mail address.");
      }
      person.ifPresent(people::add);
    }
    problems.throwIfAny();
    acts.staff(program, people, new Change(team.version(), null));
    EchoProgram.flush();
    return json(program);
  }

  /**
   * Why nothing more takes place.
   *
   * @param reason for everybody who was expected
   */
  public record Cancellation(@NotBlank @Size(max = 500) String reason) {}

  /** Cancels every session to come. */
  @POST
  @Path("{id:\\d+}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Cancel every session of a programme that is still to come")
  public List<SessionJson> cancel(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @NotNull @Valid Cancellation cancellation) {
    EchoProgram program = acts.get(Study.getBySlug(slug), id);
    List<EchoSession> cancelled = acts.cancelRest(program, cancellation.reason());
    EchoSession.flush();
    return cancelled.stream().map(SessionJson::forHosts).toList();
  }

  private ProgramJson json(EchoProgram p) {
    Optional<Programme> protocol = audience.strategy(p).programme();
    return new ProgramJson(
        p.id,
        p.strategy,
        p.name,
        p.hub,
        p.isOfProtocol() ? protocol.map(given -> given.rule().text()).orElse(null) : p.rule,
        !p.isOfProtocol(),
        p.anchorOn,
        p.zone,
        p.roomKind.name().toLowerCase(Locale.ROOT),
        p.roomUrl,
        p.phone,
        p.phoneCode,
        p.opensBeforeMinutes,
        p.recordSessions,
        new TreeMap<>(p.exceptions),
        p.listTeam().stream().map(person -> person.email).toList(),
        p.version);
  }
}
