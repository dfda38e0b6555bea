package org.reachline.activities;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.studies.StudyList;
import org.reachline.studies.StudyListApi;

/** Lists of activities over the API. */
@Path("/api/studies/{slug}/activities-import")
@Tag(name = "activities")
class ActivityListApi extends StudyListApi {
  @Inject ActivityList activities;

  @Override
  protected StudyList list() {
    return activities;
  }
}
