package org.reachline.projects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reachline.base.OnTrail;
import org.reachline.base.OrderedEntity;
import org.reachline.base.Refusal;

/** One change tried out: planned, done, studied, and adopted, adapted or abandoned. */
@Entity
@Table(name = "pdsa_cycle")
public class PdsaCycle extends OrderedEntity implements OnTrail {
  /** Which project. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public ChangeProject project;

  /** 1, 2, 3 ... within the project. */
  @Column(nullable = false, updatable = false)
  public int number;

  /** The change that is tried. */
  @Column(name = "change_idea", nullable = false)
  public String change;

  /** First day. */
  @Column(name = "starts_on", nullable = false)
  public LocalDate startsOn;

  /** Last day, or null while it runs. */
  @Column(name = "ends_on")
  public LocalDate endsOn;

  /** Plan: who does what, when and where, and what is expected. */
  @Column(nullable = false)
  public String plan;

  /** Do: what was done and what was seen; null while it has not begun. */
  @Column(name = "done")
  public String done;

  /** Study: what the numbers say and what was learned; null before that. */
  @Column(name = "studied")
  public String studied;

  /** Act: what becomes of the change; null while undecided. */
  @Enumerated(EnumType.STRING)
  public PdsaAct act;

  /** What follows from it, or null. */
  @Column(name = "act_notes")
  public String actNotes;

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

  /** Whether it was not withdrawn. */
  public boolean isStanding() {
    return withdrawnAt == null;
  }

  /** Where it has got to: Plan, Do, Study or what became of the change. */
  public String stage() {
    if (!isStanding()) {
      return "Withdrawn";
    }
    if (act != null) {
      return act.label();
    }
    return studied != null ? "Study" : done != null ? "Do" : "Plan";
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
