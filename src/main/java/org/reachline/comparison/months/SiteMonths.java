package org.reachline.comparison.months;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Joins the ledgers of a study into site-months: one query per ledger, whatever the number of
 * sites.
 */
@ApplicationScoped
public class SiteMonths {
  @Inject Protocols protocols;
  @Inject UnitDoses doses;
  @Inject Clock clock;

  /**
   * The joined ledgers.
   *
   * @param rows every site-month that the enrolled and started units have, by unit, site and month
   * @param doses what each unit received, by unit and strategy
   * @param notStarted codes of enrolled units without a start date, which have no months yet
   */
  public record Joined(List<SiteMonth> rows, List<UnitDose> doses, List<String> notStarted) {}

  /** Every site-month of a study, by unit, site and month. */
  public List<SiteMonth> of(Study study) {
    return join(study, CountingChoice.OF_THE_FILE).rows();
  }

  /** The ledgers joined, with dose as it counts under these rules. */
  public Joined join(Study study, CountingChoice counting) {
    StudyFile file = protocols.fileOf(study);
    List<Enrolment> units = listUnits(study);
    Map<Series, Map<Integer, Report>> reports = listReports(study);
    Map<String, MeasureSheet> sheets = new HashMap<>();
    UnitDoses.Received received = doses.of(study, file, units, counting);
    List<SiteMonth> rows = new ArrayList<>();
    List<String> notStarted = new ArrayList<>();
    for (Enrolment unit : units) {
      if (unit.startedOn == null) {
        notStarted.add(unit.unit.code);
        continue;
      }
      List<ReportPeriod> periods = ReportCalendar.of(file, unit).periods();
      for (Site site : unit.members.stream().sorted(Comparator.comparing(s -> s.code)).toList()) {
        LocalDate today = LocalDate.now(clock.withZone(site.zoneId()));
        MeasureSheet sheet = sheets.computeIfAbsent(site.type, type -> MeasureSheet.of(file, type));
        Map<Integer, Report> own = reports.getOrDefault(new Series(unit.id, site.id), Map.of());
        boolean leads = site.id.equals(unit.unit.id);
        for (ReportPeriod period : periods) {
          Report report = own.get(period.studyMonth());
          Map<String, BigDecimal> values =
              report == null ? Map.of() : sheet.complete(report.values());
          rows.add(
              new SiteMonth(
                  unit.unit.code,
                  site.code,
                  site.type,
                  period.studyMonth(),
                  period.phaseKey(),
                  protocols.armOf(unit).map(Arm::key),
                  Optional.ofNullable(unit.stratum),
                  Optional.ofNullable(unit.pair),
                  state(period, report, today),
                  values,
                  leads ? received.inPeriod(unit, period) : Map.of()));
        }
      }
    }
    return new Joined(rows, received.doses(), notStarted);
  }

  /** One run of study months: a unit that comes back after a withdrawal begins another. */
  private record Series(long enrolment, long site) {}

  /** What counts of a report. */
  private record Report(ReportState state, Map<String, BigDecimal> values) {}

  /** Reports by series and study month, read as plain values because a study has thousands. */
  private static Map<Series, Map<Integer, Report>> listReports(Study study) {
    Map<Series, Map<Integer, Report>> reports = new HashMap<>();
    for (Object[] row :
        SiteReport.getEntityManager()
            .createQuery(
                "select r.enrolment.id, r.site.id, r.studyMonth, r.state, r.values from SiteReport r"
                    + " where r.study = ?1",
                Object[].class)
            .setParameter(1, study)
            .getResultList()) {
      reports
          .computeIfAbsent(new Series((Long) row[0], (Long) row[1]), series -> new HashMap<>())
          .put((Integer) row[2], new Report((ReportState) row[3], numbers(row[4])));
    }
    return reports;
  }

  private static Map<String, BigDecimal> numbers(Object column) {
    Map<String, BigDecimal> numbers = new LinkedHashMap<>();
    ((Map<?, ?>) column).forEach((key, value) -> numbers.put((String) key, (BigDecimal) value));
    return numbers;
  }

  /**
   * Enrolments whose sites count: a unit that was enrolled again after a withdrawal counts with its
   * last enrolment, whose months are a series of their own. One that was withdrawn counts on as it
   * was randomised, even if its leading site has become a partner elsewhere.
   */
  private static List<Enrolment> listUnits(Study study) {
    List<Enrolment> all = Enrolment.listForStudy(study);
    Map<Long, Enrolment> holding = Enrolment.byUnit(all);
    return all.stream().filter(e -> holding.get(e.unit.id) == e).toList();
  }

  private static MonthState state(ReportPeriod period, Report report, LocalDate today) {
    if (report != null && report.state() != ReportState.DRAFT) {
      return MonthState.REPORTED;
    }
    if (!period.expected()) {
      return MonthState.WITHDRAWN;
    }
    if (!today.isAfter(period.to())) {
      return MonthState.NOT_YET;
    }
    return report == null ? MonthState.MISSING : MonthState.DRAFT;
  }
}
