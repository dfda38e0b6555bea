package org.reachline.reach.reports;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.TypedQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditedEntity;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/**
 * What one site counted in one study month, or in one phase where the study reports per phase. A
 * measure that is not among the values is blank: not reported. 0 is a count of none.
 */
@Entity
@Table(name = "site_report")
public class SiteReport extends AuditedEntity {
  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** Whose counts. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Site site;

  /** The unit's stay in the study from whose start the month counts; a later one begins anew. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** Version of the study file that the report was last filled in under. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "study_version_id")
  public StudyVersion studyVersion;

  /** Study month; the phase's first month where the study reports per phase. */
  @Column(name = "study_month", nullable = false)
  public int studyMonth;

  /** First day counted, in the site's zone. */
  @Column(name = "period_from", nullable = false)
  public LocalDate periodFrom;

  /** Last day counted, in the site's zone. */
  @Column(name = "period_to", nullable = false)
  public LocalDate periodTo;

  /** How far it has come. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public ReportState state = ReportState.DRAFT;

  /**
   * Numbers by measure key; yes and no are 1 and 0. A measure that is absent is blank. Replaced as
   * a whole, never changed in place, so that nobody copies it to see whether it was.
   */
  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  @Column(name = "measured", nullable = false)
  public Map<String, BigDecimal> values = new LinkedHashMap<>();

  /**
   * Answers in words by measure key, for measures of words; never exported. Replaced as a whole.
   */
  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  @Column(name = "worded", nullable = false)
  public Map<String, String> words = new LinkedHashMap<>();

  /** Why the warnings of the study file do not apply, or null; never exported. */
  @Column(name = "warning_note")
  public String warningNote;

  /** When it was handed in for the first time, or null. */
  @Column(name = "submitted_at")
  public Instant submittedAt;

  /** Mail address of who handed it in first, or null. */
  @Column(name = "submitted_by")
  public String submittedBy;

  /** When it was locked last, or null. */
  @Column(name = "locked_at")
  public Instant lockedAt;

  /** Mail address of who locked it last, {@code system} for the calendar, or null. */
  @Column(name = "locked_by")
  public String lockedBy;

  /** When a coordinator opened it again, or null; the calendar then leaves it open. */
  @Column(name = "unlocked_at")
  public Instant unlockedAt;

  /** When it was changed last. */
  @Column(name = "changed_at", nullable = false)
  public Instant changedAt;

  /** Mail address of who changed it last. */
  @Column(name = "changed_by", nullable = false)
  public String changedBy;

  /** Takes new numbers and words. @throws Refusal.Conflict if the report is locked */
  public void fill(
      Map<String, BigDecimal> values, Map<String, String> words, String by, Instant at) {
    requireOpen();
    this.values = new LinkedHashMap<>(values);
    this.words = new LinkedHashMap<>(words);
    changed(by, at);
  }

  /**
   * Hands the report in; the first time counts for timeliness.
   *
   * @param note why warnings do not apply, or null if there were none
   * @throws Refusal.Conflict if the report is locked
   */
  public void submit(String note, String by, Instant at) {
    requireOpen();
    warningNote = note;
    if (submittedAt == null) {
      submittedAt = at;
      submittedBy = by;
    }
    state = ReportState.SUBMITTED;
    changed(by, at);
  }

  /** Closes it. @throws Refusal.Conflict unless it is submitted */
  public void lock(String by, Instant at) {
    if (state != ReportState.SUBMITTED) {
      throw state == ReportState.LOCKED
          ? new Refusal.Conflict("This report is locked already.", subject(), null)
          : new Refusal.Conflict("Only a submitted report can be locked; this one is a draft.");
    }
    state = ReportState.LOCKED;
    lockedAt = at;
    lockedBy = by;
    changed(by, at);
  }

  /** Opens it again for amendments. @throws Refusal.Conflict unless it is locked */
  public void unlock(String by, Instant at) {
    if (state != ReportState.LOCKED) {
      throw new Refusal.Conflict("This report is not locked.", subject(), null);
    }
    state = ReportState.SUBMITTED;
    unlockedAt = at;
    changed(by, at);
  }

  /** Whether it cannot be changed: locked, or the calendar's day to lock it has come. */
  public boolean isClosed(ReportPeriod period, LocalDate today) {
    return state == ReportState.LOCKED
        || (state == ReportState.SUBMITTED && unlockedAt == null && period.locksBy(today));
  }

  /** Subject of its lines in the audit trail. */
  @Override
  public String subject() {
    return "site_report:" + id;
  }

  private void requireOpen() {
    if (state == ReportState.LOCKED) {
      throw new Refusal.Conflict(
          "This report is locked. A coordinator can unlock it, with a reason.",
          subject(),
          "report.locked");
    }
  }

  private void changed(String by, Instant at) {
    changedBy = by;
    changedAt = at;
  }

  /** Every report of a study, drafts and earlier enrolments too, by site code and study month. */
  public static List<SiteReport> listForStudy(Study study) {
    return list(
        "from SiteReport r join fetch r.site where r.study = ?1 order by r.site.code,"
            + " r.enrolment.id, r.studyMonth",
        study);
  }

  /**
   * How far a report has come.
   *
   * @param enrolment key of the enrolment
   * @param site key of the site
   * @param month its study month
   * @param state how far
   * @param submittedAt when it was first handed in, or null
   */
  public record Standing(
      Long enrolment, Long site, int month, ReportState state, Instant submittedAt) {}

  /**
   * How far each report of a study has come.
   *
   * @param sites keys of the sites whose reports are asked for; null for all
   */
  public static List<Standing> listStandings(Study study, Collection<Long> sites) {
    if (sites != null && sites.isEmpty()) {
      return List.of();
    }
    TypedQuery<Standing> query =
        getEntityManager()
            .createQuery(
                "select r.enrolment.id, r.site.id, r.studyMonth, r.state, r.submittedAt from"
                    + " SiteReport r where r.study = ?1"
                    + (sites == null ? "" : " and r.site.id in ?2"),
                Standing.class)
            .setParameter(1, study);
    return (sites == null ? query : query.setParameter(2, sites)).getResultList();
  }

  /**
   * Reports of a study to be asked for page by page, drafts and earlier enrolments too, by site
   * code and study month.
   *
   * @param sites keys of the sites whose reports are asked for; null for all
   */
  public static PanacheQuery<SiteReport> findForStudy(Study study, Collection<Long> sites) {
    String order = " order by r.site.code, r.enrolment.id, r.studyMonth";
    return sites == null
        ? find("from SiteReport r where r.study = ?1" + order, study)
        : find("from SiteReport r where r.study = ?1 and r.site.id in ?2" + order, study, sites);
  }

  /** The reports of all sites of one enrolment, drafts too, by study month. */
  public static List<SiteReport> listForEnrolment(Enrolment enrolment) {
    return list(
        "from SiteReport r join fetch r.site where r.enrolment = ?1 order by r.studyMonth, r.site.code",
        enrolment);
  }

  /** The reports of a site under one enrolment, drafts too, by study month. */
  public static List<SiteReport> listForSite(Enrolment enrolment, Site site) {
    return list(
        "from SiteReport r where r.enrolment = ?1 and r.site = ?2 order by r.studyMonth",
        enrolment,
        site);
  }

  /** The report of a site for a study month of an enrolment, if one was begun. */
  public static Optional<SiteReport> find(Enrolment enrolment, Site site, int studyMonth) {
    return find("enrolment = ?1 and site = ?2 and studyMonth = ?3", enrolment, site, studyMonth)
        .firstResultOptional();
  }

  /** What tells the report of a site and month from all others of a study. */
  public static String key(Enrolment enrolment, Site site, int studyMonth) {
    return enrolment.id + "/" + site.id + "/" + studyMonth;
  }

  /** {@link #key} of this report. */
  public String key() {
    return key(enrolment, site, studyMonth);
  }
}
