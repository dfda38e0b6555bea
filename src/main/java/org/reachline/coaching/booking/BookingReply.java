package org.reachline.coaching.booking;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;

/** What a calendar program answered to a booking, taken or refused; never changed. */
@Entity
@Immutable
@Table(name = "coaching_booking_reply")
public class BookingReply extends OrderedEntity {
  /** What somebody answers. */
  public enum Answer {
    /** Comes. */
    ACCEPTED("accepted"),
    /** Does not come. */
    DECLINED("declined"),
    /** Perhaps. */
    TENTATIVE("answered perhaps");

    private final String label;

    Answer(String label) {
      this.label = label;
    }

    /** What people read after the name. */
    public String label() {
      return label;
    }
  }

  /** Which booking. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Booking booking;

  /** Who answers, or null if nobody of the booking does. */
  @ManyToOne(fetch = FetchType.LAZY)
  public Person person;

  /** The answer, or null if it gives none that we know. */
  @Enumerated(EnumType.STRING)
  public Answer answer;

  /** The revision of the entry that is answered. */
  @Column(nullable = false)
  public int sequence;

  /** When it was answered, by the answering program's clock. */
  @Column(name = "answered_at", nullable = false)
  public Instant answeredAt;

  /** When the mail was read. */
  @Column(name = "received_at", nullable = false)
  public Instant receivedAt;

  /** The mail's own number. */
  @Column(name = "message_id", nullable = false, unique = true)
  public String messageId;

  /** Why it was not taken, a sentence; null if it was. */
  public String refused;

  /** What else is to be told of it, a sentence; or null. */
  public String note;

  /** The sender's own words, or null. */
  public String comment;

  /** Answers to a booking that were not taken or say more than an answer, newest first. */
  public static List<BookingReply> listToRead(Booking booking) {
    return list(
        "from BookingReply r left join fetch r.person where r.booking = ?1 and (r.refused is not"
            + " null or r.note is not null or r.comment is not null) order by r.ordinal desc",
        booking);
  }

  /** Answers that were taken to a booking as it now stands, the newest of each person. */
  public static List<BookingReply> listNow(Booking booking) {
    return List.copyOf(listNow(List.of(booking)).getOrDefault(booking.id, Map.of()).values());
  }

  /** The same for many bookings: by key of the booking, then by key of the person. */
  static Map<Long, Map<Long, BookingReply>> listNow(Collection<Booking> bookings) {
    Map<Long, Map<Long, BookingReply>> now = new LinkedHashMap<>();
    if (!bookings.isEmpty()) {
      BookingReply.<BookingReply>list(
              "from BookingReply r join fetch r.person where r.booking in ?1 and r.refused is null"
                  + " and r.sequence = r.booking.sequence order by r.answeredAt, r.ordinal",
              bookings)
          .forEach(
              r ->
                  now.computeIfAbsent(r.booking.id, b -> new LinkedHashMap<>())
                      .put(r.person.id, r));
    }
    return now;
  }

  /** Whether somebody declined a booking as it now stands, and nobody changed it since. */
  public static List<BookingReply> listDeclined(Collection<Booking> bookings) {
    return listNow(bookings).values().stream()
        .flatMap(answers -> answers.values().stream())
        .filter(r -> r.answer == Answer.DECLINED)
        .toList();
  }
}
