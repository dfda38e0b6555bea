package org.reachline.sessions.after;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.reachline.base.Formats;
import org.reachline.base.PublicAddress;
import org.reachline.base.act.EndOfAct;
import org.reachline.base.outbox.Outbox;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.attendance.AttendanceChanged;

/**
 * Thanks everybody who came, once, when a session is closed, with the link to their page; and
 * whoever is known only later, from a list, a video room or the roll-call. A letter promises a
 * certificate only to whoever has one; who comes by one later gets a letter of its own about it.
 */
@ApplicationScoped
class AfterMails {
  private static final String CERTIFICATE = "your certificate of attendance";
  private static final String OWN_LINK = " (your own link, please do not pass it on):\n";

  @Inject Outbox outbox;
  @Inject JoinLinks links;
  @Inject Certificates certificates;
  @Inject Survey survey;
  @Inject EndOfAct end;
  @Inject PublicAddress here;

  /** Last of all in the closing: by then everybody's minutes are added up. */
  void onChange(@Observes SessionChanged change) {
    long session = change.session().id;
    end.once("letters after " + session, () -> writeToAll(session));
  }

  private void writeToAll(long id) {
    EchoSession session = EchoSession.findById(id);
    if (session.state() == SessionState.HELD) {
      Attendance.listForSession(session).forEach(this::write);
    }
  }

  /** Evidence that comes in after the closing; a session that was loaded as held thanks nobody. */
  void onAttendance(@Observes AttendanceChanged change) {
    long attendance = change.attendance().id;
    end.once("letter about " + attendance, () -> writeLater(attendance));
  }

  private void writeLater(long id) {
    Attendance attendance = Attendance.findById(id);
    EchoSession session = attendance.session;
    if (session.state() == SessionState.HELD
        && AuditEntry.count("subject = ?1 and act = 'session.closed'", session.subject()) > 0) {
      write(attendance);
    }
  }

  private void write(Attendance attendance) {
    EchoSession session = attendance.session;
    Person person = attendance.person;
    boolean certificate = certificates.isDue(attendance);
    boolean asking = survey.isOpen(session);
    if (attendance.minutes == 0 || !person.isActive() || !(certificate || asking)) {
      return;
    }
    String key = "echo-session-" + session.id + "/after/" + person.id;
    Optional<OutboxMail> earlier = OutboxMail.find("mailKey", key).firstResultOptional();
    if (earlier.isEmpty()) {
      outbox.take(thanks(key, session, person, asking, certificate));
    } else if (certificate && !earlier.get().text.contains(CERTIFICATE)) {
      outbox.take(news(key + "/certificate", attendance));
    }
  }

  private Outbox.Mail thanks(
      String key, EchoSession session, Person person, boolean asking, boolean certificate) {
    String offers =
        !asking
            ? "Here is " + CERTIFICATE
            : certificate ? "Two questions about it, and " + CERTIFICATE : "Two questions about it";
    String text =
        "thank you for having been in "
            + titleAndTime(session, person)
            + ".\n\n"
            + offers
            + OWN_LINK;
    return letter(key, session, person, "Thank you: ", text);
  }

  private Outbox.Mail news(String key, Attendance attendance) {
    String text =
        "your attendance of "
            + titleAndTime(attendance.session, attendance.person)
            + " is on record with "
            + attendance.minutes
            + " minutes now. Here is "
            + CERTIFICATE
            + OWN_LINK;
    return letter(key, attendance.session, attendance.person, "Your certificate: ", text);
  }

  private Outbox.Mail letter(
      String key, EchoSession session, Person person, String subject, String text) {
    return new Outbox.Mail(
        key,
        person.email,
        subject + title(session),
        "Dear "
            + person.name
            + ",\n\n"
            + text
            + here.url()
            + links.afterPath(session, person)
            + "\n",
        null,
        null);
  }

  private static String titleAndTime(EchoSession session, Person person) {
    return title(session) + " on " + Formats.inWords(session.startsAt, person.zoneId());
  }

  private static String title(EchoSession session) {
    return session.program.name
        + " "
        + session.number
        + (session.didacticTitle == null ? "" : ": " + session.didacticTitle);
  }
}
