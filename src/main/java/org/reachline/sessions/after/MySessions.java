package org.reachline.sessions.after;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Paging;
import org.reachline.base.Refusal;
import org.reachline.sessions.Attendance;

/** The current person's own attendance. */
@RequestScoped
class MySessions {
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
    return rows(find().list());
  }

  /** Some of them, newest first. */
  public List<Row> list(int offset, int limit) {
    return rows(Paging.slice(find(), offset, limit));
  }

  private PanacheQuery<Attendance> find() {
    return Attendance.find(
        "from Attendance a where a.person.id = ?1 order by a.session.startsAt desc, a.ordinal",
        me.id());
  }

  private List<Row> rows(List<Attendance> attendances) {
    return attendances.stream()
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
