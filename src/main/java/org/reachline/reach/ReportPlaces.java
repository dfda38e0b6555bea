package org.reachline.reach;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.reachline.base.Refusal;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.file.StudyFile;

/** Finds the report that an address means, for those who may read it. */
@RequestScoped
public class ReportPlaces {
  @Inject Protocols protocols;
  @Inject ReportRights rights;

  /**
   * The place that an address names.
   *
   * @param month a study month such as {@code 3} or {@code -5}, or a phase's key where the study
   *     reports per phase
   * @throws Refusal.NotFound if it does not exist, or not for the current person
   */
  public ReportPlace get(String slug, String siteCode, String month) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(siteCode);
    rights.requireRead(site);
    Enrolment enrolment = Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new);
    StudyFile file = protocols.fileOf(study);
    ReportCalendar calendar = ReportCalendar.of(file, enrolment, site);
    ReportPeriod period =
        calendar
            .findPhase(month)
            .or(() -> number(month).flatMap(calendar::find))
            .orElseThrow(Refusal.NotFound::new);
    return new ReportPlace(
        study, file, enrolment, site, calendar, period, MeasureSheet.of(file, site.type));
  }

  private static Optional<Integer> number(String month) {
    return month.matches("-?[0-9]{1,4}") ? Optional.of(Integer.valueOf(month)) : Optional.empty();
  }
}
