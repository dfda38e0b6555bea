package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.trail.Change;
import org.reachline.studies.Enrolment;
import org.reachline.studies.records.RecordActs;

/** Logs, amends and withdraws contacts, each with its line in the trail and its event. */
@ApplicationScoped
public class ContactActs {
  @Inject RecordActs records;
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
    contact.studyVersion = enrolment.study.current;
    contact.say(enrolment, said.site(), said.facts());
    records.enter(
        contact, "logged", loggedBy, loggedAt, () -> writeNote(contact, said.privateNotes()));
    tell(contact, "logged");
    return contact;
  }

  /**
   * Puts a contact right.
   *
   * @throws Refusal.Conflict if somebody was quicker or the contact was withdrawn
   */
  @Transactional
  public void amend(CoachingContact contact, ContactSaid said, Change change) {
    records.amend(
        contact,
        change,
        () -> {
          contact.say(contact.enrolment, said.site(), said.facts());
          writeNote(contact, said.privateNotes());
        });
    tell(contact, "amended");
  }

  /**
   * Takes a contact back for good.
   *
   * @throws Refusal.Conflict if somebody was quicker or the contact was withdrawn before
   */
  @Transactional
  public void withdraw(CoachingContact contact, Change change) {
    records.withdraw(contact, change);
    tell(contact, "withdrawn");
  }

  private void tell(CoachingContact contact, String act) {
    changed.fire(new ContactChanged(contact.id, contact.enrolment.id, act));
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
