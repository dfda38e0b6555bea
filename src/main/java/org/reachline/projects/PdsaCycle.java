package org.reachline.projects;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reachline.base.trail.WithdrawableRecord;

/** One change tried out: planned, done, studied, and adopted, adapted or abandoned. */
@Entity
@Table(name = "pdsa_cycle")
public class PdsaCycle extends WithdrawableRecord {
  /** Which project. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public ChangeProject project;

  /** 1, 2, 3 ... within the project. */
  @Column(nullable = false, updatable = false)
  public int number;

  /** What is said of it. */
  @Embedded @Valid public CycleFacts facts;

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
  protected String noun() {
    return "cycle";
  }

  /** Passes a cycle of an open project that stands. @throws Refusal.Conflict otherwise */
  @Override
  public void requireStanding() {
    project.requireOpen();
    super.requireStanding();
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
