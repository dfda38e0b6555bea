package org.reachline.studies;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
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
  @Inject @Any Instance<StudyGuests> guests;

  /** These studies, by title. */
  public List<Study> list() {
    if (!me.isActive()) {
      return List.of();
    }
    return isEvery() ? Study.listByTitle() : Enrolment.listStudiesOfSites(access.visibleSiteIds());
  }

  private boolean isEvery() {
    // A hub plans the first sessions of a study before any of its sites is in a programme.
    return access.seesAllSites() || me.isHub();
  }

  /** Whether the study with this slug is there for them: one of these, or they are its guest. */
  boolean has(String slug) {
    return isEvery()
        || list().stream().anyMatch(study -> study.slug.equals(slug))
        || me.isActive() && guests.stream().anyMatch(room -> room.isGuest(me.id(), slug));
  }

  /** The study with this slug. @throws Refusal.NotFound if it is not there for this person */
  public Study get(String slug) {
    if (!has(slug)) {
      throw new Refusal.NotFound();
    }
    return Study.getBySlug(slug);
  }
}
