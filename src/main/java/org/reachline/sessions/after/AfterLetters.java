package org.reachline.sessions.after;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.reachline.base.PublicAddress;
import org.reachline.base.Words;
import org.reachline.base.outbox.Outbox;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.SessionState;

/** Thanks everybody who came, once, when a session is closed, with the link to their page. */
@ApplicationScoped
public class AfterLetters {
  @Inject Outbox outbox;
  @Inject JoinLinks links;

  @Inject PublicAddress here;

  void onChange(@Observes SessionChanged change) {
    EchoSession session = change.session();
    if (session.state() == SessionState.HELD) {
      Attendance.listForSession(session).stream()
          .filter(a -> a.minutes > 0 && a.person.isActive())
          .forEach(a -> outbox.take(letter(session, a.person)));
    }
  }

  private Outbox.Letter letter(EchoSession session, Person person) {
    String title =
        session.program.name
            + " "
            + session.number
            + (session.didacticTitle == null ? "" : ": " + session.didacticTitle);
    String text =
        "Dear "
            + person.name
            + ",\n\nthank you for having been in "
            + title
            + " on "
            + Words.inWords(session.startsAt, person.zoneId())
            + ".\n\nTwo questions about it, and your certificate of attendance (your own link,"
            + " please do not pass it on):\n"
            + here.url()
            + links.afterPath(session, person)
            + "\n";
    return new Outbox.Letter(
        "echo-session-" + session.id + "/after/" + person.id,
        person.email,
        "Thank you: " + title,
        text,
        null,
        null);
  }
}
