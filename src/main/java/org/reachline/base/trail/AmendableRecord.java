package org.reachline.base.trail;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/**
 * A record of a trial that people enter, put right and take back, each time by name and with a
 * reason. It is never erased. Its table has the columns named here.
 */
@MappedSuperclass
public abstract class AmendableRecord extends WithdrawableRecord {
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
}
