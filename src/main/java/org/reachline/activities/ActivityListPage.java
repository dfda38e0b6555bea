package org.reachline.activities;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.reachline.studies.StudyList;
import org.reachline.studies.StudyListPage;

/** Logs many activities from one list. */
@Path("/studies/{slug}/activities-import")
class ActivityListPage extends StudyListPage {
  @Inject ActivityList activities;

  @Override
  protected StudyList list() {
    return activities;
  }
}
