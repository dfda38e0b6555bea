package org.reachline.base.outbox;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    FAILED("failed"),
    /** The mail server took it, and another sent word that it cannot be delivered. */
    RETURNED("came back");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** In words, after "it". */
    String sentence() {
      return this == SENT ? "was sent" : this == SENDING ? "is being sent" : label;
    }

    /** Whether its receiver does not have it, and nothing more happens by itself. */
    public boolean isLost() {
      return this == FAILED || this == RETURNED;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  private static final List<State> LOST = List.of(State.FAILED, State.RETURNED);

  /** Names the change that caused it; the same change causes one mail. */
  @Column(name = "mail_key", nullable = false, unique = true, updatable = false)
  public String mailKey;

  /** What stands between the brackets of its Message-ID, the same on every attempt. */
  @Column(name = "message_id", nullable = false, unique = true, updatable = false)
  public String messageId;

  /** Whether it goes before others that wait: it is of no use later. */
  @Column(nullable = false, updatable = false)
  public boolean urgent;

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

  /** When somebody said that nothing more is to be done about it, or null. */
  @Column(name = "set_aside_at")
  public Instant setAsideAt;

  /** Whether somebody still has to look at it. */
  public boolean isWanting() {
    return state.isLost() && setAsideAt == null;
  }

  /** How many did not reach anybody and were not set aside. */
  public static long countWanting() {
    return count("state in ?1 and setAsideAt is null", LOST);
  }

  /** Those that did not reach anybody and were not set aside, oldest first. */
  public static List<OutboxMail> listWanting() {
    return list("state in ?1 and setAsideAt is null order by ordinal", LOST);
  }

  /** The mail that carries this Message-ID, without its brackets. */
  public static Optional<OutboxMail> findByMessageId(String messageId) {
    return find("messageId", messageId).firstResultOptional();
  }

  /** Whether a letter was ever written to this address. */
  public static boolean isKnown(String address) {
    return count("lower(to) = lower(?1)", address) > 0;
  }

  /**
   * The newest mails, first those that somebody has to look at.
   *
   * @param text part of the receiver's address or of the subject; empty for all
   */
  public static PanacheQuery<OutboxMail> findNewest(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return find(
        "(lower(to) like ?2 escape '!' or lower(subject) like ?2 escape '!') order by case when"
            + " state in ?1 and setAsideAt is null then 0 else 1 end, ordinal desc",
        LOST,
        "%" + wanted.replaceAll("([!%_])", "!$1") + "%");
  }
}
