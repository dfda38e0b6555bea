package org.reachline.comparison.months;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.coaching.TestContacts;
import org.reachline.comparison.ComparisonPageTest;
import org.reachline.comparison.ReportedTrial;
import org.reachline.people.Person;
import org.reachline.personas.AsResearcher;
import org.reachline.reach.reports.ReportState;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.attendance.AttendanceChanged;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

@QuarkusTest
class SiteMonthsTest {
  @Inject SiteMonths siteMonths;
  @Inject SessionFactory database;
  @Inject Event<AttendanceChanged> changed;

  private static final LocalDate START = ReportedTrial.LONG_OVER;

  private List<SiteMonth> rows(TrialBuilder.Trial trial) {
    return QuarkusTransaction.requiringNew()
        .call(() -> siteMonths.of(Study.getBySlug(trial.slug())));
  }

  @Test
  void joinsReportsWithTheStudysMonthsAndArms() {
    TrialBuilder.Trial trial = ReportedTrial.of(1, START);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              ReportedTrial.report(
                  trial, "WI-A0", 1, ReportState.SUBMITTED, ReportedTrial.counts(100, 4, 2, 1));
              ReportedTrial.report(
                  trial, "WI-A0", 2, ReportState.DRAFT, ReportedTrial.counts(100, 9, 9, 9));
              ReportedTrial.report(
                  trial, "WI-A0", 3, ReportState.LOCKED, Map.of("adp", BigDecimal.valueOf(90)));
            });
    List<SiteMonth> rows = rows(trial);
    assertThat(rows).hasSize(30);
    assertThat(rows).extracting(SiteMonth::studyMonth).startsWith(-5, -4).endsWith(23, 24);
    SiteMonth first = rows.get(6);
    assertThat(first.phase()).isEqualTo("intervention");
    assertThat(first.arm()).contains("LOW");
    assertThat(first.stratum()).contains("MEDIUM");
    // Computed measures follow from what was typed.
    assertThat(first.value("new_total")).contains(BigDecimal.valueOf(7));
    assertThat(first.value("naloxone_kits")).isEmpty();
    assertThat(rows.get(7).state()).isEqualTo(MonthState.DRAFT);
    assertThat(rows.get(7).value("new_total")).isEmpty();
    assertThat(rows.get(8).value("adp")).contains(BigDecimal.valueOf(90));
    assertThat(rows.get(8).value("new_total")).isEmpty();
    assertThat(rows.get(9).state()).isEqualTo(MonthState.MISSING);
  }

  @Test
  void knowsTheOneArmOfAStudyThatAllocatesNothing() {
    TrialBuilder.Trial trial =
        TrialBuilder.aTrial("oend-naloxone").withSite("WI-O1", "Outreach").startedOn(START).save();
    assertThat(rows(trial)).isNotEmpty().allMatch(row -> row.arm().equals(Optional.of("ALL")));
  }

  @Test
  void knowsMonthsThatAreNotOver() {
    TrialBuilder.Trial trial = ReportedTrial.of(1, LocalDate.now().minusMonths(2));
    List<SiteMonth> rows = rows(trial);
    assertThat(rows.get(6).state()).isEqualTo(MonthState.MISSING);
    assertThat(rows.get(rows.size() - 1).state()).isEqualTo(MonthState.NOT_YET);
  }

  @Test
  void asksAsFewQuestionsForManySitesAsForFew() {
    TrialBuilder.Trial few = ReportedTrial.reported(2, START, month -> true);
    TrialBuilder.Trial many = ReportedTrial.reported(12, START, month -> true);
    assertThat(statements(many)).isEqualTo(statements(few)).isLessThan(12);
  }

  private long statements(TrialBuilder.Trial trial) {
    Statistics statistics = database.getStatistics();
    statistics.setStatisticsEnabled(true);
    statistics.clear();
    rows(trial);
    long count = statistics.getPrepareStatementCount();
    statistics.setStatisticsEnabled(false);
    return count;
  }

  @Test
  @AsResearcher
  void tellsDoseAsContactsAndMinutesAgainstThePlan() {
    // A0 is in LOW, A1 in LOW-ECHO, A2 in HIGH, A3 in HIGH-ECHO.
    TrialBuilder.Trial trial = ReportedTrial.of(4, START);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              TestContacts.held(trial, "WI-A2", "site_visit@1", START.plusDays(3), 250);
              TestContacts.held(trial, "WI-A2", "monthly_call@2", START.plusDays(40), 55);
              TestContacts.held(trial, "WI-A0", null, START.plusDays(50), 45);
              EchoSession session = session(trial, START.plusDays(10));
              attend(trial, "WI-A1", session, TrialBuilder.CLINICIAN, 50);
              attend(trial, "WI-A1", session, TrialBuilder.OUTSIDER, 58);
              // Present for less than half of the hour: does not count.
              attend(trial, "WI-A3", session, TrialBuilder.COACH, 20);
              // An arm that is not offered ECHO.
              attend(trial, "WI-A0", session, TrialBuilder.HUB, 60);
            });
    String of = "dose.find { it.strategy == '%s' && it.arm == '%s' }.%s";
    given()
        .get("/api" + trial.path() + "/comparison/primary")
        .then()
        .statusCode(200)
        .body(of.formatted("coaching", "HIGH", "contacts.median"), equalTo(2.0f))
        .body(of.formatted("coaching", "HIGH", "minutes.median"), equalTo(305.0f))
        .body(of.formatted("coaching", "HIGH", "plannedContacts"), equalTo(12))
        .body(of.formatted("coaching", "HIGH", "plannedMinutes"), equalTo(900))
        .body(of.formatted("coaching", "LOW", "contacts.most"), equalTo(0))
        .body(of.formatted("coaching", "LOW", "plannedContacts"), equalTo(5))
        .body(of.formatted("coaching", "LOW", "beyondPlan"), equalTo(1))
        .body(of.formatted("echo", "LOW-ECHO", "contacts.median"), equalTo(1.0f))
        .body(of.formatted("echo", "LOW-ECHO", "minutes.median"), equalTo(58.0f))
        .body(of.formatted("echo", "HIGH-ECHO", "contacts.most"), equalTo(0))
        .body(of.formatted("echo", "LOW", "contacts.most"), equalTo(0))
        .body(of.formatted("echo", "LOW", "beyondPlan"), equalTo(1));
    List<SiteMonth> rows = rows(trial);
    SiteMonth visited =
        rows.stream()
            .filter(row -> row.unit().equals(trial.code("WI-A2")) && row.studyMonth() == 1)
            .findFirst()
            .orElseThrow();
    assertThat(visited.delivered()).containsEntry("coaching", new Delivered(1, 250));
    String page =
        ComparisonPageTest.words(
            given().get(trial.path() + "/comparison").then().statusCode(200).extract().asString());
    assertThat(page).contains("High-dose coaching 1 2 (2 to 2) 12 12 5.1 (5.1 to 5.1) 15 15 0");
  }

  private static EchoSession session(TrialBuilder.Trial trial, LocalDate day) {
    EchoProgram program = new EchoProgram();
    program.study = Study.findById(trial.study().id);
    program.strategy = "echo";
    program.name = "ECHO sessions";
    program.zone = "America/Chicago";
    program.persist();
    EchoSession session = new EchoSession();
    session.program = program;
    session.number = 1;
    session.startsAt = day.atTime(LocalTime.NOON).atZone(program.zoneId()).toInstant();
    session.durationMinutes = 60;
    session.close(session.endsAt());
    session.persist();
    return session;
  }

  private void attend(
      TrialBuilder.Trial trial, String site, EchoSession session, String email, int minutes) {
    Attendance attendance = new Attendance();
    attendance.session = session;
    attendance.person = Person.findByEmail(email).orElseThrow();
    attendance.site = Site.findById(trial.site(site).id);
    attendance.minutes = minutes;
    attendance.evidence = Evidence.ROLL_CALL;
    attendance.persist();
    changed.fire(new AttendanceChanged(attendance, 0));
  }

  @Test
  void withdrawnUnitCountsOnAfterItsSiteBecameAPartner() {
    TrialBuilder.Trial trial = ReportedTrial.of(2, START);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Enrolment left = Enrolment.findById(trial.enrolment("WI-A1").id);
              left.withdrawnOn = START.plusMonths(4);
              left.withdrawalReason = "merged";
              Enrolment joins = Enrolment.findById(trial.enrolment("WI-A0").id);
              joins.members.add(left.unit);
            });
    assertThat(rows(trial))
        .extracting(SiteMonth::unit)
        .contains(trial.code("WI-A0"), trial.code("WI-A1"));
  }
}
