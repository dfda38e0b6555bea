package org.reachline.coaching.projects;

import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reachline.base.OnTrail;
import org.reachline.base.Refusal;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Staff went through their own site as the people do whom it serves. Not amended: what was felt
 * that day was felt; a wrong record is withdrawn with a reason and written anew.
 */
@Entity
@Table(name = "walk_through")
public class WalkThrough extends PanacheEntity implements OnTrail {
  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** The randomised unit that the site belongs to. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** Through which site. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Site site;

  /** Day. */
  @Column(name = "walked_on", nullable = false)
  public LocalDate walkedOn;

  /** Who played the person who seeks treatment. */
  @Column(name = "played_person", nullable = false)
  public String playedPerson;

  /** Who came along as family or friend, or null. */
  @Column(name = "played_family")
  public String playedFamily;

  /** Who wrote down what was seen, or null. */
  public String observer;

  /** The one thing to change first, or null. */
  @Column(name = "first_change")
  public String firstChange;

  /** What was noted, stage by stage. */
  @ElementCollection
  @CollectionTable(name = "walk_through_note", joinColumns = @JoinColumn(name = "walk_through_id"))
  @OrderColumn(name = "place")
  public List<WalkNote> notes = new ArrayList<>();

  /** When it was entered. */
  @Column(name = "logged_at", nullable = false, updatable = false)
  public Instant loggedAt;

  /** Mail address of who entered it. */
  @Column(name = "logged_by", nullable = false, updatable = false)
  public String loggedBy;

  /** When it was withdrawn, or null. */
  @Column(name = "withdrawn_at")
  public Instant withdrawnAt;

  /** Mail address of who withdrew it, or null. */
  @Column(name = "withdrawn_by")
  public String withdrawnBy;

  /** Why it was withdrawn, or null. */
  @Column(name = "withdrawal_reason")
  public String withdrawalReason;

  /** Counts changes. */
  @Version public int version;

  /** Name of the walk-through in the audit trail. */
  @Override
  public String subject() {
    return "walk_through:" + id;
  }

  /** Whether it was not withdrawn. */
  public boolean isStanding() {
    return withdrawnAt == null;
  }

  /** Takes it back, for good. @throws Refusal.Conflict if it was withdrawn before */
  void withdraw(String by, String reason, Instant now) {
    if (!isStanding()) {
      throw new Refusal.Conflict("This walk-through was already withdrawn by " + withdrawnBy + ".");
    }
    withdrawnAt = now;
    withdrawnBy = by;
    withdrawalReason = reason;
  }

  /** Walk-throughs of a unit, withdrawn ones too, newest first. */
  public static List<WalkThrough> listForEnrolment(Enrolment enrolment) {
    return list(
        "from WalkThrough w join fetch w.site where w.enrolment = ?1"
            + " order by w.walkedOn desc, w.id desc",
        enrolment);
  }

  /** The walk-through of this key in a unit. */
  public static Optional<WalkThrough> find(Enrolment enrolment, long id) {
    return find("enrolment = ?1 and id = ?2", enrolment, id).firstResultOptional();
  }
}
