package org.reachline.contamination;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Immutable;

/**
 * How a flag stood from some moment on. A new one is added whenever what is found changes; none is
 * ever changed, so that it can be said since when a flag no longer holds.
 */
@Entity
@Immutable
@Table(name = "contamination_state")
class FlagState extends PanacheEntityBase {
  /** Why a flag no longer holds. */
  public enum Ended {
    /** No record shows it any more. */
    EVIDENCE_GONE,
    /** The records are there; a unit that it is about left the study. */
    UNIT_LEFT
  }

  /** Names a state; the lock between two requests that see the same change. */
  @EmbeddedId public Key key;

  /** Flag and step; the last step of a flag is in force. */
  @Embeddable
  public record Key(@Column(name = "flag_id") long flagId, int step) implements Serializable {}

  /** Which flag. */
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "flag_id", insertable = false, updatable = false)
  public ContaminationFlag flag;

  /** Whether it is so. */
  @Column(nullable = false)
  public boolean holds;

  /** Since when. */
  @Column(name = "since_at", nullable = false)
  public Instant sinceAt;

  /** Why it is not so any more; null while it is. */
  @Enumerated(EnumType.STRING)
  @Column(name = "ended_because")
  public Ended endedBecause;

  /** What was found, or had been found last; of a person without the name. */
  @Column(nullable = false)
  public String said;

  /** Contacts and sessions that showed it. */
  @Column(nullable = false)
  public int contacts;

  /** Their minutes. */
  @Column(nullable = false)
  public int minutes;

  /** The state in force of each flag, by key of the flag. */
  static Map<Long, FlagState> lastOf(Collection<ContaminationFlag> flags) {
    Map<Long, FlagState> last = new HashMap<>();
    if (!flags.isEmpty()) {
      FlagState.<FlagState>list(
              "from FlagState s where s.flag in ?1 and s.key.step = (select max(x.key.step) from"
                  + " FlagState x where x.flag = s.flag)",
              List.copyOf(flags))
          .forEach(state -> last.put(state.key.flagId(), state));
    }
    return last;
  }
}
