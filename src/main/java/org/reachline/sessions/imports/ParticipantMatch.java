package org.reachline.sessions.imports;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;
import org.reachline.sessions.EchoProgram;

/** Who a name or address on a programme's participant lists is: asked once, remembered. */
@Entity
@Table(name = "participant_match")
class ParticipantMatch extends OrderedEntity {
  /** In which programme. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public EchoProgram program;

  /** Mail address, or the name made comparable. */
  @Column(nullable = false, updatable = false)
  public String alias;

  /** Who it is; null for nobody of ours, such as a recording device. */
  @ManyToOne(fetch = FetchType.LAZY)
  public Person person;

  /** Mail address of who said so last. */
  @Column(name = "decided_by", nullable = false)
  public String decidedBy;

  /** When. */
  @Column(name = "decided_at", nullable = false)
  public Instant decidedAt;

  /** What was said of an alias, if anything. */
  static Optional<ParticipantMatch> find(EchoProgram program, String alias) {
    return find("program = ?1 and alias = ?2", program, alias).firstResultOptional();
  }
}
