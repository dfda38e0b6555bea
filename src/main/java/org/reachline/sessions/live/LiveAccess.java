package org.reachline.sessions.live;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionState;
import org.reachline.studies.Study;

/**
 * Who may be on a session's live page: hosts, and people who have joined. What a mail link opens is
 * this one session's page, as a participant, for as long as the session takes people.
 */
@RequestScoped
class LiveAccess {
  @Inject CurrentPerson me;
  @Inject SessionAccess access;
  @Inject JoinLinks links;
  @Inject Clock clock;

  /** A session and who is on its page. */
  public record Guest(EchoSession session, Viewer viewer) {}

  /**
   * Somebody signed in.
   *
   * @throws Refusal.NotFound if the session is not theirs to see, or they have not joined it
   */
  public Guest signedIn(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    String base = "/studies/" + slug + "/sessions/" + id + "/live";
    Person person = Person.findById(me.id());
    if (access.mayHost(session.program)) {
      return new Guest(session, new Viewer(person, true, base, me.zone()));
    }
    if (!hasJoined(session, person)) {
      throw new Refusal.NotFound();
    }
    return new Guest(session, new Viewer(person, false, base, me.zone()));
  }

  /** Somebody who runs the session. @throws Refusal.NotAllowed for everybody else */
  public Guest host(String slug, long id) {
    access.requireHost();
    Guest guest = signedIn(slug, id);
    if (!guest.viewer().host()) {
      // Of the role, but of another hub's team.
      throw new Refusal.NotFound();
    }
    return guest;
  }

  /** Somebody with a mail link. @throws Refusal.NotFound if the link is none, or opens nothing */
  public Guest byLink(String token) {
    JoinLinks.Claim claim =
        links.current(JoinLinks.Purpose.JOIN, token).orElseThrow(Refusal.NotFound::new);
    EchoSession session = EchoSession.findById(claim.sessionId());
    Person person = Person.findById(claim.personId());
    if (session == null || person == null || !person.isActive()) {
      throw new Refusal.NotFound();
    }
    return new Guest(
        session, new Viewer(person, false, "/join/" + token + "/live", person.zoneId()));
  }

  /** Whether the person pressed a join button, or is on the list otherwise. */
  public boolean hasJoined(EchoSession session, Person person) {
    return Attendance.find(session, person).isPresent();
  }

  /** Whether participants may be on the page now: doors open, and an open session may overrun. */
  public boolean takesPart(EchoSession session) {
    Instant now = clock.instant();
    return session.admitsAt(now)
        || session.state() == SessionState.OPEN
            && now.isBefore(session.endsAt().plus(Beats.OVERTIME));
  }

  /** Passes only while people may take part. @throws Refusal.Conflict otherwise */
  public void requireOpen(EchoSession session) {
    if (!takesPart(session)) {
      throw new Refusal.Conflict(
          "The live page takes part in a session from its doors' opening to its end; this session"
              + " is not under way.");
    }
  }
}
