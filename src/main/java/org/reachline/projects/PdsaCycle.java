package org.reachline.projects;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reachline.base.OrderedEntity;
import org.reachline.base.Refusal;
import org.reachline.base.trail.Audited;

/** One change tried out: planned, done, studied, and adopted, adapted or abandoned. */
@Entity
@Table(name = "pdsa_cycle")
public class PdsaCycle extends OrderedEntity implements Audited {
  /** Which project. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public ChangeProject project;

  /** 1, 2, 3 ... within the project. */
  @Column(nullable = false, updatable = false)
  public int number;

  /** What is said of it. */
  @Embedded @Valid public CycleFacts facts;

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

  /** Name of the cycle in the audit trail. */
  @Override
  public String subject() {
    return "pdsa_cycle:" + id;
  }

  @Override
  public String label(String property) {
    return CycleFacts.SHEET.label(property);
  }

  @Override
  public int version() {
    return version;
  }

  /** Whether it was not withdrawn. */
  public boolean isStanding() {
    return withdrawnAt == null;
  }

  /** Where it has got to: Plan, Do, Study or what became of the change. */
  public String stage() {
    if (!isStanding()) {
      return "Withdrawn";
    }
    if (facts.act() != null) {
      return facts.act().inWords();
    }
    return facts.studied() != null ? "Study" : facts.done() != null ? "Do" : "Plan";
  }

  /** Takes it back, for good. @throws Refusal.Conflict if it was withdrawn before */
  void withdraw(String by, String reason, Instant now) {
    if (!isStanding()) {
      throw new Refusal.Conflict("This cycle was already withdrawn by " + withdrawnBy + ".");
    }
    withdrawnAt = now;
    withdrawnBy = by;
    withdrawalReason = reason;
  }

  /** Cycles of a project, withdrawn ones too, by number. */
  public static List<PdsaCycle> listForProject(ChangeProject project) {
    return list("project = ?1 order by number", project);
  }

  /** Cycles of many projects, withdrawn ones too, by key of the project, then by number. */
  static Map<Long, List<PdsaCycle>> listForProjects(List<ChangeProject> projects) {
    return projects.isEmpty()
        ? Map.of()
        : PdsaCycle.<PdsaCycle>list("project in ?1 order by number", projects).stream()
            .collect(Collectors.groupingBy(cycle -> cycle.project.id));
  }

  /** The cycle of this number. */
  public static Optional<PdsaCycle> find(ChangeProject project, int number) {
    return find("project = ?1 and number = ?2", project, number).firstResultOptional();
  }
}
