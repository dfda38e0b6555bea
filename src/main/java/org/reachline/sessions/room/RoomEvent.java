package org.reachline.sessions.room;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/** One report of a video room. Taken once, never changed. */
@Entity
@Table(name = "room_event")
public class RoomEvent extends OrderedEntity {
  /** What it reports. */
  public enum Kind {
    /** Somebody came. */
    JOINED("came in"),
    /** Somebody went. */
    LEFT("went out"),
    /** The meeting is over. */
    ENDED("the meeting ended"),
    /** A recording can be seen. */
    RECORDING("a recording is ready");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  /** Its name at the provider; a second report of the same name is not taken. */
  @Column(name = "event_id", nullable = false, unique = true, updatable = false)
  public String eventId;

  /** Of which session. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public EchoSession session;

  /** What it reports. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public Kind kind;

  /** Who came or went; null for the rest. */
  @ManyToOne(fetch = FetchType.LAZY)
  public Person person;

  /** Which coming and going, as the provider names it; null for the rest. */
  public String stay;

  /** When it happened, by the provider's clock. */
  @Column(name = "happened_at", nullable = false)
  public Instant happenedAt;

  /** When it was received. */
  @Column(name = "received_at", nullable = false)
  public Instant receivedAt;

  /** Reports of a session by time. */
  public static List<RoomEvent> listForSession(EchoSession session) {
    return list(
        "from RoomEvent e left join fetch e.person where e.session = ?1 order by e.happenedAt,"
            + " e.ordinal",
        session);
  }

  /** Reports of one coming and going. */
  static List<RoomEvent> listForStay(EchoSession session, Person person, String stay) {
    return list("session = ?1 and person = ?2 and stay = ?3", session, person, stay);
  }
}
