package org.reachline.base.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.reachline.base.OrderedEntity;

/** One mail to one person, on its way or gone. */
@Entity
@Table(name = "outbox_mail")
public class OutboxMail extends OrderedEntity {
  /** How far it is. */
  public enum State {
    /** Waits for its turn or for the next attempt. */
    WAITING("waits"),
    /** Is being handed to the mail server. */
    SENDING("being sent"),
    /** The mail server took it. */
    SENT("sent"),
    /** Given up; somebody has to look. */
    FAILED("failed");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** In words, after "it". */
    String sentence() {
      return this == SENT ? "was sent" : this == SENDING ? "is being sent" : label;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  /** Names the change that caused it; the same change causes one mail. */
  @Column(name = "mail_key", nullable = false, unique = true, updatable = false)
  public String mailKey;

  /** Mail address of the receiver. */
  @Column(name = "to_email", nullable = false, updatable = false)
  public String to;

  /** Subject line. */
  @Column(nullable = false, updatable = false)
  public String subject;

  /** Text for people. */
  @Column(nullable = false, updatable = false)
  public String text;

  /** Text for calendars (RFC 5545), or null. */
  @Column(updatable = false)
  public String calendar;

  /** Method of the calendar text (RFC 5546), REQUEST or CANCEL, or null. */
  @Column(name = "calendar_method", updatable = false)
  public String method;

  /** How far it is. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public State state = State.WAITING;

  /** How often it was tried. */
  @Column(nullable = false)
  public int attempts;

  /** When it is tried next, or was taken up last. */
  @Column(name = "next_attempt_at", nullable = false)
  public Instant nextAttemptAt;

  /** What went wrong last, or null. */
  @Column(name = "last_error")
  public String lastError;

  /** When it was written. */
  @Column(name = "created_at", nullable = false, updatable = false)
  public Instant createdAt;

  /** When the mail server took it, or null. */
  @Column(name = "sent_at")
  public Instant sentAt;

  /** How many were given up. */
  public static long countFailed() {
    return count("state", State.FAILED);
  }

  /** The newest mails, those that failed first. */
  public static List<OutboxMail> listNewest(int offset, int most) {
    return find("order by case when state = ?1 then 0 else 1 end, ordinal desc", State.FAILED)
        .range(offset, (int) Math.min(Integer.MAX_VALUE, (long) offset + most - 1))
        .list();
  }
}
