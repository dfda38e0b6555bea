package org.reachline.studies;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.List;
import org.reachline.base.OrderedEntity;

/** The fact that a unit got its arm: once, by whom, from which list. Never changed. */
@Entity
public class Allocation extends OrderedEntity {
  /** The unit. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** Key of the arm in the study file. */
  @Column(name = "arm_key", nullable = false)
  public String armKey;

  /** When. */
  @Column(name = "allocated_at", nullable = false)
  public Instant allocatedAt;

  /** Mail address of who uploaded the list. */
  @Column(name = "allocated_by", nullable = false)
  public String allocatedBy;

  /** SHA-256 of the uploaded list, so that it can be told apart from any other. */
  @Column(name = "list_sha256", nullable = false, length = 64)
  public String listSha256;

  /** Allocations of a study to be asked for page by page, in the order in which they were made. */
  public static PanacheQuery<Allocation> findForStudy(Study study) {
    return find("from Allocation a where a.enrolment.study = ?1 order by a.ordinal", study);
  }

  /** Allocations of a study, in the order in which they were made. */
  public static List<Allocation> listForStudy(Study study) {
    return list(
        "from Allocation a join fetch a.enrolment where a.enrolment.study = ?1 order by a.ordinal",
        study);
  }
}
