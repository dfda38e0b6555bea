package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;

/**
 * The UID under which a person's calendar knows a session: never another one, and not to be guessed
 * by anybody else, so that a reply that names it comes from somebody who was given it.
 */
@ApplicationScoped
public class EventNames {
  private static final Pattern NAME =
      Pattern.compile("echo-session-(\\d{1,18})-[\\w-]{1,60}@reachline");

  /** Enough of the signature that nobody guesses it: 128 bits. */
  private static final int SECRET = 22;

  @Inject JoinLinks links;

  /** The UID. */
  public String of(EchoSession session, Person person) {
    // Revoking a join link does not rename the event, so the revision stays out.
    String signed =
        links.sign(JoinLinks.Purpose.EVENT, new JoinLinks.Claim(session.id, person.id, 0));
    String secret = signed.substring(signed.length() - SECRET);
    return "echo-session-" + session.id + "-" + secret + "@reachline";
  }

  /** The session that a UID of ours names; whether the secret is right is not looked at. */
  static Optional<Long> sessionOf(String uid) {
    Matcher name = NAME.matcher(uid);
    return name.matches() ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
  }
}
