package org.reachline.coaching;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.reachline.studies.StudyList;
import org.reachline.studies.StudyListPage;

/** Logs many contacts from one list. */
@Path("/studies/{slug}/coaching-import")
class ContactListPage extends StudyListPage {
  @Inject ContactList contacts;

  @Override
  protected StudyList list() {
    return contacts;
  }
}
