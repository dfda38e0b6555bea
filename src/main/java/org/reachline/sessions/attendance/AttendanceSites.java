package org.reachline.sessions.attendance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.reachline.base.act.EndOfAct;
import org.reachline.base.trail.AuditTrail;
import org.reachline.people.AffiliationChanged;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sites.Site;

/**
 * For which site somebody was in a session follows from their places on its day. A place that is
 * entered, ended or corrected afterwards therefore moves the attendance, and the dose with it.
 */
@ApplicationScoped
class AttendanceSites {
  @Inject AttendedSites sites;
  @Inject SessionPosting posting;
  @Inject AuditTrail audit;
  @Inject EndOfAct end;

  /** Told amid the writing of rows, when nothing can be asked; so it is done at the act's end. */
  void onPlace(@Observes AffiliationChanged change) {
    if (end.isUnderWay()) {
      end.once("attendance follows " + change.personId(), () -> follow(change.personId()));
    }
  }

  private void follow(long personId) {
    List<Attendance> own =
        Attendance.list(
            "from Attendance a join fetch a.session s join fetch s.program left join fetch a.site"
                + " where a.person.id = ?1",
            personId);
    if (own.isEmpty()) {
      return;
    }
    Person person = Person.findById(personId);
    for (Attendance a : own) {
      Site now = sites.siteOf(person, a.session).orElse(null);
      if (!Objects.equals(a.site, now)) {
        move(a, now);
      }
    }
  }

  private void move(Attendance a, Site now) {
    Map<String, Object> before = state(a);
    Set<Site> touched = new HashSet<>();
    if (a.site != null) {
      touched.add(a.site);
    }
    if (now != null) {
      touched.add(now);
    }
    a.site = now;
    audit.record(
        "attendance.site_followed",
        a.session.subject(),
        now == null ? null : now.id,
        before,
        state(a),
        null);
    posting.postAgain(a.session, touched);
  }

  private static Map<String, Object> state(Attendance a) {
    Map<String, Object> state = new HashMap<>();
    state.put("person", a.person.email);
    state.put("site", a.site == null ? "" : a.site.code);
    return state;
  }
}
