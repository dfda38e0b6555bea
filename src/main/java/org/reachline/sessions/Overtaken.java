package org.reachline.sessions;

import java.time.ZoneId;
import java.util.List;
import org.reachline.base.AuditEntry;
import org.reachline.base.Words;
import org.reachline.people.Person;

/** Tells the slower of two editors who was quicker, from the trail. */
final class Overtaken {
  private Overtaken() {}

  /** A sentence about the newest change of a record. */
  static String by(String subject, ZoneId zone) {
    List<AuditEntry> trail = AuditEntry.listForSubject(subject);
    if (trail.isEmpty()) {
      return "Somebody else changed this meanwhile.";
    }
    AuditEntry newest = trail.get(trail.size() - 1);
    String who = Person.findByEmail(newest.personEmail).map(p -> p.name).orElse(newest.personEmail);
    return who + " changed this on " + Words.inWords(newest.occurredAt, zone) + ".";
  }
}
