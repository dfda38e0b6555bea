package org.reachline.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.reachline.base.OrderedEntity;

/** One piece of evidence that a person was in a session. Added to, never taken away. */
@Entity
@Table(name = "attendance_interval")
public class AttendanceInterval extends OrderedEntity {
  /** Whose attendance. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Attendance attendance;

  /** Since when. */
  @Column(name = "from_at", nullable = false)
  public Instant from;

  /** Until when, or null if nobody saw the leaving. */
  @Column(name = "to_at")
  public Instant to;

  /** How we know. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public Evidence evidence;

  /** What tells it from other pieces of the same kind: a repeated message changes nothing. */
  @Column(name = "source_id", nullable = false)
  public String sourceId;

  /** Mail address of who recorded it, or {@code system}. */
  @Column(name = "recorded_by", nullable = false)
  public String recordedBy;

  /** When it was recorded. */
  @Column(name = "recorded_at", nullable = false)
  public Instant recordedAt;

  /** Why the host changed what was there, or null where nothing was changed. */
  public String reason;

  /** Whether it spans no time: a roll-call of 0 minutes says that somebody was not there. */
  boolean isEmpty() {
    return to != null && !to.isAfter(from);
  }

  /** The same as a value for the arithmetic. */
  public static Presence.Piece pieceOf(AttendanceInterval i) {
    return new Presence.Piece(i.from, i.to, i.evidence, i.recordedAt, i.sourceId);
  }
}
