package org.reachline.comparison;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.reachline.TrialBuilder;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * A small trial of the 2x2 design with reports: jails A0, A1 ... whose rates differ by a fixed
 * pattern, so that every number of a page can be followed by hand.
 */
public final class ReportedTrial {
  public static final LocalDate LONG_OVER = LocalDate.of(2022, 1, 1);
  static final String[] ARMS = {"LOW", "LOW-ECHO", "HIGH", "HIGH-ECHO"};

  private ReportedTrial() {}

  /** So many jails, arms dealt round and round, started on this day, without reports. */
  public static TrialBuilder.Trial of(int jails, LocalDate startedOn) {
    TrialBuilder builder = TrialBuilder.aTrial("jail-moud-coaching-echo");
    for (int i = 0; i < jails; i++) {
      builder
          .withSite("WI-A" + i, "Jail " + i)
          .startedOn(startedOn)
          .inStratum("MEDIUM")
          .allocatedTo(ARMS[i % 4]);
    }
    return builder.save();
  }

  /** As above, with a submitted report for every month that the filter keeps. */
  public static TrialBuilder.Trial reported(int jails, LocalDate startedOn, IntPredicate months) {
    TrialBuilder.Trial trial = of(jails, startedOn);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (int i = 0; i < jails; i++) {
                for (int month = -5; month <= 24; month++) {
                  if (months.test(month)) {
                    report(
                        trial,
                        "WI-A" + i,
                        month,
                        ReportState.SUBMITTED,
                        counts(100 + 10 * i, 6 + i % 3 + (month > 0 ? i % 4 : 0), 2, 1));
                  }
                }
              }
            });
    return trial;
  }

  /** A trial whose outcome is rare: some events per jail and phase, in its larger jails. */
  static TrialBuilder.Trial rare(int jails) {
    TrialBuilder.Trial trial = of(jails, LONG_OVER);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (int i = 0; i < jails; i++) {
                for (int month = -5; month <= 24; month++) {
                  int events = (month + 7 * i) % (5 + i % 3) == 0 ? 1 : 0;
                  report(
                      trial,
                      "WI-A" + i,
                      month,
                      ReportState.SUBMITTED,
                      counts(100 + 10 * i, events, 0, 0));
                }
              }
            });
    return trial;
  }

  /** The typed measures of a jail's month. */
  public static Map<String, BigDecimal> counts(int population, int bup, int met, int ntx) {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    values.put("adp", BigDecimal.valueOf(population));
    values.put("oud_identified", BigDecimal.valueOf(60));
    values.put("eligible", BigDecimal.valueOf(50));
    values.put("new_bup", BigDecimal.valueOf(bup));
    values.put("new_met", BigDecimal.valueOf(met));
    values.put("new_ntx", BigDecimal.valueOf(ntx));
    values.put("on_moud_month_end", BigDecimal.valueOf(20));
    return values;
  }

  /** Writes a report; within a transaction. */
  public static void report(
      TrialBuilder.Trial trial,
      String code,
      int month,
      ReportState state,
      Map<String, BigDecimal> values) {
    Study study = Study.findById(trial.study().id);
    SiteReport report = new SiteReport();
    report.study = study;
    report.studyVersion = study.current;
    report.site = Site.findById(trial.site(code).id);
    report.enrolment = Enrolment.findForSite(study, report.site).orElseThrow();
    report.studyMonth = month;
    LocalDate start = trial.enrolments().values().iterator().next().startedOn;
    report.periodFrom = start.plusMonths(month - 1L);
    report.periodTo = start.plusMonths(month).minusDays(1);
    report.state = state;
    report.values = new LinkedHashMap<>(values);
    report.changedAt = Instant.parse("2024-06-01T12:00:00Z");
    report.changedBy = TrialBuilder.CLINICIAN;
    if (state != ReportState.DRAFT) {
      report.submittedAt = report.changedAt;
      report.submittedBy = report.changedBy;
    }
    if (state == ReportState.LOCKED) {
      report.lockedAt = report.changedAt;
      report.lockedBy = "system";
    }
    report.persist();
  }
}
