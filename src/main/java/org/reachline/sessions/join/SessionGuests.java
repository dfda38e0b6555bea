package org.reachline.sessions.join;

import jakarta.enterprise.context.ApplicationScoped;
import org.reachline.sessions.Attendance;
import org.reachline.studies.StudyGuests;

/** The hub team adds people to a session by name, whatever their sites. */
@ApplicationScoped
class SessionGuests implements StudyGuests {
  @Override
  public boolean isGuest(long personId, String slug) {
    return Attendance.count("person.id = ?1 and session.program.study.slug = ?2", personId, slug)
        > 0;
  }
}
