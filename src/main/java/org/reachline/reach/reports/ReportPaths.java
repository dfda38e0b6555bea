package org.reachline.reach.reports;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.Optional;
import org.reachline.base.Refusal;
import org.reachline.protocol.StudyFile;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Finds the report that an address means, for those who may read it. */
@RequestScoped
public class ReportPaths {
  @Inject Protocols protocols;
  @Inject ReportAccess access;

  /**
   * The place that an address names.
   *
   * @param month a study month such as {@code 3} or {@code -5}, or a phase's key where the study
   *     reports per phase
   * @throws Refusal.NotFound if it does not exist, or not for the current person
   */
  public ReportPlace get(String slug, String siteCode, String month) {
    return get(slug, siteCode, month, null);
  }

  /**
   * The place that an address names, under an earlier enrolment if it says so.
   *
   * @param enrolled day of an enrolment such as {@code 2026-01-15}; null or blank for the present
   *     one
   * @throws Refusal.NotFound if it does not exist, or not for the current person
   */
  public ReportPlace get(String slug, String siteCode, String month, String enrolled) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(siteCode);
    access.requireRead(site);
    Enrolment present = Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new);
    Enrolment enrolment =
        enrolled == null || enrolled.isBlank() ? present : on(enrolled, study, site, present);
    StudyFile file = protocols.fileOf(study);
    ReportCalendar calendar = ReportCalendar.of(file, enrolment, site);
    ReportPeriod period =
        calendar
            .findPhase(month)
            .or(() -> number(month).flatMap(calendar::find))
            .orElseThrow(Refusal.NotFound::new);
    return new ReportPlace(
        study,
        file,
        enrolment,
        site,
        calendar,
        period,
        MeasureSheet.of(file, site.type),
        !enrolment.id.equals(present.id));
  }

  /**
   * The enrolment of a day. A stay may begin on the day on which one before it began, or in which
   * the site was a partner: then the earlier one is meant, for the present one needs no day.
   */
  private static Enrolment on(String enrolled, Study study, Site site, Enrolment present) {
    return Enrolment.listForSite(site).stream()
        .filter(
            e -> e.study.id.equals(study.id) && e.enrolledOn.toString().equals(enrolled.strip()))
        .max(
            Comparator.comparing((Enrolment e) -> !e.id.equals(present.id))
                .thenComparing(Enrolment.byAge()))
        .orElseThrow(Refusal.NotFound::new);
  }

  private static Optional<Integer> number(String month) {
    return month.matches("-?[0-9]{1,4}") ? Optional.of(Integer.valueOf(month)) : Optional.empty();
  }
}
