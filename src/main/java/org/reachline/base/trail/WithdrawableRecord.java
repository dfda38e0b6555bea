package org.reachline.base.trail;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.reachline.base.Refusal;

/** A record that people take back by name and with a reason. It is never erased. */
@MappedSuperclass
public abstract class WithdrawableRecord extends AuditedEntity {
  /** When it was withdrawn, or null. */
  @Column(name = "withdrawn_at")
  public Instant withdrawnAt;

  /** Mail address of who withdrew it, or null. */
  @Column(name = "withdrawn_by")
  public String withdrawnBy;

  /** Why it was withdrawn, or null. */
  @Column(name = "withdrawal_reason")
  public String withdrawalReason;

  /** What people call such a record, for messages: {@code activity}. */
  protected abstract String noun();

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
