package org.reachline.coaching;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.studies.StudyList;
import org.reachline.studies.StudyListApi;

/** Lists of contacts over the API. */
@Path("/api/studies/{slug}/coaching-import")
@Tag(name = "coaching")
class ContactListApi extends StudyListApi {
  @Inject ContactList contacts;

  @Override
  protected StudyList list() {
    return contacts;
  }
}
