package org.reachline.projects;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** Finds what an address names, and stops whoever may not read it. */
@RequestScoped
class ProjectPaths {
  @Inject ProjectAccess access;
  @Inject SiteAccess sites;

  /**
   * A site in a study.
   *
   * @param enrolment its unit
   */
  public record Place(Study study, Site site, Enrolment enrolment) {

    /** Address of the site's projects. */
    public String path() {
      return "/studies/" + study.slug + "/coaching/" + site.code + "/projects";
    }
  }

  /**
   * The site.
   *
   * @throws Refusal.NotFound if there is none or it is hidden from the person
   * @throws Refusal.NotAllowed for a hub or a blinded person
   */
  public Place place(String slug, String code) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    access.requireRead(site);
    return new Place(
        study, site, Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new));
  }

  /** A project of the unit. @throws Refusal.NotFound if there is none or its site is hidden */
  public ChangeProject project(Place place, long id) {
    return ChangeProject.find(place.enrolment, id)
        .filter(p -> sites.maySee(p.site.id))
        .orElseThrow(Refusal.NotFound::new);
  }

  /** A cycle of a project. @throws Refusal.NotFound if there is none */
  public PdsaCycle cycle(ChangeProject project, int number) {
    return PdsaCycle.find(project, number).orElseThrow(Refusal.NotFound::new);
  }

  /** A walk-through of the unit. @throws Refusal.NotFound if there is none or its site is hidden */
  public WalkThrough walk(Place place, long id) {
    return WalkThrough.find(place.enrolment, id)
        .filter(w -> sites.maySee(w.site.id))
        .orElseThrow(Refusal.NotFound::new);
  }
}
