package org.reachline.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.Session;
import org.reachline.people.Affiliation;
import org.reachline.studies.Enrolment;
import org.reachline.studies.dose.Delivery;
import org.reachline.studies.ledger.DoseLedger;

/**
 * Posts sessions that were held to the ledger of delivered dose: one delivery per session and unit,
 * if at least one of its people was present for the study file's share. Its minutes are those of
 * whoever stayed longest; everybody's minutes together are kept beside.
 */
@ApplicationScoped
public class SessionPosting {
  /** Kind of the ledger's sources that are sessions. */
  public static final String KIND = "echo_session";

  private static final int MANY_ENTITIES = 2000;

  @Inject DoseLedger ledger;
  @Inject EntityManager database;
  @Inject Audience audience;
  @Inject TransactionSynchronizationRegistry transaction;

  /** Once per transaction and unit: a roll-call of forty people is one change of the dose. */
  void onAttendance(@Observes(during = TransactionPhase.BEFORE_COMPLETION) AttendanceChanged c) {
    lighten();
    EchoSession session = EchoSession.findById(c.attendance().session.id);
    if (c.attendance().site != null && session.state() == SessionState.HELD) {
      Enrolment.findForSite(session.program.study, c.attendance().site)
          .filter(unit -> isFirst(session, unit))
          .ifPresent(unit -> post(session, unit, Attendance.listForSession(session)));
    }
  }

  /**
   * A bulk load leaves thousands of entities behind, and each query would look through them all for
   * changes. Everything is written by now, so they can go.
   */
  private void lighten() {
    if (database.unwrap(Session.class).getStatistics().getEntityCount() > MANY_ENTITIES) {
      database.flush();
      database.clear();
    }
  }

  private boolean isFirst(EchoSession session, Enrolment unit) {
    String posted = "posted " + KIND + ":" + session.id + "/" + unit.id;
    boolean first = transaction.getResource(posted) == null;
    transaction.putResource(posted, true);
    return first;
  }

  /** Posts a session for every unit whose people were there; for the moment when it is closed. */
  void post(EchoSession session) {
    List<Attendance> all = Attendance.listForSession(session);
    Set<Enrolment> units = new LinkedHashSet<>();
    for (Attendance a : all) {
      if (a.site != null) {
        Enrolment.findForSite(session.program.study, a.site).ifPresent(units::add);
      }
    }
    units.forEach(unit -> post(session, unit, all));
  }

  private void post(EchoSession session, Enrolment unit, List<Attendance> all) {
    double share = audience.presentAtLeast(session.program);
    LocalDate day = session.startsAt.atZone(unit.unit.zoneId()).toLocalDate();
    Map<String, Integer> people = new TreeMap<>();
    int longest = 0;
    int together = 0;
    for (Attendance a : all) {
      if (a.site != null && unit.members.contains(a.site) && a.isPresent(share)) {
        people.merge(partOf(a, day), 1, Integer::sum);
        longest = Math.max(longest, a.minutes);
        together += a.minutes;
      }
    }
    String source = KIND + ":" + session.id;
    ledger.post(
        unit,
        source,
        people.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Delivery(
                    source,
                    session.program.strategy,
                    Optional.empty(),
                    day,
                    longest,
                    people,
                    together)),
        "attendance");
  }

  private static String partOf(Attendance attendance, LocalDate day) {
    return Affiliation.listHolding(attendance.person.id, day).stream()
        .filter(a -> a.site.id.equals(attendance.site.id) && !a.part.equals(Affiliation.COACH))
        .map(a -> a.part)
        .sorted()
        .findFirst()
        .orElse("");
  }
}
