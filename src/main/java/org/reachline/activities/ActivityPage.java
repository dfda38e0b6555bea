package org.reachline.activities;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.file.StudyFile;

/** A site's activities as a timeline; log one, take one back. */
@Path("/studies/{slug}/activities/{code}")
public class ActivityPage {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject ActivityLog log;
  @Inject Protocols protocols;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance site(
        Study study,
        Site site,
        List<Activity> activities,
        List<StrategyLine> accounts,
        boolean mayLog,
        String reason,
        Problems problems);

    static native TemplateInstance form(
        Study study,
        Site site,
        ActivityForm form,
        List<Choice> planned,
        List<Choice> parts,
        Problems problems);
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
    return Page.show(page(place(slug, code), "", new Problems()));
  }

  /** The form. */
  @GET
  @Path("log")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response form(String slug, String code) {
    Place place = place(slug, code);
    requireLog(place.site);
    ActivityForm form = new ActivityForm();
    form.actor = me.name();
    return Page.show(form(place, form, new Problems()));
  }

  /** Logs an activity. */
  @POST
  @Path("log")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response log(String slug, String code, @BeanParam ActivityForm form) {
    Place place = place(slug, code);
    requireLog(place.site);
    Problems problems = new Problems();
    Activity activity = log.read(form, place.unit, place.site, problems);
    if (activity == null) {
      return Page.refuse(form(place, form, problems));
    }
    log.log(activity);
    return Page.seeOther(address(slug, place.site), "The activity is on record.");
  }

  /** Takes an activity back, with a reason. */
  @POST
  @Path("{id}/withdraw")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response withdraw(String slug, String code, long id, @RestForm String reason) {
    Place place = place(slug, code);
    requireLog(place.site);
    Activity activity =
        Activity.<Activity>findByIdOptional(id)
            .filter(a -> a.enrolment.id.equals(place.unit.id))
            .orElseThrow(Refusal.NotFound::new);
    Problems problems = new Problems();
    String why = problems.text("reason_" + id, reason, 500);
    if (problems.any()) {
      return Page.refuse(page(place, reason, problems));
    }
    log.withdraw(activity, why);
    return Page.seeOther(
        address(slug, place.site), "The activity was withdrawn; it no longer adds to the dose.");
  }

  private record Place(Study study, Site site, Enrolment unit) {}

  private Place place(String slug, String code) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    access.requireSee(site.id);
    // What a site gets tells its arm, so only those may look who may know its plan, and its staff.
    boolean staff = me.isClinician() && access.mayReport(site.id);
    if (!access.mayKnowPlan(site.id) && !staff) {
      throw new Refusal.NotAllowed(
          "A site's activities are for its coaches, its staff, coordinators and researchers who are"
              + " not blinded.");
    }
    if (log.strategies(study).isEmpty()) {
      throw new Refusal.NotFound();
    }
    return new Place(
        study, site, Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new));
  }

  private void requireLog(Site site) {
    if (!access.mayCoach(site.id)) {
      throw new Refusal.NotAllowed(
          "Activities are logged by the site's coaches and by coordinators.");
    }
  }

  private TemplateInstance page(Place place, String reason, Problems problems) {
    return Templates.site(
        place.study,
        place.site,
        Activity.listForEnrolment(place.unit),
        access.mayKnowPlan(place.site.id) ? lines(place) : List.of(),
        access.mayCoach(place.site.id),
        reason,
        problems);
  }

  private List<StrategyLine> lines(Place place) {
    StudyFile file = protocols.fileOf(place.study);
    return log.accounts(place.unit).stream()
        .map(a -> new StrategyLine(file.findStrategy(a.strategy()).orElseThrow().label(), a))
        .toList();
  }

  private TemplateInstance form(Place place, ActivityForm form, Problems problems) {
    return Templates.form(
        place.study,
        place.site,
        form,
        log.planned(place.unit),
        protocols.fileOf(place.study).parts().stream()
            .map(t -> new Choice(t.key(), t.label()))
            .toList(),
        problems);
  }

  private static String address(String slug, Site site) {
    return "/studies/" + slug + "/activities/" + site.code;
  }
}
