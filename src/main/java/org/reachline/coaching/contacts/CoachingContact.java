package org.reachline.coaching.contacts;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.dose.Occurrence;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;
import org.reachline.studies.records.SiteRecord;

/**
 * One call, visit, webinar or mail between a coach and a site, as it went. It fulfils the planned
 * contact that it is matched to, or is unplanned help. Amended or withdrawn with a reason, never
 * erased.
 */
@Entity
@Table(name = "coaching_contact")
public class CoachingContact extends SiteRecord<ContactFacts> {
  /** Version of the study file under which it was logged. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "study_version_id")
  public StudyVersion studyVersion;

  @Override
  protected String noun() {
    return "contact";
  }

  @Override
  protected Map<String, String> state() {
    return ContactState.of(this);
  }

  /** Name of the contact in the audit trail. */
  @Override
  public String subject() {
    return "coaching_contact:" + id;
  }

  /** Whether it took place and still stands; only then can it add to the dose. */
  public boolean isDelivered() {
    return isStanding() && facts.outcome() == ContactOutcome.HELD;
  }

  /** The planned contact it fulfils, as {@code monthly_call@4}; empty for unplanned help. */
  public Optional<String> occurrence() {
    return Optional.ofNullable(facts.planned()).map(Occurrence::toString);
  }

  /** Day on which it began, in the zone of the unit's leading site, where windows are counted. */
  public LocalDate heldOn() {
    return facts.startsAt().atZone(enrolment.unit.zoneId()).toLocalDate();
  }

  /** How many people of the site took part. */
  public int peopleAttending() {
    return facts.attendees().stream().mapToInt(a -> a.people()).sum();
  }

  /**
   * The private note in force, or null. Only coaches of the site may be shown it: {@link
   * ContactAccess#mayReadNotes}.
   */
  public String privateNotes() {
    return PrivateNote.findFor(this).map(note -> note.text).orElse(null);
  }

  /** All contacts of a study, withdrawn ones too, by time. */
  public static List<CoachingContact> listForStudy(Study study) {
    return list(
        "from CoachingContact c join fetch c.enrolment e join fetch e.unit join fetch c.site"
            + " where c.study = ?1 order by c.facts.startsAt, c.ordinal",
        study);
  }

  /** All contacts of a unit, withdrawn ones too, by time. */
  public static List<CoachingContact> listForEnrolment(Enrolment enrolment) {
    return list(
        "from CoachingContact c join fetch c.site where c.enrolment = ?1 order by c.facts.startsAt, c.ordinal",
        enrolment);
  }

  /**
   * Contacts at these sites of a unit, to be asked for page by page, withdrawn ones too, by time.
   */
  public static PanacheQuery<CoachingContact> findForEnrolment(
      Enrolment enrolment, Collection<Long> sites) {
    return find(
        "from CoachingContact c where c.enrolment = ?1 and c.site.id in ?2 order by c.facts.startsAt,"
            + " c.ordinal",
        enrolment,
        sites);
  }

  /** Keys of the sites that contacts of a unit are of. */
  public static List<Long> listSiteIds(Enrolment enrolment) {
    return getEntityManager()
        .createQuery(
            "select distinct c.site.id from CoachingContact c where c.enrolment = ?1", Long.class)
        .setParameter(1, enrolment)
        .getResultList();
  }

  /** The standing contact of a site at exactly this time, if there is one. */
  public static Optional<CoachingContact> findStandingAt(Site site, Instant startsAt) {
    return find("site = ?1 and facts.startsAt = ?2 and withdrawnAt is null", site, startsAt)
        .firstResultOptional();
  }

  /** The contact that was held for a planned one, if there is one. */
  public static Optional<CoachingContact> findDelivered(
      Enrolment enrolment, String strategy, Occurrence planned) {
    return find(
            "enrolment = ?1 and facts.strategy = ?2 and facts.planned.key = ?3"
                + " and facts.planned.month = ?4 and facts.outcome = ?5 and withdrawnAt is null",
            enrolment,
            strategy,
            planned.key(),
            planned.month(),
            ContactOutcome.HELD)
        .firstResultOptional();
  }
}
