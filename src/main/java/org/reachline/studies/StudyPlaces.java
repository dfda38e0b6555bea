package org.reachline.studies;

import org.reachline.base.lists.ListPlaces;

/** A list belongs to a study. */
public interface StudyPlaces extends ListPlaces<Study> {
  @Override
  default Study place(String slug) {
    return Study.getBySlug(slug);
  }

  @Override
  default String nameOf(Study study) {
    return study.slug;
  }

  @Override
  default String titleOf(Study study) {
    return study.title;
  }
}
