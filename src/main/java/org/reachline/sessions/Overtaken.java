package org.reachline.sessions;

import jakarta.enterprise.inject.spi.CDI;
import java.time.ZoneId;
import org.reachline.base.Refusal;
import org.reachline.base.trail.ChangeSummary;
import org.reachline.people.Person;

/** Tells the slower of two editors who was quicker and with what, from the trail. */
public final class Overtaken {
  private Overtaken() {}

  /**
   * Passes whoever saw the session or programme as it is now.
   *
   * @throws Refusal.Overtaken with who was quicker, by name
   */
  public static void requireSeen(int seen, String subject, int now, ZoneId zone) {
    if (seen != now) {
      throw new Refusal.Overtaken(by(subject, zone), now);
    }
  }

  /**
   * A sentence about the newest change of a session or programme. What else the trail of a session
   * holds, such as who attended, changed nothing that an editor works on.
   */
  public static String by(String subject, ZoneId zone) {
    String act = subject.startsWith("echo_session:") ? "session." : "program.";
    String said =
        CDI.current().select(ChangeSummary.class).get().inWords(subject, act, zone).strip();
    String email = said.substring(0, said.indexOf(' '));
    // Hosts know each other by name.
    return Person.findByEmail(email).map(p -> p.name).orElse(email)
        + said.substring(email.length());
  }
}
