package org.reachline.sessions.programs;

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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.trail.Change;
import org.reachline.sessions.EchoProgram;
import org.reachline.studies.Study;

/** Which units are in which programme of a strategy, as JSON. */
@Path("/api/studies/{slug}/sessions/programs/{id:\\d+}/sites")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
@Tag(name = "ECHO sessions")
class CohortsApi {
  @Inject ProgramActs programs;
  @Inject CohortActs acts;

  /**
   * A unit that is offered what the programme delivers.
   *
   * @param unit code of its leading site
   * @param sites codes of all its sites
   * @param program key of the programme that it is in today
   * @param since first day there, or null if it was placed nowhere
   * @param reason why it was placed, or null
   * @param nextProgram key of the programme that is foreseen next, or null; a placement that was
   *     said later replaces those foreseen for its day and after
   * @param nextFrom first day there, or null
   */
  public record UnitJson(
      String unit,
      List<String> sites,
      long program,
      LocalDate since,
      String reason,
      Long nextProgram,
      LocalDate nextFrom) {
    static UnitJson of(CohortActs.Row row) {
      return new UnitJson(
          row.unit().unit.code,
          row.unit().members.stream().map(site -> site.code).sorted().toList(),
          row.program().id,
          row.since() == null ? null : row.since().from,
          row.since() == null ? null : row.since().reason,
          row.next() == null ? null : row.next().program.id,
          row.next() == null ? null : row.next().from);
    }
  }

  /**
   * The units of a strategy and their programmes.
   *
   * @param version names the state for the next change
   * @param units units that are yours to move, by code
   */
  public record CohortsJson(int version, List<UnitJson> units) {}

  /**
   * Units to bring into the programme.
   *
   * @param units codes of leading sites
   * @param from first day, today or later
   * @param reason why
   * @param version the version that was read; another one is answered with 409
   */
  public record Placing(
      @NotEmpty @Size(max = 1000) List<@NotBlank String> units,
      @NotNull LocalDate from,
      @NotBlank @Size(max = 500) String reason,
      @NotNull Integer version) {}

  /** Units and their programmes. */
  @GET
  @Operation(summary = "Units that are offered the strategy, and the programme that each is in")
  public CohortsJson list(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    EchoProgram program = programs.get(Study.getBySlug(slug), id);
    return new CohortsJson(
        CohortActs.version(program),
        acts.rows(program).stream().skip(offset).limit(limit).map(UnitJson::of).toList());
  }

  /** Brings units into the programme. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Bring units into this programme from a day on; all of them or none")
  public CohortsJson place(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull @Valid Placing placing) {
    EchoProgram program = programs.get(Study.getBySlug(slug), id);
    CohortActs.requireSeen(program, new Change(placing.version(), placing.reason()));
    CohortForm form = new CohortForm();
    form.unit = placing.units();
    form.from = placing.from().toString();
    form.reason = placing.reason();
    form.version = placing.version().toString();
    Problems problems = new Problems();
    CohortForm.Typed typed = form.read(problems, program, acts.rows(program), acts);
    problems.throwIfAny();
    acts.place(program, typed.rows(), typed.from(), typed.change());
    return list(slug, id, 1000, 0);
  }
}
