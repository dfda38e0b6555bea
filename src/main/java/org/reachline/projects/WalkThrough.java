package org.reachline.projects;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.reachline.base.trail.AmendableRecord;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Staff went through their own site as the people do whom it serves. Not amended: what was felt
 * that day was felt; a wrong record is withdrawn with a reason and written anew.
 */
@Entity
@Table(name = "walk_through")
public class WalkThrough extends AmendableRecord {
  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** The randomised unit that the site belongs to. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** Through which site. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Site site;

  /** What is said of it. */
  @Embedded @Valid public WalkFacts facts;

  /** Name of the walk-through in the audit trail. */
  @Override
  public String subject() {
    return "walk_through:" + id;
  }

  @Override
  public String label(String property) {
    return WalkFacts.SHEET.label(property);
  }

  @Override
  protected String noun() {
    return "walk-through";
  }

  /** Walk-throughs of a unit, withdrawn ones too, newest first. */
  public static List<WalkThrough> listForEnrolment(Enrolment enrolment) {
    return list(
        "from WalkThrough w join fetch w.site where w.enrolment = ?1"
            + " order by w.facts.walkedOn desc, w.ordinal desc",
        enrolment);
  }

  /** The walk-through of this key in a unit. */
  public static Optional<WalkThrough> find(Enrolment enrolment, long id) {
    return find("enrolment = ?1 and id = ?2", enrolment, id).firstResultOptional();
  }
}
