package org.reachline.base.trail;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import org.reachline.base.OrderedEntity;
import org.reachline.base.Refusal;

/**
 * A record of a trial that people enter, put right and take back, each time by name and with a
 * reason. It is never erased. Its table has the columns named here.
 */
@MappedSuperclass
public abstract class AmendableRecord extends OrderedEntity implements Audited {
  /** When it was entered. */
  @Column(name = "logged_at", nullable = false, updatable = false)
  public Instant loggedAt;

  /** Mail address of who entered it. */
  @Column(name = "logged_by", nullable = false, updatable = false)
  public String loggedBy;

  /** When it was last amended, or null. */
  @Column(name = "amended_at")
  public Instant amendedAt;

  /** Mail address of who amended it last, or null. */
  @Column(name = "amended_by")
  public String amendedBy;

  /** When it was withdrawn, or null. */
  @Column(name = "withdrawn_at")
  public Instant withdrawnAt;

  /** Mail address of who withdrew it, or null. */
  @Column(name = "withdrawn_by")
  public String withdrawnBy;

  /** Why it was withdrawn, or null. */
  @Column(name = "withdrawal_reason")
  public String withdrawalReason;

  /** Counts changes; a second editor is told. */
  @Version public int version;

  /** What people call such a record, for messages: {@code activity}. */
  protected abstract String noun();

  @Override
  public int version() {
    return version;
  }

  /** Whether it still stands. */
  public boolean isStanding() {
    return withdrawnAt == null;
  }

  /**
   * Passes if it stands and can be changed.
   *
   * @throws Refusal.Conflict if it was withdrawn
   */
  public void requireStanding() {
    if (!isStanding()) {
      throw new Refusal.Conflict(
          "This " + noun() + " was withdrawn by " + withdrawnBy + ". It can no longer be changed.");
    }
  }

  /**
   * Passes whoever saw the record as it is now.
   *
   * @throws Refusal.Conflict if it was withdrawn
   * @throws Refusal.Overtaken if somebody was quicker
   */
  public void requireUnchanged(Change change) {
    requireStanding();
    change.requireSeen(this);
  }

  /** Notes who entered it. */
  public void enter(String by, Instant now) {
    loggedBy = by;
    loggedAt = now;
  }

  /** Notes who put it right. */
  public void amend(String by, Instant now) {
    amendedBy = by;
    amendedAt = now;
  }

  /**
   * Takes it back for good.
   *
   * @throws Refusal.Conflict if it was withdrawn before
   */
  public void withdraw(String by, String reason, Instant now) {
    if (!isStanding()) {
      throw new Refusal.Conflict(
          "This " + noun() + " was already withdrawn by " + withdrawnBy + ".");
    }
    withdrawnAt = now;
    withdrawnBy = by;
    withdrawalReason = reason;
  }
}
