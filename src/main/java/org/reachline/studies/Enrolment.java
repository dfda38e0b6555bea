package org.reachline.studies;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Hibernate;
import org.reachline.base.OrderedEntity;
import org.reachline.base.trail.AuditedEntity;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.Arm;
import org.reachline.sites.Site;

/**
 * A randomised unit in a study: a site with its partners, its start date, its stratum and pair, and
 * (once allocated) its arm. Study months count from {@link #startedOn}.
 */
@Entity
@EntityListeners(EnrolmentWrites.class)
public class Enrolment extends AuditedEntity {
  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** Version of the protocol at enrolment. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "study_version_id")
  public StudyVersion studyVersion;

  /** The unit's leading site: the jail, or a site that stands alone. */
  @ManyToOne(optional = false)
  @JoinColumn(name = "unit_site_id")
  public Site unit;

  /** All sites of the unit, the leading one included. */
  @ManyToMany
  @JoinTable(
      name = "enrolment_member",
      joinColumns = @JoinColumn(name = "enrolment_id"),
      inverseJoinColumns = @JoinColumn(name = "site_id"))
  public Set<Site> members = new HashSet<>();

  /** Days on which partners came in after their unit, by key of the site; others came with it. */
  @ElementCollection
  @CollectionTable(name = "enrolment_joined", joinColumns = @JoinColumn(name = "enrolment_id"))
  @MapKeyColumn(name = "site_id")
  @Column(name = "joined_on")
  public Map<Long, LocalDate> joined = new HashMap<>();

  /** Day of enrolment. */
  @Column(name = "enrolled_on", nullable = false)
  public LocalDate enrolledOn;

  /** First day of study month 1, or null while not set. */
  @Column(name = "started_on")
  public LocalDate startedOn;

  /** Stratum of the allocation, or null where the study has none. */
  public String stratum;

  /**
   * Pair or block of the allocation (such as a health system), or null where the study has none.
   */
  public String pair;

  /**
   * Key of the arm in the study file, or null before allocation. Whoever shows it asks who may see
   * it.
   */
  @Column(name = "arm_key")
  public String armKey;

  /** Last day in the study, or null. */
  @Column(name = "withdrawn_on")
  public LocalDate withdrawnOn;

  /** Why it was withdrawn, or null. */
  @Column(name = "withdrawal_reason")
  public String withdrawalReason;

  /** Subject of its lines in the audit trail. */
  @Override
  public String subject() {
    return subject(study, unit);
  }

  @Override
  public String label(String property) {
    return EnrolmentFacts.SHEET.label(property);
  }

  /** The subject that the enrolment of a site as a unit has, or would have. */
  public static String subject(Study study, Site unit) {
    return "enrolment:" + study.slug + "/" + unit.code;
  }

  /** What the coordinator said of it. */
  public EnrolmentFacts facts() {
    return new EnrolmentFacts(enrolledOn, startedOn, stratum, pair);
  }

  /** Lets it be as these facts say. */
  public void say(EnrolmentFacts facts) {
    enrolledOn = facts.enrolledOn();
    startedOn = facts.startsOn();
    stratum = facts.stratum();
    pair = facts.pair();
  }

  /** The day on which a member came in: with the unit, or later. */
  public LocalDate joinedOn(Site member) {
    return joined.getOrDefault(member.id, enrolledOn);
  }

  /** Whether it has not been withdrawn. */
  public boolean isActive() {
    return withdrawnOn == null;
  }

  /** Enrolments of a study, withdrawn ones too, by unit code. */
  public static List<Enrolment> listForStudy(Study study) {
    return list(
        "select distinct e from Enrolment e join fetch e.unit left join fetch e.members where"
            + " e.study = ?1 order by e.unit.code",
        study);
  }

  /**
   * Active units of a study by code, to be asked for page by page.
   *
   * @param sites keys of sites of which a unit has one at least; null for all units
   * @param typed part of the leading site's code or name; blank for all
   */
  public static PanacheQuery<Enrolment> findActive(
      Study study, Collection<Long> sites, String typed) {
    boolean all = sites == null;
    return find(
        "from Enrolment e join fetch e.unit u where e.study = ?1 and e.withdrawnOn is null and (?2 ="
            + " true or exists (select 1 from Enrolment x join x.members m where x = e and m.id in"
            + " ?3)) and (locate(?4, lower(u.code)) > 0 or locate(?4, lower(u.name)) > 0) order by"
            + " u.code, e.ordinal",
        study,
        all,
        all || sites.isEmpty() ? List.of(-1L) : sites,
        typed.strip().toLowerCase(Locale.ROOT));
  }

  /** Units in a study that lack an arm or a start date, by code, to be asked for page by page. */
  public static PanacheQuery<Enrolment> findUnready(Study study, StudyFile file) {
    // A study with one arm and nothing to allocate has no allocation to wait for.
    boolean allocates =
        file.allocation().method() != AllocationMethod.NONE || file.arms().size() != 1;
    return find(
        "from Enrolment e join fetch e.unit where e.study = ?1 and e.withdrawnOn is null and"
            + " (e.startedOn is null or "
            + (allocates ? "e.armKey is null or " : "")
            + "e.armKey not in ?2) order by e.unit.code",
        study,
        file.arms().stream().map(Arm::key).toList());
  }

  /** The enrolments with these keys, with their leading sites. */
  public static List<Enrolment> listByIds(Collection<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : list("from Enrolment e join fetch e.unit where e.id in ?1 order by e.unit.code", ids);
  }

  /** Enrolments of many studies, by their keys, withdrawn ones too. */
  public static List<Enrolment> listForStudies(Collection<Long> studies) {
    return list(
        "select distinct e from Enrolment e join fetch e.unit left join fetch e.members where"
            + " e.study.id in ?1",
        studies);
  }

  /** Enrolments in any study that one of these sites belongs to, withdrawn ones too. */
  public static List<Enrolment> listForSites(Collection<Long> sites) {
    return sites.isEmpty()
        ? List.of()
        : list(
            "select distinct e from Enrolment e join fetch e.unit left join fetch e.members where"
                + " exists (select 1 from Enrolment x join x.members m where x = e and m.id in ?1)"
                + " order by e.unit.code",
            sites);
  }

  /**
   * Reads members of these units, and when they came in, with one question each. Left to themselves
   * they are asked for unit by unit after anything was written or asked in SQL.
   */
  public static void readMembers(Collection<Enrolment> units) {
    List<Long> unread =
        units.stream()
            .filter(
                unit ->
                    !Hibernate.isInitialized(unit.members) || !Hibernate.isInitialized(unit.joined))
            .map(unit -> unit.id)
            .toList();
    if (!unread.isEmpty()) {
      list("from Enrolment e left join fetch e.members where e.id in ?1", unread);
      list("from Enrolment e left join fetch e.joined where e.id in ?1", unread);
    }
  }

  /** The enrolment in a study that a site belongs to, active first, if there is one. */
  public static Optional<Enrolment> findForSite(Study study, Site site) {
    return find(
            "from Enrolment e where e.study = ?1 and ?2 member of e.members order by case when"
                + " e.withdrawnOn is null then 0 else 1 end, e.ordinal desc",
            study,
            site)
        .firstResultOptional();
  }

  /**
   * The enrolment in a study that a site belonged to on a day. Where it was withdrawn and enrolled
   * again, that is the last one it had come into by then; before all of them, the first one. So the
   * answer for a day stays the same when the site comes back later.
   */
  public static Optional<Enrolment> findForSite(Study study, Site site, LocalDate day) {
    return findForSite(list("study = ?1 and ?2 member of members", study, site), site, day);
  }

  /** The same among the site's stays in one study. */
  public static Optional<Enrolment> findForSite(
      Collection<Enrolment> stays, Site site, LocalDate day) {
    Comparator<Enrolment> byDay =
        Comparator.comparing((Enrolment e) -> e.joinedOn(site)).thenComparing(byAge());
    return stays.stream()
        .filter(e -> !e.joinedOn(site).isAfter(day))
        .max(byDay)
        .or(() -> stays.stream().min(byDay));
  }

  /**
   * The enrolment that each site is in, by the site's key, of all enrolments of a study: the same
   * one that {@link #findForSite} finds.
   */
  public static Map<Long, Enrolment> bySite(Collection<Enrolment> all) {
    Map<Long, Enrolment> found = new HashMap<>();
    for (Enrolment enrolment : all) {
      for (Site site : enrolment.members) {
        found.merge(site.id, enrolment, Enrolment::holding);
      }
    }
    return found;
  }

  /** The enrolment that each leading site's unit is in, by the leading site's key. */
  public static Map<Long, Enrolment> byUnit(Collection<Enrolment> all) {
    Map<Long, Enrolment> found = new HashMap<>();
    all.forEach(enrolment -> found.merge(enrolment.unit.id, enrolment, Enrolment::holding));
    return found;
  }

  /** Which of two counts for a site or unit that is in both: an active one, else the newest. */
  private static Enrolment holding(Enrolment one, Enrolment other) {
    if (one.isActive() != other.isActive()) {
      return one.isActive() ? one : other;
    }
    return OrderedEntity.<Enrolment>byAge().compare(one, other) > 0 ? one : other;
  }

  /** Every enrolment of a site in any study. */
  public static List<Enrolment> listForSite(Site site) {
    return list(
        "from Enrolment e join fetch e.study where ?1 member of e.members order by e.ordinal",
        site);
  }

  /** The studies in which any of these sites takes or took part, by title. */
  public static List<Study> listStudiesOfSites(Collection<Long> siteIds) {
    return siteIds.isEmpty()
        ? List.of()
        : getEntityManager()
            .createQuery(
                "select distinct e.study from Enrolment e join e.members m where m.id in ?1 order"
                    + " by e.study.title",
                Study.class)
            .setParameter(1, siteIds)
            .getResultList();
  }
}
