package org.reachline.home;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.studies.Enrolment;
import org.reachline.studies.OwnStudies;
import org.reachline.studies.Study;

/** The signed-in person's day over all their studies; the page and the API show the same. */
@RequestScoped
class MyDay {
  @Inject CurrentPerson me;
  @Inject OwnStudies own;
  @Inject Days days;

  /**
   * What is on.
   *
   * @param today what to do, study by study
   * @param running the studies that it looked at, by title
   * @param quiet studies without a unit, for those who set them up or read them
   */
  record Looked(Today today, List<Study> running, List<Study> quiet) {}

  Looked look() {
    List<Study> running = new ArrayList<>();
    List<Study> quiet = new ArrayList<>();
    for (Study study : own.list()) {
      (Enrolment.count("study", study) > 0 ? running : quiet).add(study);
    }
    return new Looked(
        Today.of(running.stream().map(s -> new Today.Group(s, days.sections(s))).toList()),
        running,
        me.isCoordinator() || me.isResearcher() ? quiet : List.of());
  }
}
