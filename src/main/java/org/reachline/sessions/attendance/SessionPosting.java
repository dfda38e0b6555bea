package org.reachline.sessions.attendance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.reachline.base.act.EndOfAct;
import org.reachline.dose.DeliveryObserved;
import org.reachline.dose.DoseLedger;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.SessionState;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

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
  @Inject Event<DeliveryObserved> seen;
  @Inject EndOfAct end;

  /** Once per act and unit: a roll-call of forty people is one change of the dose. */
  void onAttendance(@Observes AttendanceChanged change) {
    long id = change.attendance().id;
    end.once("dose of attendance " + id, () -> settle(id, change.minutesBefore()));
  }

  private void settle(long id, int minutesBefore) {
    lighten();
    Attendance attendance = Attendance.findById(id);
    EchoSession session = attendance.session;
    boolean held = session.state() == SessionState.HELD;
    boolean cameOrGone = (minutesBefore == 0) != (attendance.minutes == 0);
    Site site = attendance.site;
    if (site == null || !(held || cameOrGone)) {
      return;
    }
    Set<Enrolment> units = new LinkedHashSet<>();
    stay(session, site).ifPresent(units::add);
    if (held) {
      ledger.holders(source(session)).stream()
          .filter(unit -> unit.members.contains(site))
          .forEach(units::add);
    }
    for (Enrolment unit : units) {
      String of = " of " + source(session) + "/" + unit.id;
      if (held) {
        end.once("post" + of, () -> post(session.id, unit.id));
      }
      if (cameOrGone) {
        DeliveryObserved dose = new DeliveryObserved(unit.id, session.program.strategy);
        end.once("seen" + of, () -> seen.fire(dose));
      }
    }
  }

  private void post(long sessionId, long unitId) {
    EchoSession session = EchoSession.findById(sessionId);
    post(session, Enrolment.findById(unitId), Attendance.listForSession(session));
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

  /**
   * Posts a session for every unit whose people were there, for the moment when it is closed; takes
   * it back where it was opened again, from every account that it stands in.
   */
  public void post(EchoSession session) {
    List<Attendance> all = Attendance.listForSession(session);
    Set<Enrolment> units = new LinkedHashSet<>();
    for (Attendance a : all) {
      if (a.site != null) {
        stay(session, a.site).ifPresent(units::add);
      }
    }
    units.addAll(ledger.holders(source(session)));
    units.forEach(unit -> post(session, unit, all));
  }

  /** A session that is moved, cancelled or opened again may end what was seen in it. */
  void onSession(@Observes SessionChanged change) {
    EchoSession session = change.session();
    Set<Enrolment> units = new LinkedHashSet<>();
    for (Attendance a : Attendance.listForSession(session)) {
      if (a.site != null) {
        stay(session, a.site).ifPresent(units::add);
      }
    }
    units.forEach(unit -> seen.fire(new DeliveryObserved(unit.id, session.program.strategy)));
  }

  /**
   * Posts a session anew for sites that somebody turned out to have been there for, or not: a place
   * was corrected afterwards.
   */
  void postAgain(EchoSession session, Set<Site> sites) {
    Set<Enrolment> units = new LinkedHashSet<>();
    sites.forEach(site -> stay(session, site).ifPresent(units::add));
    List<Attendance> all = Attendance.listForSession(session);
    for (Enrolment unit : units) {
      if (session.state() == SessionState.HELD) {
        post(session, unit, all);
      }
      seen.fire(new DeliveryObserved(unit.id, session.program.strategy));
    }
  }

  /** A session is of the stay in which the site was on its day, not of one that came later. */
  private static Optional<Enrolment> stay(EchoSession session, Site site) {
    return Enrolment.findForSite(
        session.program.study, site, session.startsAt.atZone(site.zoneId()).toLocalDate());
  }

  private static String source(EchoSession session) {
    return KIND + ":" + session.id;
  }

  private void post(EchoSession session, Enrolment unit, List<Attendance> all) {
    double share = audience.presentAtLeast(session.program);
    boolean held = session.state() == SessionState.HELD;
    Set<Site> sites =
        unit.members.stream()
            .filter(site -> stay(session, site).filter(unit::equals).isPresent())
            .collect(Collectors.toSet());
    List<Attendance> present =
        all.stream()
            .filter(a -> held && a.site != null && sites.contains(a.site) && a.isPresent(share))
            .toList();
    ledger.post(
        unit,
        source(session),
        present.isEmpty()
            ? Optional.empty()
            : Optional.of(
                UnpostedAttendance.delivery(
                    session, unit, present, UnpostedAttendance.placesOf(present))),
        held ? "attendance" : "session opened again");
  }
}
