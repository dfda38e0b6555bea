package org.reachline.activities;

import static org.reachline.base.input.JsonBody.required;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.activities.ActivityJson.AmendRequest;
import org.reachline.activities.ActivityJson.RecordJson;
import org.reachline.activities.ActivityJson.StepJson;
import org.reachline.activities.ActivityJson.TimelineJson;
import org.reachline.activities.ActivityPaths.Place;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.facts.Sent;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.studies.Study;

/** The activities room as JSON. */
@Path("/api/studies/{slug}/activities")
@Tag(name = "activities", description = "What a study delivers beside coaching and ECHO")
@Produces(MediaType.APPLICATION_JSON)
class ActivitiesApi {
  @Inject SiteAccess sites;
  @Inject ActivityPaths paths;
  @Inject ActivityAccess access;
  @Inject ActivityRules rules;
  @Inject ActivityAccounts accounts;
  @Inject ActivityActs acts;
  @Inject AuditTrail trail;
  @Inject ChangeReader changes;

  /** Activities of all sites that the person may read. */
  @GET
  @Authenticated
  @Operation(summary = "Activities of the sites you may read, newest first, withdrawn ones too")
  public List<RecordJson> list(
      String slug,
      @RestQuery @DefaultValue("") String strategy,
      @RestQuery @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @RestQuery @DefaultValue("0") @Min(0) int offset) {
    Study study = paths.study(slug);
    access.requireSome();
    return Activity.listForStudy(study, access.readableSites(), strategy, offset, limit).stream()
        .map(this::json)
        .toList();
  }

  /** A site's timeline. */
  @GET
  @Path("{code}")
  @Authenticated
  @Operation(summary = "A site's activities by day, with planned beside delivered per strategy")
  public TimelineJson timeline(String slug, String code) {
    Place place = paths.site(slug, code);
    List<Activity> activities = Activity.listForEnrolment(place.unit());
    return new TimelineJson(
        place.site().code,
        sites.mayKnowPlan(place.site().id)
            ? accounts.of(place.unit()).stream()
                .map(a -> ActivityJson.account(place.unit(), a))
                .toList()
            : List.of(),
        accounts.staff(place.unit(), sites.mayKnowPlan(place.site().id), activities).stream()
            .map(ActivityJson::staff)
            .toList(),
        TrainerCascade.of(accounts.strategies(place.study()), activities).stream()
            .map(ActivityJson::cascade)
            .toList(),
        activities.stream().map(this::json).toList());
  }

  /** Logs an activity. */
  @POST
  @Path("{code}")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Log an activity at a site")
  @APIResponseSchema(value = RecordJson.class, responseCode = "201")
  public Response log(String slug, String code, Sent<ActivityFacts> request) {
    Place place = paths.siteToLog(slug, code);
    Problems problems = new Problems();
    ActivityFacts facts =
        rules.read(typed(request, problems), place.unit(), place.site(), null, problems);
    problems.throwIfAny();
    Activity activity = acts.log(ActivityActs.of(place.unit(), place.site(), facts));
    return Response.created(URI.create("/api" + place.address() + "/" + activity.id))
        .entity(json(activity))
        .build();
  }

  /** One activity. */
  @GET
  @Path("{code}/{id}")
  @Authenticated
  @Operation(summary = "One activity")
  public RecordJson activity(String slug, String code, long id) {
    return json(paths.activity(paths.site(slug, code), id));
  }

  /** An activity's trail. */
  @GET
  @Path("{code}/{id}/history")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Operation(summary = "Who changed what of an activity, newest first")
  public List<StepJson> history(String slug, String code, long id) {
    Activity activity = paths.activity(paths.siteToLog(slug, code), id);
    return trail.of(activity).stream().map(ActivityJson::step).toList();
  }

  /** Puts an activity right. */
  @PUT
  @Path("{code}/{id}")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Amend an activity with a reason; 409 if it changed since your version")
  public RecordJson amend(String slug, String code, long id, AmendRequest request) {
    Place place = paths.siteToLog(slug, code);
    Activity activity = paths.activity(place, id);
    Problems problems = new Problems();
    Change change =
        changes.ofCall(
            new Change(required(request).version(), request.reason()), activity, problems);
    ActivityFacts now =
        rules.read(
            typed(request.activity(), problems), place.unit(), activity.site, activity, problems);
    problems.throwIfAny();
    acts.amend(activity, now, change);
    return json(activity);
  }

  /** Takes an activity back. */
  @POST
  @Path("{code}/{id}/withdraw")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Withdraw an activity with a reason; it stays on record")
  public RecordJson withdraw(String slug, String code, long id, Change request) {
    Place place = paths.siteToLog(slug, code);
    Activity activity = paths.activity(place, id);
    Problems problems = new Problems();
    Change change = changes.ofCall(required(request), activity, problems);
    problems.throwIfAny();
    acts.withdraw(activity, change);
    return json(activity);
  }

  private static Map<String, String> typed(Sent<ActivityFacts> request, Problems problems) {
    return ActivityFacts.SHEET.typed(required(request), problems);
  }

  private RecordJson json(Activity activity) {
    return ActivityJson.record(activity, sites.mayKnowPlan(activity.site.id));
  }
}
