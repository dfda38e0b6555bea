package org.reachline.coaching.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.base.outbox.MailAccount;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Person;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** Offers, books, moves and cancels, each with its trail and its letters. */
@ApplicationScoped
// Whoever was too slow sees the page again: nothing was written, so nothing is rolled back.
@Transactional(dontRollbackOn = Refusal.Conflict.class)
public class BookingActs {
  private static final SecureRandom SECRETS = new SecureRandom();

  @Inject AuditTrail audit;
  @Inject Event<BookingChanged> changed;
  @Inject CurrentPerson me;
  @Inject CoachingAccounts accounts;
  @Inject BookingQueries queries;
  @Inject BookingMails letters;
  @Inject MailAccount account;
  @Inject SiteAccess access;
  @Inject EntityManager database;
  @Inject Clock clock;

  /** Stores offers. */
  public void offer(List<CoachingSlot> slots) {
    for (CoachingSlot slot : slots) {
      slot.offeredAt = clock.instant();
      slot.persist();
      audit.record("slot.offered", slot.subject(), null, null, state(slot), null);
    }
  }

  /** Takes an offer back. @throws Refusal.Conflict if a site was quicker */
  public void withdraw(CoachingSlot slot) {
    database.lock(slot, LockModeType.PESSIMISTIC_WRITE);
    Booking.findStanding(slot)
        .ifPresent(
            b -> {
              throw new Refusal.Conflict(
                  "%s has booked this time for %s meanwhile. Cancel the booking instead."
                      .formatted(Person.nameOf(b.bookedBy), b.site.name));
            });
    if (slot.withdrawnAt == null) {
      slot.withdrawnAt = clock.instant();
      audit.record("slot.withdrawn", slot.subject(), null, state(slot), null, null);
    }
  }

  /**
   * Books a slot for a site, for the next planned contact that is neither held nor booked; beside
   * the plan where there is none.
   *
   * @throws Refusal.Conflict if somebody was quicker or the slot is gone otherwise
   */
  public Booking book(Enrolment enrolment, Site site, BookingFacts facts) {
    // Pickers of one slot wait for each other here, and those of one unit, who share its plan.
    requireFree(facts.slot());
    database.lock(enrolment, LockModeType.PESSIMISTIC_WRITE);
    Booking b = new Booking();
    b.slot = facts.slot();
    b.enrolment = enrolment;
    b.site = site;
    b.person = facts.person();
    b.topic = facts.topic();
    b.bookedAt = clock.instant();
    b.bookedBy = me.email();
    b.nameInSecret(SECRETS, account.domain());
    Optional<PlannedLine> line =
        BookingQueries.nextUnbooked(accounts.of(enrolment).accounts(), queries.of(enrolment));
    b.strategy =
        line.map(l -> l.planned().strategy())
            .orElseGet(() -> accounts.strategies(enrolment.study).get(0).key());
    b.plannedKey = line.map(l -> l.planned().key()).orElse(null);
    b.plannedMonth = line.map(l -> l.planned().month().number()).orElse(null);
    b.persistAndFlush();
    audit.record("booking.made", b.subject(), site.id, null, state(b), null);
    letters.invite(b);
    changed.fire(new BookingChanged(enrolment.id));
    return b;
  }

  /** Moves a booking to another slot. @throws Refusal.Conflict if somebody was quicker */
  public void move(Booking b, CoachingSlot slot, Change change) {
    requireOpen(b, change);
    requireFree(slot);
    Map<String, Object> before = state(b);
    Instant former = b.slot.startsAt;
    Person coach = b.slot.coach;
    if (!coach.id.equals(slot.coach.id)) {
      letters.cancel(b, coach, "Another coach takes this contact. " + change.reason());
    }
    b.slot = slot;
    b.movedAt = clock.instant();
    b.sequence++;
    Booking.flush();
    audit.record("booking.moved", b.subject(), b.site.id, before, state(b), change.reason());
    letters.move(b, former, coach, change.reason());
    changed.fire(new BookingChanged(b.enrolment.id));
  }

  /** Cancels a booking. @throws Refusal.Conflict if somebody was quicker */
  public void cancel(Booking b, Change change) {
    requireOpen(b, change);
    Map<String, Object> before = state(b);
    b.cancelledAt = clock.instant();
    b.cancelledBy = me.email();
    b.cancelReason = change.reason();
    b.sequence++;
    Booking.flush();
    audit.record("booking.cancelled", b.subject(), b.site.id, before, state(b), change.reason());
    letters.cancel(b, b.slot.coach, change.reason());
    letters.cancel(b, b.person, change.reason());
    changed.fire(new BookingChanged(b.enrolment.id));
  }

  /** Notes which contact was logged for a booking; a booking that is not open stays as it is. */
  public void logged(Booking b, CoachingContact contact) {
    if (b.isOpen()) {
      Map<String, Object> before = state(b);
      b.contact = contact;
      audit.record("booking.logged", b.subject(), b.site.id, before, state(b), null);
    }
  }

  private void requireFree(CoachingSlot slot) {
    database.lock(slot, LockModeType.PESSIMISTIC_WRITE);
    database.refresh(slot);
    Optional<Booking> taken = Booking.findStanding(slot);
    if (slot.withdrawnAt != null) {
      throw gone(slot.coach.name + " took it back");
    }
    if (taken.isPresent()) {
      // Who works at other sites, and that they are coached, is not told.
      throw gone(
          taken
              .filter(b -> access.maySee(b.site.id))
              .map(b -> Person.nameOf(b.bookedBy) + " picked it for " + b.site.name)
              .orElse("another site picked it"));
    }
    if (!slot.startsAt.isAfter(clock.instant())) {
      throw gone("it has begun");
    }
  }

  private static Refusal.Conflict gone(String why) {
    return new Refusal.Conflict("This time is gone: " + why + ". Pick another.");
  }

  private static void requireOpen(Booking b, Change change) {
    change.requireSeen(b);
    if (!b.isStanding()) {
      throw new Refusal.Conflict(
          "This booking was cancelled by " + Person.nameOf(b.cancelledBy) + ".");
    }
    if (b.contact != null) {
      throw new Refusal.Conflict(
          Person.nameOf(b.contact.loggedBy)
              + " has logged this contact as held. Amend the contact instead.");
    }
  }

  private static Map<String, Object> state(CoachingSlot slot) {
    Map<String, Object> state = SlotFacts.SHEET.state(slot.facts());
    state.put("coach", slot.coach.email);
    return state;
  }

  private static Map<String, Object> state(Booking b) {
    Map<String, Object> state = BookingFacts.SHEET.state(b.facts());
    state.put("slot", Formats.shortly(b.slot.startsAt, b.slot.coach.zoneId()));
    state.put("coach", b.slot.coach.email);
    state.put("person", b.person.email);
    state.put("planned", b.occurrence().orElse(null));
    state.put("contact", b.contact == null ? null : b.contact.subject());
    state.put("cancelled", b.cancelReason);
    return state;
  }
}
