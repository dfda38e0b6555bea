package org.reachline.studies;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;

/**
 * The studies in which the current person has a part: all for coordinators, researchers and hubs,
 * for everybody else those of their sites. Other studies do not exist for them.
 */
@RequestScoped
public class OwnStudies {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;

  /** These studies, by title. */
  public List<Study> list() {
    if (!me.isActive()) {
      return List.of();
    }
    // A hub plans the first sessions of a study before any of its sites is in a programme.
    return access.seesAllSites() || me.isHub()
        ? Study.listByTitle()
        : Enrolment.listStudiesOfSites(access.visibleSiteIds());
  }

  /** The study with this slug. @throws Refusal.NotFound if it is not there for this person */
  public Study get(String slug) {
    return list().stream()
        .filter(study -> study.slug.equals(slug))
        .findFirst()
        .orElseThrow(Refusal.NotFound::new);
  }
}
