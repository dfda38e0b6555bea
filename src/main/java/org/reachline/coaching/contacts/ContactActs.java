package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.studies.Enrolment;

/** Logs, amends and withdraws contacts, each with its line in the trail and its event. */
@ApplicationScoped
public class ContactActs {
  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;
  @Inject Event<ContactChanged> changed;

  /** Enters a contact that is in order. */
  @Transactional
  public CoachingContact log(Enrolment enrolment, ContactSaid said) {
    return log(enrolment, said, me.email(), clock.instant());
  }

  /**
   * The same for a contact that was logged before it came here.
   *
   * @param loggedBy mail address of who logged it
   */
  @Transactional
  public CoachingContact log(
      Enrolment enrolment, ContactSaid said, String loggedBy, Instant loggedAt) {
    CoachingContact contact = new CoachingContact();
    contact.study = enrolment.study;
    contact.studyVersion = enrolment.study.current;
    contact.enrolment = enrolment;
    contact.enter(loggedBy, loggedAt);
    write(contact, said);
    contact.persistAndFlush();
    writeNote(contact, said.privateNotes());
    audit.record(
        "contact.logged", contact.subject(), contact.site.id, null, ContactState.of(contact), null);
    changed.fire(new ContactChanged(contact.id, enrolment.id, "logged"));
    return contact;
  }

  /**
   * Puts a contact right.
   *
   * @throws Refusal.Conflict if somebody was quicker or the contact was withdrawn
   */
  @Transactional
  public void amend(CoachingContact contact, ContactSaid said, Change change) {
    contact.requireUnchanged(change);
    Map<String, String> before = ContactState.of(contact);
    write(contact, said);
    contact.amend(me.email(), clock.instant());
    writeNote(contact, said.privateNotes());
    CoachingContact.flush();
    audit.record(
        "contact.amended",
        contact.subject(),
        contact.site.id,
        before,
        ContactState.of(contact),
        change.reason());
    changed.fire(new ContactChanged(contact.id, contact.enrolment.id, "amended"));
  }

  /**
   * Takes a contact back for good.
   *
   * @throws Refusal.Conflict if somebody was quicker or the contact was withdrawn before
   */
  @Transactional
  public void withdraw(CoachingContact contact, Change change) {
    contact.requireUnchanged(change);
    Map<String, String> before = ContactState.of(contact);
    contact.withdraw(me.email(), change.reason(), clock.instant());
    CoachingContact.flush();
    audit.record(
        "contact.withdrawn",
        contact.subject(),
        contact.site.id,
        before,
        ContactState.of(contact),
        change.reason());
    changed.fire(new ContactChanged(contact.id, contact.enrolment.id, "withdrawn"));
  }

  private static void write(CoachingContact contact, ContactSaid said) {
    contact.site = said.site();
    contact.facts = said.facts();
  }

  /** Keeps the wording if it is new; null leaves the note as it is. */
  private void writeNote(CoachingContact contact, String text) {
    if (text == null) {
      return;
    }
    String standing = contact.privateNotes();
    if (text.equals(standing == null ? "" : standing)) {
      return;
    }
    PrivateNote note = new PrivateNote();
    note.contact = contact;
    note.text = text;
    note.writtenAt = clock.instant();
    note.writtenBy = me.email();
    note.persist();
  }
}
