package org.reachline.projects;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Refusal;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.records.SiteRecord;

/**
 * A change project of a site: one aim, one population, one level of care, one location. Change any
 * of the four and it is another project, so they stand still once the first cycle began. Amended or
 * withdrawn with a reason, never erased.
 */
@Entity
@Table(name = "change_project")
public class ChangeProject extends SiteRecord<ProjectFacts> {
  /** Day on which it was closed, or null while it runs. */
  @Column(name = "closed_on")
  public LocalDate closedOn;

  /** What became of the aim and how it is kept up; null while it runs. */
  @Column(name = "closing_words")
  public String closingWords;

  /** Name of the project in the audit trail. */
  @Override
  public String subject() {
    return "change_project:" + id;
  }

  /** Whether cycles can still be added: it stands and is not closed. */
  public boolean isOpen() {
    return isStanding() && closedOn == null;
  }

  /** How it stands, in a word. */
  public String stateLabel() {
    return !isStanding() ? "Withdrawn" : closedOn == null ? "Running" : "Closed";
  }

  /**
   * Passes only a project that can be changed.
   *
   * @throws Refusal.Conflict if it was withdrawn or closed
   */
  public void requireOpen() {
    if (!isStanding()) {
      throw new Refusal.Conflict(
          "This project was withdrawn by " + withdrawnBy + ". It can no longer be changed.");
    }
    if (closedOn != null) {
      throw new Refusal.Conflict(
          "This project was closed. Start another one to go on.", subject(), null);
    }
  }

  @Override
  public void requireStanding() {
    requireOpen();
  }

  /** The trail keeps one measure, whoever it is of. */
  @Override
  protected Map<String, Object> state() {
    Map<String, Object> state = ProjectFacts.SHEET.state(facts);
    Object own = state.remove("ownMeasure");
    state.computeIfAbsent("measure", studys -> own);
    state.put("closed_on", closedOn);
    state.put("closing_words", closingWords);
    state.put("withdrawn", withdrawalReason);
    return state;
  }

  /** Takes it back, for good. @throws Refusal.Conflict if it was withdrawn or closed before */
  @Override
  public void withdraw(String by, String reason, Instant now) {
    requireOpen();
    super.withdraw(by, reason, now);
  }

  @Override
  protected String noun() {
    return "project";
  }

  /** Closes it. @throws Refusal.Conflict if it was withdrawn or closed before */
  void close(LocalDate day, String words) {
    requireOpen();
    closedOn = day;
    closingWords = words;
  }

  /** Projects of a unit, withdrawn ones too, newest first. */
  public static List<ChangeProject> listForEnrolment(Enrolment enrolment) {
    return list(
        "from ChangeProject p join fetch p.site where p.enrolment = ?1"
            + " order by p.facts.startsOn desc, p.ordinal desc",
        enrolment);
  }

  /**
   * Projects of a study to be asked for page by page, withdrawn ones too, newest first.
   *
   * @param sites keys of the sites whose projects are asked for; null for all
   */
  static PanacheQuery<ChangeProject> findForStudy(Study study, Collection<Long> sites) {
    String newest = " order by p.facts.startsOn desc, p.ordinal desc";
    return sites == null
        ? find("from ChangeProject p where p.study = ?1" + newest, study)
        : find(
            "from ChangeProject p where p.study = ?1 and p.site.id in ?2" + newest, study, sites);
  }

  /** Projects of a study, withdrawn ones too, newest first. */
  public static List<ChangeProject> listForStudy(Study study) {
    return list(
        "from ChangeProject p join fetch p.site join fetch p.enrolment where p.study = ?1"
            + " order by p.facts.startsOn desc, p.ordinal desc",
        study);
  }

  /** The project of this key in a unit. */
  public static Optional<ChangeProject> find(Enrolment enrolment, long id) {
    return find("enrolment = ?1 and id = ?2", enrolment, id).firstResultOptional();
  }
}
