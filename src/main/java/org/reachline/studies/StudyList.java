package org.reachline.studies;

import java.util.Set;
import org.reachline.base.Role;
import org.reachline.base.lists.PlannedList;

/** A list of records of a study, with a page and a call of its own. */
public abstract class StudyList extends PlannedList<Study> implements StudyPlaces {
  @Override
  public Set<Role> takers() {
    return Set.of(Role.COACH, Role.COORDINATOR);
  }

  @Override
  protected Study study(Study study) {
    return study;
  }

  @Override
  public String address(String slug) {
    return Study.address(slug, page() + "-import");
  }

  @Override
  public String back(String slug) {
    return Study.address(slug, page());
  }
}
