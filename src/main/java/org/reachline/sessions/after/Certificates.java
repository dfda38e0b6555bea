package org.reachline.sessions.after;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.reachline.base.Formats;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/** Who gets a certificate: whoever was present by the study file's threshold in a held session. */
@ApplicationScoped
class Certificates {
  private static final List<String> HOSTING = List.of("session.opened", "session.closed");

  @Inject Audience audience;
  @Inject Clock clock;

  /** Whether there is one for this attendance. */
  public boolean isDue(Attendance attendance) {
    return attendance.session.state() == SessionState.HELD
        && attendance.isPresent(audience.presentAtLeast(attendance.session.program));
  }

  /** Why there is none, a sentence; empty if there is one. */
  public Optional<String> whyNot(Attendance attendance) {
    if (isDue(attendance)) {
      return Optional.empty();
    }
    if (attendance.session.state() != SessionState.HELD) {
      return Optional.of("There is a certificate once the host has closed the session.");
    }
    int least =
        (int)
            Math.max(
                1,
                Math.ceil(
                    audience.presentAtLeast(attendance.session.program)
                            * attendance.session.heldMinutes()
                        - 1e-9));
    return Optional.of(
        "A certificate takes at least "
            + least
            + " minutes of this session; your attendance record says "
            + attendance.minutes
            + ". If that is wrong, tell the hub team: they can correct it.");
  }

  /** What it says. @throws Refusal.Conflict with the reason if there is none */
  public Certificate of(Attendance attendance) {
    whyNot(attendance)
        .ifPresent(
            reason -> {
              throw new Refusal.Conflict(reason);
            });
    EchoSession session = attendance.session;
    Person person = attendance.person;
    return new Certificate(
        person.credential == null ? person.name : person.name + ", " + person.credential,
        attendance.minutes,
        "Session "
            + session.number
            + (session.didacticTitle == null ? "" : ": " + session.didacticTitle),
        session.program.name,
        Formats.inWords(session.startsAt, session.program.zoneId()),
        session.didacticPresenter,
        host(session).orElse(null),
        session.program.study.title,
        session.program.study.simulated,
        clock.instant().atZone(person.zoneId()).toLocalDate());
  }

  /** The file, to be saved by the browser. */
  Response fetch(Attendance attendance) {
    byte[] pdf = CertificatePdf.of(of(attendance));
    return Response.ok(pdf, "application/pdf")
        .header(
            "Content-Disposition",
            "attachment; filename=\"certificate-session-" + attendance.session.number + ".pdf\"")
        .header("Cache-Control", "no-store")
        .build();
  }

  /** Who started the session, else who closed it, by the trail. */
  private static Optional<String> host(EchoSession session) {
    List<AuditEntry> trail = AuditEntry.listForSubject("echo_session:" + session.id);
    return HOSTING.stream()
        .flatMap(act -> trail.stream().filter(entry -> entry.act.equals(act)))
        .findFirst()
        .flatMap(entry -> Person.findByEmail(entry.personEmail))
        .map(person -> person.name);
  }
}
