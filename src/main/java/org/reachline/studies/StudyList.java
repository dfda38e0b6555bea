package org.reachline.studies;

import java.util.Set;
import org.reachline.base.Role;
import org.reachline.base.lists.PlannedList;

/** A list of records of a study, with a page and a call of its own. */
public abstract class StudyList extends PlannedList<Study> {
  @Override
  public Set<Role> takers() {
    return Set.of(Role.COACH, Role.COORDINATOR);
  }

  /** The study, if it has such records. */
  @Override
  public Study place(String slug) {
    return Study.getBySlug(slug);
  }

  @Override
  public String nameOf(Study study) {
    return study.slug;
  }

  @Override
  public String titleOf(Study study) {
    return study.title;
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
