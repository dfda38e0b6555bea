package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.base.outbox.MailAccount;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;

/**
 * The UID under which a person's calendar knows a session: never another one, and not to be guessed
 * by anybody else, so that a reply that names it comes from somebody who was given it.
 */
@ApplicationScoped
class EventNames {
  private static final Pattern NAME =
      Pattern.compile("echo-(session|series)-(\\d{1,18})-[\\w-]{1,60}@[\\w.:\\[\\]-]{1,255}");

  /** Enough of the signature that nobody guesses it: 128 bits. */
  private static final int SECRET = 22;

  @Inject JoinLinks links;
  @Inject MailAccount account;

  /**
   * What a UID of ours names; whether its secret is right is not looked at.
   *
   * @param series whether it is a series, not a session
   * @param id its key
   */
  record Named(boolean series, long id) {}

  /** What the names of new events end with. */
  String domain() {
    return account.domain();
  }

  /** The UID of a session that stands alone, for a person who was not told of it yet. */
  public String of(EchoSession session, Person person) {
    return of(session, person, domain());
  }

  private String of(EchoSession session, Person person, String domain) {
    return "echo-session-" + session.id + "-" + secret(session.id, person.id, 0) + "@" + domain;
  }

  /** The UID of a series. */
  String of(InvitationSeries series) {
    String secret = secret(series.id, series.person.id, 1);
    return "echo-series-" + series.id + "-" + secret + "@" + series.uidDomain;
  }

  /** The UID under which a person was told of a session. */
  String of(Invitation invitation) {
    return invitation.series == null
        ? of(invitation.session, invitation.person, invitation.uidDomain)
        : of(invitation.series);
  }

  /** What a UID names, if it is of ours. */
  static Optional<Named> read(String uid) {
    Matcher name = NAME.matcher(uid);
    return name.matches()
        ? Optional.of(new Named(name.group(1).equals("series"), Long.parseLong(name.group(2))))
        : Optional.empty();
  }

  private String secret(long id, long personId, int kind) {
    // Revoking a join link does not rename the event, so its revision stays out.
    String signed = links.sign(JoinLinks.Purpose.EVENT, new JoinLinks.Claim(id, personId, kind));
    return signed.substring(signed.length() - SECRET);
  }
}
