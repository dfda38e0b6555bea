package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.reachline.base.Audit;

/** A contact's trail in the words of its form; what was entered is told too. */
@ApplicationScoped
public class ContactHistory {
  @Inject Audit trail;

  /** The trail of a contact, newest first. */
  public List<Audit.Step> of(CoachingContact contact) {
    return trail.whole(contact.subject()).stream().map(ContactHistory::named).toList();
  }

  /** The last thing that was done to a contact; empty only for one that nobody logged. */
  public Optional<Audit.Step> newest(CoachingContact contact) {
    return of(contact).stream().findFirst();
  }

  private static Audit.Step named(Audit.Step step) {
    return new Audit.Step(
        step.act(),
        step.who(),
        step.when(),
        step.reason(),
        step.changes().stream()
            .map(c -> new Audit.Difference(c.property(), label(c.property()), c.before(), c.after()))
            .toList());
  }

  private static String label(String property) {
    return ContactFacts.SHEET.label(property);
  }
}
