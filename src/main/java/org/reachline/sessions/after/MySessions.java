package org.reachline.sessions.after;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.sessions.Attendance;

/** The current person's own attendance. */
@RequestScoped
public class MySessions {
  @Inject CurrentPerson me;
  @Inject Certificates certificates;
  @Inject Survey survey;

  /**
   * One session.
   *
   * @param attendance the record
   * @param certificate whether there is a certificate
   * @param survey whether the survey takes answers
   */
  public record Row(Attendance attendance, boolean certificate, boolean survey) {}

  /** All of them, newest first. */
  public List<Row> list() {
    return Attendance.<Attendance>list(
            "from Attendance a join fetch a.session s join fetch s.program p join fetch p.study"
                + " where a.person.id = ?1 order by s.startsAt desc",
            me.id())
        .stream()
        .map(a -> new Row(a, certificates.isDue(a), survey.isOpen(a.session)))
        .toList();
  }

  /** The record of one session. @throws Refusal.NotFound if the person was not there */
  public Attendance get(long session) {
    return Attendance.<Attendance>find(
            "from Attendance a join fetch a.session s join fetch s.program p join fetch p.study"
                + " where a.person.id = ?1 and s.id = ?2",
            me.id(),
            session)
        .firstResultOptional()
        .orElseThrow(Refusal.NotFound::new);
  }
}
