package org.reachline.contamination;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * A finding that was raised. It stays on record for good: even when it no longer holds, the trial
 * was contaminated for a while. Nobody dismisses it; people explain it in notes.
 */
@Entity
@Table(name = "contamination_flag")
public class ContaminationFlag extends OrderedEntity {
  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** {@link Finding#key()}, once per study. */
  @Column(name = "finding_key", nullable = false)
  public String findingKey;

  /** How treatment reached whom it was not meant for. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public ContaminationKind kind;

  /** The unit, or null where it is about a person. */
  @ManyToOne(fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** Key of the strategy, or null where it is about a person. */
  public String strategy;

  /** The person, or null where it is about a unit. */
  @ManyToOne(fetch = FetchType.LAZY)
  public Person person;

  /** First day of the evidence. */
  @Column(nullable = false)
  public LocalDate since;

  /** When it was raised. */
  @Column(name = "raised_at", nullable = false)
  public Instant raisedAt;

  /** What was found when it was raised. */
  @Column(name = "explanation_then", nullable = false)
  public String explanationThen;

  /** Flags of a study, newest first. */
  public static List<ContaminationFlag> listForStudy(Study study) {
    return findForStudy(study).list();
  }

  /** The same, to be asked for page by page. */
  static PanacheQuery<ContaminationFlag> findForStudy(Study study) {
    return find(
        "from ContaminationFlag f left join fetch f.enrolment e left join fetch e.unit"
            + " left join fetch f.person where f.study = ?1 order by f.raisedAt desc, f.ordinal desc",
        study);
  }

  /** How many flags of its study stand before this one. */
  long before() {
    return count(
        "study = ?1 and (raisedAt > ?2 or raisedAt = ?2 and ordinal > ?3)",
        study,
        raisedAt,
        ordinal);
  }

  /**
   * Flags of a study on which nobody has written a note yet, newest first. What the service noted
   * by itself explains nothing.
   */
  public static PanacheQuery<ContaminationFlag> findUnexplained(Study study) {
    return find(
        "from ContaminationFlag f left join fetch f.enrolment e left join fetch e.unit"
            + " left join fetch f.person where f.study = ?1 and not exists (select n.id from"
            + " FlagNote n where n.flag = f and n.writtenBy <> ?2) order by f.raisedAt desc, f.ordinal desc",
        study,
        FlagNote.SYSTEM);
  }

  /** Which of these findings were found before, by their keys. */
  static Set<String> known(Study study, Collection<String> keys) {
    return keys.isEmpty()
        ? Set.of()
        : Set.copyOf(
            getEntityManager()
                .createQuery(
                    "select f.findingKey from ContaminationFlag f where f.study = ?1 and"
                        + " f.findingKey in ?2",
                    String.class)
                .setParameter(1, study)
                .setParameter(2, keys)
                .getResultList());
  }

  /** Flags about a unit. */
  static List<ContaminationFlag> listForUnit(Enrolment unit) {
    return list("enrolment = ?1 order by ordinal", unit);
  }
}
