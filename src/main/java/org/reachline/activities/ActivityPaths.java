package org.reachline.activities;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.reachline.base.Refusal;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** Finds what an address of this room names, for those who may read it. */
@RequestScoped
class ActivityPaths {
  @Inject ActivityAccess access;
  @Inject ActivityAccounts accounts;

  /** A site in a study, with the unit whose dose it touches. */
  record Place(Study study, Site site, Enrolment unit) {
    /** Address of the site's timeline. */
    String address() {
      return "/studies/" + study.slug + "/activities/" + site.code;
    }
  }

  /**
   * A study that has strategies of this room.
   *
   * @throws Refusal.NotFound otherwise
   */
  Study study(String slug) {
    Study study = Study.getBySlug(slug);
    if (accounts.strategies(study).isEmpty()) {
      throw new Refusal.NotFound();
    }
    return study;
  }

  /**
   * The site, for those who may read its activities.
   *
   * @throws Refusal.NotFound if there is none in the study, or not for this person
   */
  Place site(String slug, String code) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    access.requireRead(site);
    study(slug);
    return new Place(
        study, site, Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new));
  }

  /** The same for those who may log there. */
  Place siteToLog(String slug, String code) {
    Place place = site(slug, code);
    access.requireLog(place.site);
    return place;
  }

  /** An activity of the place's unit. @throws Refusal.NotFound if there is none */
  Activity activity(Place place, long id) {
    Activity activity =
        Activity.<Activity>findByIdOptional(id)
            .filter(a -> a.enrolment.id.equals(place.unit.id))
            .orElseThrow(Refusal.NotFound::new);
    access.requireRead(activity.site);
    return activity;
  }
}
