package org.reachline.activities;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.reachline.activities.ActivityPaths.Place;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.base.trail.EditDialogue;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.sites.Site;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** A site's activities as a timeline; log one, read it, put it right, take it back. */
@Path("/studies/{slug}/activities/{code}")
class ActivityPage {
  @Inject CurrentPerson me;
  @Inject SiteAccess sites;
  @Inject ActivityPaths paths;
  @Inject ActivityRules rules;
  @Inject ActivityAccounts accounts;
  @Inject ActivityActs acts;
  @Inject TrainingTree trainings;
  @Inject SentForm sent;
  @Inject Protocols protocols;
  @Inject AuditTrail trail;
  @Inject EditDialogue dialogue;
  @Inject ChangeReader changes;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance site(
        Study study,
        Site site,
        List<Activity> activities,
        List<StrategyLine> accounts,
        List<TrainerCascade> cascades,
        List<StaffInPlace> staff,
        boolean mayLog);

    static native TemplateInstance activity(
        Study study,
        Site site,
        Activity activity,
        String plannedLabel,
        List<AuditTrail.Step> history,
        boolean mayLog,
        String reason,
        Problems problems);

    static native TemplateInstance form(
        Study study,
        Site site,
        Activity activity,
        FactForm form,
        List<Choice> planned,
        String conflict);
  }

  /**
   * One strategy of the summary.
   *
   * @param label what people read
   */
  public record StrategyLine(String label, DoseAccount account) {}

  /** The timeline, with planned beside delivered per strategy. */
  @GET
  @Authenticated
  public Response site(String slug, String code) {
    Place place = paths.site(slug, code);
    List<Activity> activities = Activity.listForEnrolment(place.unit());
    return Page.show(
        Templates.site(
            place.study(),
            place.site(),
            activities,
            sites.mayKnowPlan(place.site().id) ? lines(place) : List.of(),
            TrainerCascade.of(accounts.strategies(place.study()), activities),
            accounts.staff(place.unit(), sites.mayKnowPlan(place.site().id), activities),
            sites.mayCoach(place.site().id)));
  }

  /** The form. */
  @GET
  @Path("log")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response form(String slug, String code) {
    return Page.show(
        form(paths.siteToLog(slug, code), null, Map.of("actor", me.name()), null, new Problems()));
  }

  /** Logs an activity. */
  @POST
  @Path("log")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response log(String slug, String code) {
    Place place = paths.siteToLog(slug, code);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    ActivityFacts facts =
        rules.read(ActivityRules.ofForm(typed), place.unit(), place.site(), null, problems);
    if (problems.any()) {
      return Page.refuse(form(place, null, typed, null, problems));
    }
    acts.log(ActivityActs.of(place.unit(), place.site(), facts));
    return Page.seeOther(place.address(), "The activity is on record.");
  }

  /** One activity with its history. */
  @GET
  @Path("{id}")
  @Authenticated
  public Response activity(String slug, String code, long id) {
    Place place = paths.site(slug, code);
    return Page.show(page(place, paths.activity(place, id), "", new Problems()));
  }

  /** The form of an activity that is to be put right. */
  @GET
  @Path("{id}/amend")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response amendForm(String slug, String code, long id) {
    Place place = paths.siteToLog(slug, code);
    Activity activity = paths.activity(place, id);
    activity.requireStanding();
    Map<String, String> typed = ActivityRules.typed(activity.facts);
    return Page.show(form(place, activity, typed, null, new Problems()));
  }

  /** Puts an activity right, with a reason. */
  @POST
  @Path("{id}/amend")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response amend(String slug, String code, long id) {
    Place place = paths.siteToLog(slug, code);
    Activity activity = paths.activity(place, id);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    ActivityFacts now =
        rules.read(ActivityRules.ofForm(typed), place.unit(), activity.site, activity, problems);
    Change change = changes.ofForm(typed, problems);
    return dialogue.answer(
        activity,
        change,
        problems,
        (theirs, wrong) -> form(place, activity, typed, theirs, wrong),
        () -> {
          acts.amend(activity, now, change);
          return Page.seeOther(place.address() + "/" + id, "The activity was amended.");
        });
  }

  /** Takes an activity back, with a reason. */
  @POST
  @Path("{id}/withdraw")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response withdraw(String slug, String code, long id) {
    Place place = paths.siteToLog(slug, code);
    Activity activity = paths.activity(place, id);
    Problems problems = new Problems();
    Change change = changes.ofForm(sent.typed(), problems);
    String reason = sent.typed().get("reason");
    return dialogue.answer(
        activity,
        change,
        problems,
        (theirs, wrong) ->
            page(place, activity, reason, EditDialogue.under("reason", theirs, wrong)),
        () -> {
          acts.withdraw(activity, change);
          return Page.seeOther(
              place.address() + "/" + id,
              "The activity was withdrawn; it no longer adds to the dose.");
        });
  }

  private TemplateInstance page(Place place, Activity activity, String reason, Problems problems) {
    boolean mayLog = sites.mayCoach(place.site().id);
    return Templates.activity(
        place.study(),
        place.site(),
        activity,
        sites.mayKnowPlan(place.site().id) ? plannedLabel(activity) : null,
        mayLog ? trail.of(activity) : List.of(),
        mayLog,
        reason,
        problems);
  }

  private String plannedLabel(Activity activity) {
    ActivityFacts facts = activity.facts;
    return facts.planned() == null
        ? "beside the plan"
        : protocols
            .plannedDose(activity.enrolment)
            .flatMap(dose -> dose.findContactEver(facts.strategy(), facts.planned().toString()))
            .map(p -> p.label() + ", month " + p.month().number())
            .orElse(facts.planned() + " (no longer in the plan)");
  }

  private List<StrategyLine> lines(Place place) {
    StudyFile file = protocols.fileOf(place.study());
    return accounts.of(place.unit()).stream()
        .map(a -> new StrategyLine(file.findStrategy(a.strategy()).orElseThrow().label(), a))
        .toList();
  }

  private TemplateInstance form(
      Place place,
      Activity activity,
      Map<String, String> typed,
      String conflict,
      Problems problems) {
    if (activity != null) {
      typed.put("version", String.valueOf(activity.version));
    }
    FactForm form =
        new FactForm(ActivityFacts.SHEET, typed, problems)
            .choice("part", rules.parts(place.study()))
            .choice("trainedBy", trainings.choices(place.study(), activity));
    return Templates.form(
        place.study(),
        place.site(),
        activity,
        form,
        rules.planned(place.unit(), activity),
        conflict);
  }
}
