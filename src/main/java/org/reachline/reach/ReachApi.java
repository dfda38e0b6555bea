package org.reachline.reach;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.input.UploadedText;
import org.reachline.base.lists.ListCall;
import org.reachline.base.lists.ListSaid;
import org.reachline.base.trail.Change;
import org.reachline.protocol.StudyFile;
import org.reachline.reach.imports.ImportJson;
import org.reachline.reach.imports.ReportList;
import org.reachline.reach.reports.Filled;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.reach.reports.OwedReports;
import org.reachline.reach.reports.ReportAccess;
import org.reachline.reach.reports.ReportActs;
import org.reachline.reach.reports.ReportJson;
import org.reachline.reach.reports.ReportPaths;
import org.reachline.reach.reports.ReportPlace;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Site reports as JSON: read, fill in, hand in, lock, import. */
@Path("/api/studies/{slug}/reach")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reach", description = "Monthly site reports")
class ReachApi {
  @Inject ReportPaths paths;
  @Inject ReportActs acts;
  @Inject ReportAccess access;
  @Inject ReportList reports;
  @Inject ListCall call;
  @Inject Protocols protocols;
  @Inject Clock clock;

  /**
   * What a report is filled in with.
   *
   * @param version version that was read, or null for the first report of the period
   * @param values number by measure key; null or absent is blank, 0 is none, yes and no are 1 and 0
   * @param words text by measure key, for measures of words
   * @param confirmWarnings whether warnings of the study file were looked at and are right
   * @param note why the warnings do not apply
   * @param reason why a report that was handed in changes
   */
  public record ReportInput(
      Integer version,
      Map<String, BigDecimal> values,
      Map<String, String> words,
      boolean confirmWarnings,
      String note,
      String reason) {}

  /** The last study month to lock, or null for all. */
  public record LockRequest(Integer through) {}

  /** How many reports were locked. */
  public record LockedJson(int locked) {}

  @GET
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_, Role.COACH_, Role.RESEARCHER_})
  @Operation(
      summary = "Reports of the sites that you may see, by site and study month",
      description = "Those of earlier enrolments too; enrolledOn tells them apart.")
  public List<ReportJson> list(
      @RestPath String slug,
      @RestQuery @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @RestQuery @DefaultValue("0") @Min(0) int offset) {
    Study study = Study.getBySlug(slug);
    return Paging.slice(SiteReport.findForStudy(study, access.readable()), offset, limit).stream()
        .map(report -> json(report, MeasureSheet.of(protocols.fileOf(study), report.site.type)))
        .toList();
  }

  @GET
  @Path("{site}/{month}")
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_, Role.COACH_, Role.RESEARCHER_})
  @Operation(
      summary = "One report",
      description =
          "month is the study month, such as 3 or -5, or a phase's key; enrolled is the day of an"
              + " earlier enrolment, for what a unit reported before it left and came back")
  public ReportJson get(
      @RestPath String slug,
      @RestPath String site,
      @RestPath String month,
      @RestQuery String enrolled) {
    ReportPlace place = paths.get(slug, site, month, enrolled);
    return place
        .findReport()
        .map(report -> json(report, place.sheet()))
        .orElseGet(() -> ReportJson.empty(place));
  }

  @PUT
  @Path("{site}/{month}")
  @Transactional
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_})
  @Operation(
      summary = "Save a draft, or amend a report that was handed in",
      description =
          "An amendment needs a reason. 400 before the period begins, after the site has left the"
              + " study, and for a draft in which nothing is filled in; 409 if the version is not"
              + " the present one, unless you sent the same before.")
  public ReportJson save(
      @RestPath String slug, @RestPath String site, @RestPath String month, ReportInput input) {
    return keep(paths.get(slug, site, month), input, false);
  }

  @POST
  @Path("{site}/{month}/submit")
  @Transactional
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_})
  @Operation(
      summary = "Hand a report in",
      description =
          "Warnings, and blanks that are asked for, need confirmWarnings and a note. 409 if the version is not the present one,"
              + " unless you sent the same before.")
  public ReportJson submit(
      @RestPath String slug, @RestPath String site, @RestPath String month, ReportInput input) {
    return keep(paths.get(slug, site, month), input, true);
  }

  @POST
  @Path("{site}/{month}/lock")
  @Transactional
  @RolesAllowed(Role.COORDINATOR_)
  @Operation(summary = "Approve and lock a report that was handed in")
  public ReportJson lock(
      @RestPath String slug, @RestPath String site, @RestPath String month, Change change) {
    ReportPlace place = paths.get(slug, site, month);
    return json(acts.lock(place, needed(change)), place.sheet());
  }

  @POST
  @Path("{site}/{month}/unlock")
  @Transactional
  @RolesAllowed(Role.COORDINATOR_)
  @Operation(summary = "Open a locked report again, with a reason")
  public ReportJson unlock(
      @RestPath String slug, @RestPath String site, @RestPath String month, Change change) {
    ReportPlace place = paths.get(slug, site, month);
    return json(acts.unlock(place, needed(change)), place.sheet());
  }

  @POST
  @Path("lock")
  @Transactional
  @RolesAllowed(Role.COORDINATOR_)
  @Operation(
      summary = "Approve and lock every report that was handed in",
      description = "through is the last study month to lock; all months without it")
  public LockedJson lockAll(@RestPath String slug, LockRequest request) {
    Study study = Study.getBySlug(slug);
    StudyFile file = protocols.fileOf(study);
    Integer through = request == null ? null : request.through();
    Problems problems = new Problems();
    problems.optionalInteger(
        "through",
        through == null ? null : through.toString(),
        file.firstMonth(),
        file.lastMonth());
    problems.throwIfAny();
    return new LockedJson(acts.lockAll(study, through == null ? file.lastMonth() : through));
  }

  @GET
  @Path("completeness")
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_, Role.COACH_, Role.RESEARCHER_})
  @Operation(
      summary = "What is in and what is missing: sites by study months, with rates",
      description = "The rates are over all sites that you may see; limit and offset are of sites.")
  public CompletenessJson completeness(
      @RestPath String slug,
      @RestQuery @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @RestQuery @DefaultValue("0") @Min(0) int offset) {
    Study study = Study.getBySlug(slug);
    CompletenessGrid grid =
        new CompletenessGrid(study, protocols.fileOf(study), access.readable(), clock);
    return CompletenessJson.of(grid.page("", OwedReports.Show.ALL, offset, limit), clock.instant());
  }

  @POST
  @Path("import")
  @Consumes({"text/csv", MediaType.TEXT_PLAIN})
  @RolesAllowed({Role.CLINICIAN_, Role.COORDINATOR_})
  @Operation(
      summary = "Take reports of your own sites (coordinators: of all) from a CSV file",
      description =
          "Columns: site (or site_code, site_id); month (2026-03, or a study month), study_month or"
              + " phase; submitted_on (optional); one per measure. An empty cell is blank; a"
              + " blank that is asked for needs acceptWarnings and a note. Rows of site, month,"
              + " measure and value are taken too, and exports of REDCap. columns says what unknown"
              + " columns are, as column=meaning parted by commas."
              + " With"
              + " dryRun=true, the default, nothing is saved; otherwise all rows are, or none. basis"
              + " of a dry run, sent with the file, gives 409 if a report that the file speaks of"
              + " has changed since.")
  @APIResponseSchema(value = ImportJson.class, responseCode = "200")
  public Response upload(
      @RestPath String slug,
      @RestQuery @DefaultValue("true") boolean dryRun,
      @RestQuery @DefaultValue("false") boolean ignoreUnknown,
      @RestQuery @DefaultValue("false") boolean acceptWarnings,
      @RestQuery String note,
      @RestQuery String reason,
      @RestQuery String columns,
      @RestQuery String basis,
      UploadedText text) {
    ListSaid said =
        ListSaid.of(
            "ignoreUnknown",
            ignoreUnknown ? "yes" : null,
            "acceptWarnings",
            acceptWarnings ? "yes" : null,
            "note",
            note,
            "reason",
            reason,
            "columns",
            columns,
            "basis",
            basis);
    return call.answer(
        reports,
        Study.getBySlug(slug),
        text,
        dryRun,
        said,
        told -> Response.ok(ImportJson.of(told, said, dryRun)).build());
  }

  private ReportJson keep(ReportPlace place, ReportInput typed, boolean handIn) {
    ReportInput input = needed(typed);
    Map<String, BigDecimal> numbers = input.values() == null ? Map.of() : input.values();
    Map<String, String> words = input.words() == null ? Map.of() : input.words();
    Problems problems = new Problems();
    List<String> keys = place.sheet().typed().stream().map(m -> m.key()).toList();
    for (Map<String, ?> map : List.of(numbers, words)) {
      map.keySet().stream()
          .filter(key -> !keys.contains(key))
          .forEach(key -> problems.add(key, "Sites of this type do not type such a measure."));
    }
    Filled filled =
        Filled.read(
            place.sheet().typed(),
            key -> numbers.get(key) == null ? words.get(key) : numbers.get(key).toString(),
            problems);
    ReportActs.Decision decision =
        new ReportActs.Decision(
            new Change(input.version(), input.reason()),
            handIn,
            input.confirmWarnings(),
            input.note());
    if (problems.any()) {
      throw new Refusal.BadInput(problems.list());
    }
    return acts.keep(place, filled, decision, problems)
        .map(report -> json(report, place.sheet()))
        .orElseThrow(() -> refused(place, filled, problems));
  }

  private ReportJson json(SiteReport report, MeasureSheet sheet) {
    return ReportJson.of(
        report, sheet, access.mayReadNumbers(report), access.mayReadWords(report.site));
  }

  private Refusal refused(ReportPlace place, Filled filled, Problems problems) {
    Problems all = new Problems();
    for (Problems.Problem problem : problems.list()) {
      all.add(problem.field().replace("report-", ""), problem.message());
    }
    place.sheet().check(filled.values()).stream()
        .filter(finding -> !finding.blocks())
        .forEach(finding -> all.add(finding.measure(), finding.message()));
    acts.unusual(place, filled).forEach(question -> all.add("", question));
    return new Refusal.BadInput(all.list());
  }

  private static <T> T needed(T body) {
    if (body == null) {
      throw new Refusal.BadInput("", "Send a JSON body with the version that you read.");
    }
    return body;
  }
}
