package org.reachline.home;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.reachline.base.CurrentPerson;
import org.reachline.studies.Enrolment;
import org.reachline.studies.OwnStudies;
import org.reachline.studies.Study;

/** The signed-in person's day over all their studies; the page and the API show the same. */
@RequestScoped
class MyTasks {
  private static final Logger LOG = Logger.getLogger(MyTasks.class);

  @Inject CurrentPerson me;
  @Inject OwnStudies own;
  @Inject DayPlanner days;

  /**
   * What is on.
   *
   * @param today what to do, study by study
   * @param running the studies that it looked at, by title
   * @param broken running studies that cannot be shown, by title
   * @param quiet studies without a unit, for those who set them up or read them
   */
  record Looked(TaskList today, List<Study> running, List<Study> broken, List<Study> quiet) {}

  Looked look() {
    List<TaskList.Group> groups = new ArrayList<>();
    List<Study> broken = new ArrayList<>();
    List<Study> quiet = new ArrayList<>();
    for (Study study : own.list()) {
      if (Enrolment.count("study", study) == 0) {
        quiet.add(study);
        continue;
      }
      try {
        groups.add(new TaskList.Group(study, days.sections(study)));
      } catch (RuntimeException unshown) {
        // One study that cannot be read or planned must not take the day of all others away.
        LOG.errorf(unshown, "The day of the study %s cannot be shown", study.slug);
        broken.add(study);
      }
    }
    return new Looked(
        TaskList.of(groups),
        groups.stream().map(TaskList.Group::study).toList(),
        broken,
        me.isCoordinator() || me.isResearcher() ? quiet : List.of());
  }
}
