package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.reachline.base.Audit;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.studies.Enrolment;

/** Logs, amends and withdraws contacts, each with its line in the trail and its event. */
@ApplicationScoped
public class ContactActs {
  @Inject Audit audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;
  @Inject Event<ContactChanged> changed;

  /** Enters a contact that is in order. */
  @Transactional
  public CoachingContact log(Enrolment enrolment, ContactDraft draft) {
    return log(enrolment, draft, me.email(), clock.instant());
  }

  /**
   * The same for a contact that was logged before it came here.
   *
   * @param loggedBy mail address of who logged it
   */
  @Transactional
  public CoachingContact log(
      Enrolment enrolment, ContactDraft draft, String loggedBy, Instant loggedAt) {
    CoachingContact contact = new CoachingContact();
    contact.study = enrolment.study;
    contact.studyVersion = enrolment.study.current;
    contact.enrolment = enrolment;
    contact.loggedAt = loggedAt;
    contact.loggedBy = loggedBy;
    draft.writeTo(contact);
    contact.persistAndFlush();
    writeNote(contact, draft.privateNotes());
    audit.record(
        "contact.logged", contact.subject(), contact.site.id, null, ContactState.of(contact), null);
    changed.fire(new ContactChanged(contact.id, enrolment.id, "logged"));
    return contact;
  }

  /**
   * Puts a contact right.
   *
   * @param version the version that the typist saw
   * @throws Refusal.Conflict if somebody was quicker or the contact was withdrawn
   */
  @Transactional
  public void amend(CoachingContact contact, int version, ContactDraft draft, String reason) {
    requireUnchanged(contact, version);
    Map<String, String> before = ContactState.of(contact);
    draft.writeTo(contact);
    contact.amendedAt = clock.instant();
    contact.amendedBy = me.email();
    writeNote(contact, draft.privateNotes());
    CoachingContact.flush();
    audit.record(
        "contact.amended",
        contact.subject(),
        contact.site.id,
        before,
        ContactState.of(contact),
        reason);
    changed.fire(new ContactChanged(contact.id, contact.enrolment.id, "amended"));
  }

  /**
   * Takes a contact back for good.
   *
   * @param version the version that the typist saw
   * @throws Refusal.Conflict if somebody was quicker or the contact was withdrawn before
   */
  @Transactional
  public void withdraw(CoachingContact contact, int version, String reason) {
    requireUnchanged(contact, version);
    Map<String, String> before = ContactState.of(contact);
    contact.withdraw(me.email(), reason, clock.instant());
    CoachingContact.flush();
    audit.record(
        "contact.withdrawn",
        contact.subject(),
        contact.site.id,
        before,
        ContactState.of(contact),
        reason);
    changed.fire(new ContactChanged(contact.id, contact.enrolment.id, "withdrawn"));
  }

  private static void requireUnchanged(CoachingContact contact, int version) {
    if (!contact.isStanding()) {
      throw new Refusal.Conflict(
          "This contact was withdrawn by "
              + contact.withdrawnBy
              + ". It can no longer be changed.");
    }
    if (contact.version != version) {
      throw new Refusal.Conflict(
          "This contact was changed by "
              + contact.amendedBy
              + " after you opened it. Look at it again before you change it.",
          contact.subject(),
          null);
    }
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
