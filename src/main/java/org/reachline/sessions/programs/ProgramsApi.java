package org.reachline.sessions.programs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.facts.Sent;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.Programme;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.ProgramFacts;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.hosting.SessionJson;
import org.reachline.studies.Study;

/** ECHO programmes as JSON: what the study file gives, and what hub and coordinator set. */
@Path("/api/studies/{slug}/sessions/programs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
@Tag(name = "ECHO sessions")
class ProgramsApi {
  @Inject SessionAccess access;
  @Inject ProgramActs acts;
  @Inject CohortActs cohorts;
  @Inject Audience audience;

  /**
   * A programme.
   *
   * @param id key within the service
   * @param strategy key of the strategy in the study file
   * @param rule recurrence rule (RFC 5545), its own or the study file's, or null
   * @param ownRule whether the rule is its own; the study file gives that of one programme
   * @param startsOn the day from which the rule counts, or null before the first planning
   * @param zone the hub's time zone
   * @param exceptions days without a session, with their reasons
   * @param team mail addresses of the hub staff who run it; empty: nobody, and only coordinators
   *     see it
   * @param version names the state for the next change
   */
  public record ProgramJson(
      long id,
      String strategy,
      @JsonUnwrapped ProgramFacts facts,
      String rule,
      boolean ownRule,
      LocalDate startsOn,
      String zone,
      Map<LocalDate, String> exceptions,
      List<String> team,
      int version) {}

  /**
   * New settings. What is left out becomes empty.
   *
   * @param exceptions days on which the rule's session is not planned, with their reasons
   * @param version the version that was read; another one is answered with 409
   */
  public record ProgramChange(
      @JsonUnwrapped Sent<ProgramFacts> facts,
      @Size(max = 100) Map<LocalDate, @NotBlank String> exceptions,
      @NotNull Integer version) {
    private Map<String, String> typed(Problems problems) {
      Map<String, String> typed = ProgramFacts.SHEET.typed(facts, problems);
      typed.put("exceptions", exceptions == null ? null : ProgramRules.lines(exceptions));
      return typed;
    }
  }

  /**
   * Whose programme it is.
   *
   * @param team mail addresses of people of the role hub; empty: nobody, only coordinators
   * @param version the version that was read; another one is answered with 409
   */
  public record Team(
      @NotNull @Size(max = 100) List<@NotBlank String> team, @NotNull Integer version) {}

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
  public Response add(@PathParam("slug") String slug, @NotNull Sent<SeriesFacts> request) {
    Study study = Study.getBySlug(slug);
    Problems problems = new Problems();
    SeriesFacts series =
        ProgramRules.further(
            SeriesFacts.SHEET.typed(request, problems),
            cohorts.strategies(study),
            EchoProgram.listForStudy(study),
            problems);
    problems.throwIfAny();
    EchoProgram added = cohorts.add(study, series);
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
    Problems problems = new Problems();
    ProgramRules.Settings settings = ProgramRules.read(change.typed(problems), program, problems);
    problems.throwIfAny();
    acts.change(program, settings, new Change(change.version(), null));
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
        p.facts(),
        p.isOfProtocol() ? protocol.map(given -> given.rule().text()).orElse(null) : p.rule,
        !p.isOfProtocol(),
        p.anchorOn,
        p.zone,
        new TreeMap<>(p.exceptions),
        p.listTeam().stream().map(person -> person.email).toList(),
        p.version);
  }
}
