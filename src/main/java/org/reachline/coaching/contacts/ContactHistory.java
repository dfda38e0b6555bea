package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.reachline.base.trail.AuditTrail;

/** A contact's trail in the words of its form; what was entered is told too. */
@ApplicationScoped
public class ContactHistory {
  @Inject AuditTrail trail;

  /** The trail of a contact, newest first. */
  public List<AuditTrail.Step> of(CoachingContact contact) {
    return trail.whole(contact.subject()).stream().map(ContactHistory::named).toList();
  }

  private static AuditTrail.Step named(AuditTrail.Step step) {
    return new AuditTrail.Step(
        step.act(),
        step.who(),
        step.when(),
        step.reason(),
        step.changes().stream()
            .map(
                c ->
                    new AuditTrail.Difference(
                        c.property(), label(c.property()), c.before(), c.after()))
            .toList());
  }

  private static String label(String property) {
    return ContactFacts.SHEET.label(property);
  }
}
