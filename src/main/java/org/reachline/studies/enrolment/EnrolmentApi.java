package org.reachline.studies.enrolment;

import static org.reachline.base.input.JsonBody.required;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.SiteAccess;
import org.reachline.base.facts.Sent;
import org.reachline.base.input.UploadedText;
import org.reachline.base.lists.ListCall;
import org.reachline.base.lists.ListSaid;
import org.reachline.base.trail.AuditTrail;
import org.reachline.protocol.dose.PlannedContact;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.dose.PlannedTotal;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sites.Site;
import org.reachline.studies.Allocation;
import org.reachline.studies.Enrolment;
import org.reachline.studies.EnrolmentFacts;
import org.reachline.studies.Offers;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Units of a study as JSON: enrolment, allocation, planned dose. */
@Path("/api/studies")
@Tag(name = "studies")
@Produces(MediaType.APPLICATION_JSON)
class EnrolmentApi {
  @Inject EnrolmentActs acts;
  @Inject EnrolmentList enrolments;
  @Inject ListCall call;
  @Inject AllocationList allocations;
  @Inject EnrolmentTable table;
  @Inject Protocols protocols;
  @Inject Offers offers;
  @Inject SiteAccess access;
  @Inject CurrentPerson me;
  @Inject AuditTrail trail;

  /**
   * A unit in a study.
   *
   * @param members codes of its sites that you may see
   * @param startedOn the same as {@code startsOn}, which a change takes back
   * @param studyMonth study month today in the unit's zone, or null before a start is set
   * @param arm key of its arm; null before allocation and for people who may not know it
   * @param status waiting, running, finished or withdrawn
   * @param version to be sent back with a change
   */
  public record EnrolmentJson(
      String unit,
      List<String> members,
      @JsonUnwrapped EnrolmentFacts facts,
      LocalDate startedOn,
      Integer studyMonth,
      String phase,
      String arm,
      String status,
      LocalDate withdrawnOn,
      int protocolVersion,
      int version) {}

  /** What to enrol or change; each act reads the properties that it needs. */
  public record EnrolmentRequest(
      String unit,
      @JsonUnwrapped Sent<EnrolmentFacts> facts,
      String withdrawnOn,
      String reason,
      Integer version) {
    private Map<String, String> typed(Problems problems) {
      Map<String, String> typed = EnrolmentFacts.SHEET.typed(facts, problems);
      typed.put("unit", unit);
      typed.put("withdrawnOn", withdrawnOn);
      typed.put("reason", reason);
      typed.put("version", version == null ? null : version.toString());
      return typed;
    }
  }

  /**
   * What an allocation list did or would do.
   *
   * @param sha256 hash of the list, to be sent as {@code confirm}
   * @param perArm units per arm that it newly allocates
   * @param basis send it back with {@code confirm}, and nothing is saved if somebody changed one of
   *     the list's units in between
   */
  public record AllocationTakenJson(
      boolean saved,
      String sha256,
      Map<String, Integer> perArm,
      String basis,
      List<RowOutcome> rows) {}

  /** The fact that a unit got its arm. */
  public record AllocationJson(
      String unit, String arm, Instant allocatedAt, String allocatedBy, String listSha256) {}

  /** A planned contact with the days on which it is on schedule. */
  public record PlannedJson(
      String strategy,
      String key,
      String label,
      int studyMonth,
      LocalDate dueFrom,
      LocalDate dueTo,
      int minutes,
      boolean countsContact,
      boolean countsMinutes) {
    static PlannedJson of(PlannedContact c) {
      return new PlannedJson(
          c.strategy(),
          c.key(),
          c.label(),
          c.month().number(),
          c.dueFrom(),
          c.dueTo(),
          c.minutes(),
          c.countsContact(),
          c.countsMinutes());
    }
  }

  /** What a unit is meant to get, as far as the reader may know: a coach learns nothing of ECHO. */
  public record PlanJson(
      String unit, Map<String, PlannedTotal> totals, List<PlannedJson> contacts) {}

  /** Units that the person may see, by code. */
  @GET
  @Path("{slug}/enrolments")
  @Authenticated
  @Operation(summary = "Units of a study that you may see, by code")
  public List<EnrolmentJson> list(
      @PathParam("slug") String slug,
      @QueryParam("limit") @DefaultValue("200") int limit,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    return table
        .page(
            Study.getBySlug(slug),
            EnrolmentTable.Filter.of(null, null, null, null, "code"),
            Math.max(0, offset),
            Math.max(1, Math.min(1000, limit)))
        .stream()
        .map(this::json)
        .toList();
  }

  /** One unit. */
  @GET
  @Path("{slug}/enrolments/{code}")
  @Authenticated
  @Operation(summary = "One unit by the code of one of its sites; 404 if you may not see it")
  public EnrolmentJson get(@PathParam("slug") String slug, @PathParam("code") String code) {
    Site site = Site.getByCode(code);
    access.requireSee(site.id);
    return json(table.line(find(slug, site)));
  }

  /** What was done to a unit. */
  @GET
  @Path("{slug}/enrolments/{code}/trail")
  @RolesAllowed(Role.COORDINATOR_)
  @Operation(summary = "Who enrolled, changed and allocated a unit, what, when, why; newest first")
  public List<AuditTrail.Step> trail(
      @PathParam("slug") String slug, @PathParam("code") String code) {
    return trail.whole(find(slug, Site.getByCode(code)));
  }

  private static Enrolment find(String slug, Site site) {
    return Enrolment.findForSite(Study.getBySlug(slug), site).orElseThrow(Refusal.NotFound::new);
  }

  /** Enrols a unit. */
  @POST
  @Path("{slug}/enrolments")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  @Operation(summary = "Enrol a unit, or enrol it again after a withdrawal")
  @APIResponseSchema(value = EnrolmentJson.class, responseCode = "201")
  public Response enrol(@PathParam("slug") String slug, EnrolmentRequest request) {
    Problems problems = new Problems();
    Enrolment e = acts.enrol(Study.getBySlug(slug), required(request).typed(problems), problems);
    problems.throwIfAny();
    Enrolment.flush();
    return Response.status(201).entity(json(table.line(e))).build();
  }

  /** Changes start, stratum and pair. */
  @PUT
  @Path("{slug}/enrolments/{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  @Operation(summary = "Set or move the start; stratum and pair before allocation")
  public EnrolmentJson change(
      @PathParam("slug") String slug, @PathParam("code") String code, EnrolmentRequest request) {
    Problems problems = new Problems();
    Enrolment e =
        acts.change(Study.getBySlug(slug), code, required(request).typed(problems), problems);
    problems.throwIfAny();
    Enrolment.flush();
    return json(table.line(e));
  }

  /** Withdraws a unit. */
  @POST
  @Path("{slug}/enrolments/{code}/withdraw")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  @Operation(summary = "Withdraw a unit with its last day and a reason")
  public EnrolmentJson withdraw(
      @PathParam("slug") String slug, @PathParam("code") String code, EnrolmentRequest request) {
    Problems problems = new Problems();
    Enrolment e =
        acts.withdraw(Study.getBySlug(slug), code, required(request).typed(problems), problems);
    problems.throwIfAny();
    Enrolment.flush();
    return json(table.line(e));
  }

  /** Takes a list of units. */
  @POST
  @Path("{slug}/enrolments/upload")
  @Consumes({"text/csv", MediaType.TEXT_PLAIN})
  @RolesAllowed(Role.COORDINATOR_)
  @Operation(
      summary = "Take a list of units as CSV; by default a dry run",
      description =
          "Column unit; optional site, enrolled_on, starts_on, stratum, pair. With the basis of a"
              + " dry run, 409 if a unit of the list changed meanwhile. A start that was set moves"
              + " only with a reason.")
  @APIResponseSchema(value = ListCall.ListTakenJson.class, responseCode = "200")
  @APIResponse(
      responseCode = "400",
      description = "What is wrong, row by row; nothing was saved",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ListCall.ListTakenJson.class)))
  public Response upload(
      @PathParam("slug") String slug,
      UploadedText text,
      @QueryParam("dryRun") @DefaultValue("true") boolean dryRun,
      @QueryParam("basis") String basis,
      @QueryParam("reason") String reason) {
    return call.answer(
        enrolments,
        Study.getBySlug(slug),
        text,
        dryRun,
        ListSaid.of("basis", basis, "reason", reason));
  }

  /** Allocations, for those who may know. */
  @GET
  @Path("{slug}/allocation")
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  @Operation(summary = "Allocations in the order in which they were made; 404 for the blinded")
  public List<AllocationJson> allocation(@PathParam("slug") String slug) {
    if (!me.maySeeArms()) {
      throw new Refusal.NotFound();
    }
    List<AllocationJson> list = new ArrayList<>();
    for (Allocation a : Allocation.listForStudy(Study.getBySlug(slug))) {
      list.add(
          new AllocationJson(
              a.enrolment.unit.code, a.armKey, a.allocatedAt, a.allocatedBy, a.listSha256));
    }
    return list;
  }

  /** Takes an allocation list. */
  @POST
  @Path("{slug}/allocation")
  @Consumes({"text/csv", MediaType.TEXT_PLAIN})
  @RolesAllowed(Role.COORDINATOR_)
  @Operation(
      summary = "Check an allocation list; with confirm=its SHA-256 allocate for good",
      description = "Columns unit (or site_id), arm; optional stratum, pair. All units or none.")
  @APIResponseSchema(value = AllocationTakenJson.class, responseCode = "200")
  @APIResponse(
      responseCode = "400",
      description = "What is wrong, row by row; nothing was saved",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = AllocationTakenJson.class)))
  public Response allocate(
      @PathParam("slug") String slug,
      UploadedText text,
      @QueryParam("confirm") String confirm,
      @QueryParam("basis") String basis) {
    return call.answer(
        allocations,
        Study.getBySlug(slug),
        text,
        confirm == null,
        ListSaid.of("confirm", confirm, "basis", basis),
        told ->
            Response.status(told.isBad() ? 400 : 200)
                .entity(
                    new AllocationTakenJson(
                        told.done(), told.sha256(), told.perArm(), told.basis(), told.rows()))
                .build());
  }

  /** What a unit is meant to get. */
  @GET
  @Path("{slug}/plan/{code}")
  @Authenticated
  @Operation(summary = "Planned contacts of a unit with dates; 403 unless you may know them")
  public PlanJson plan(@PathParam("slug") String slug, @PathParam("code") String code) {
    Site site = Site.getByCode(code);
    access.requireSee(site.id);
    if (!access.mayKnowPlan(site.id)) {
      throw new Refusal.NotAllowed("Only the unit's coaches and people who may see arms see this.");
    }
    Enrolment e = find(slug, site);
    PlannedDose dose = protocols.plannedDose(e).orElseThrow(Refusal.NotFound::new);
    List<String> told =
        offers.toldOf(protocols.fileOf(e.study)).stream().map(Strategy::key).toList();
    Map<String, PlannedTotal> totals = new LinkedHashMap<>(dose.totals());
    totals.keySet().retainAll(told);
    return new PlanJson(
        e.unit.code,
        totals,
        dose.contacts().stream()
            .filter(c -> told.contains(c.strategy()))
            .map(PlannedJson::of)
            .toList());
  }

  private EnrolmentJson json(EnrolmentTable.Line line) {
    Enrolment e = line.enrolment();
    List<String> members = new ArrayList<>();
    members.add(e.unit.code);
    line.partners().forEach(p -> members.add(p.code));
    boolean wide = access.seesAllSites();
    return new EnrolmentJson(
        e.unit.code,
        members,
        wide ? e.facts() : new EnrolmentFacts(e.enrolledOn, e.startedOn, null, null),
        e.startedOn,
        line.month(),
        line.phase(),
        line.arm() == null ? null : line.arm().key(),
        line.status().name().toLowerCase(java.util.Locale.ROOT),
        e.withdrawnOn,
        e.studyVersion.number,
        e.version);
  }
}
