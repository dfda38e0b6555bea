package org.reachline.coaching.contacts;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.KeptRecord;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/**
 * One call, visit, webinar or mail between a coach and a site, as it went. It fulfils the planned
 * contact that it is matched to, or is unplanned help. Amended or withdrawn with a reason, never
 * erased.
 */
@Entity
@Table(name = "coaching_contact")
public class CoachingContact extends KeptRecord {
  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** Version of the study file under which it was logged. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "study_version_id")
  public StudyVersion studyVersion;

  /** The randomised unit whose dose it touches. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** The site of the unit that it was held with. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Site site;

  /** Key of the strategy in the study file. */
  @Column(nullable = false)
  public String strategy;

  /** When it began, or was to begin if it was not held. */
  @Column(name = "starts_at", nullable = false)
  public Instant startsAt;

  /** How long it lasted; 0 only if it was not held. */
  @Column(name = "duration_minutes", nullable = false)
  public int durationMinutes;

  /** The coach's preparation, or null if not noted. */
  @Column(name = "prep_minutes")
  public Integer prepMinutes;

  /** The coach's travel there and back, or null if not noted. */
  @Column(name = "travel_minutes")
  public Integer travelMinutes;

  /** How the two sides met. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public DeliveredMode mode;

  /** What sort of event it was. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public ContactKind kind;

  /** What became of it. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public ContactOutcome outcome;

  /** Key of the planned contact's line in the study file; null for unplanned help. */
  @Column(name = "planned_key")
  public String plannedKey;

  /** Study month of the planned contact; null for unplanned help. */
  @Column(name = "planned_month")
  public Integer plannedMonth;

  /** Who coached. */
  @ManyToMany
  @JoinTable(
      name = "coaching_contact_coach",
      joinColumns = @JoinColumn(name = "contact_id"),
      inverseJoinColumns = @JoinColumn(name = "person_id"))
  public Set<Person> coaches = new HashSet<>();

  /** Who of the site took part. */
  @ElementCollection
  @CollectionTable(
      name = "coaching_contact_attendee",
      joinColumns = @JoinColumn(name = "contact_id"))
  @OrderColumn(name = "place")
  public List<Attendee> attendees = new ArrayList<>();

  /** What it was about, or null. */
  public String topics;

  /** What was said, for the site to read too; or null. */
  public String summary;

  /** What was agreed, in order. */
  @ElementCollection
  @CollectionTable(
      name = "coaching_contact_next_step",
      joinColumns = @JoinColumn(name = "contact_id"))
  @OrderColumn(name = "place")
  public List<NextStep> nextSteps = new ArrayList<>();

  @Override
  protected String noun() {
    return "contact";
  }

  /** Name of the contact in the audit trail. */
  @Override
  public String subject() {
    return "coaching_contact:" + id;
  }

  /** Whether it took place and still stands; only then can it add to the dose. */
  public boolean isDelivered() {
    return isStanding() && outcome == ContactOutcome.HELD;
  }

  /** The planned contact it fulfils, as {@code monthly_call@4}; empty for unplanned help. */
  public Optional<String> occurrence() {
    return plannedKey == null ? Optional.empty() : Optional.of(plannedKey + "@" + plannedMonth);
  }

  /** Day on which it began, in the zone of the unit's leading site, where windows are counted. */
  public LocalDate heldOn() {
    return startsAt.atZone(enrolment.unit.zoneId()).toLocalDate();
  }

  /** How many people of the site took part. */
  public int peopleAttending() {
    return attendees.stream().mapToInt(a -> a.people).sum();
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
            + " where c.study = ?1 order by c.startsAt, c.ordinal",
        study);
  }

  /** All contacts of a unit, withdrawn ones too, by time. */
  public static List<CoachingContact> listForEnrolment(Enrolment enrolment) {
    return list(
        "from CoachingContact c join fetch c.site where c.enrolment = ?1 order by c.startsAt, c.ordinal",
        enrolment);
  }

  /**
   * Contacts at these sites of a unit, to be asked for page by page, withdrawn ones too, by time.
   */
  public static PanacheQuery<CoachingContact> findForEnrolment(
      Enrolment enrolment, Collection<Long> sites) {
    return find(
        "from CoachingContact c where c.enrolment = ?1 and c.site.id in ?2 order by c.startsAt,"
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
    return find("site = ?1 and startsAt = ?2 and withdrawnAt is null", site, startsAt)
        .firstResultOptional();
  }

  /** The contact that was held for a planned one, if there is one. */
  public static Optional<CoachingContact> findDelivered(
      Enrolment enrolment, String strategy, String plannedKey, int plannedMonth) {
    return find(
            "enrolment = ?1 and strategy = ?2 and plannedKey = ?3 and plannedMonth = ?4"
                + " and outcome = ?5 and withdrawnAt is null",
            enrolment,
            strategy,
            plannedKey,
            plannedMonth,
            ContactOutcome.HELD)
        .firstResultOptional();
  }
}
