package org.reachline.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

@QuarkusTest
class SessionPlannerTest {
  @Inject SessionPlanner planner;
  @Inject Audience audience;

  private List<EchoSession> sessions(EchoTrial trial) {
    return QuarkusTransaction.requiringNew()
        .call(() -> EchoSession.listForStudy(Study.getBySlug(trial.trial().slug())));
  }

  @Test
  void givesOneSessionPerMonthOfTheProtocolAtNoonInTheHubsZone() {
    List<EchoSession> sessions = sessions(EchoTrial.planned());
    assertThat(sessions).hasSize(12);
    assertThat(sessions.get(0).startsAt).isEqualTo("2026-01-13T18:00:00Z");
    assertThat(sessions.get(2).startsAt)
        .as("after clocks went forward")
        .isEqualTo("2026-03-10T17:00:00Z");
    assertThat(sessions.get(11).startsAt).isEqualTo("2026-12-08T18:00:00Z");
    assertThat(sessions)
        .allSatisfy(
            s ->
                assertThat(s.startsAt.atZone(ZoneId.of("America/Chicago")).toLocalTime())
                    .isEqualTo(LocalTime.NOON));
    assertThat(sessions)
        .extracting(s -> s.number)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(sessions).extracting(s -> s.durationMinutes).containsOnly(60);
  }

  @Test
  void takesTheAgendaWithItsTwoCasesFromTheStudyFile() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoSession first = EchoSession.findById(trial.sessions().get(0));
              assertThat(first.caseSlots()).isEqualTo(2);
              assertThat(first.agenda)
                  .extracting(item -> item.label)
                  .containsExactly(
                      "Welcome and introductions",
                      "Didactic",
                      "First case",
                      "Second case",
                      "Summary and announcements");
            });
  }

  @Test
  void makingItAgainAddsNothingEvenIfASessionWasMovedOrCancelled() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoSession.<EchoSession>findById(trial.sessions().get(1)).startsAt =
                  Instant.parse("2026-02-11T18:00:00Z");
              EchoSession.<EchoSession>findById(trial.sessions().get(2))
                  .cancel("hub flu", Instant.parse("2026-02-01T00:00:00Z"));
            });
    List<EchoSession> added =
        QuarkusTransaction.requiringNew()
            .call(() -> planner.plan(Study.getBySlug(trial.trial().slug())));
    assertThat(added).isEmpty();
    assertThat(sessions(trial)).hasSize(12);
  }

  @Test
  void aSiteThatStartsLaterAddsTheMonthsAfterTheOthers() {
    EchoTrial trial = EchoTrial.planned();
    List<EchoSession> added =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  Enrolment rock = Enrolment.findById(trial.trial().enrolment("WI-ROCK").id);
                  rock.armKey = "HIGH-ECHO";
                  rock.startedOn = LocalDate.of(2026, 4, 1);
                  return planner.plan(Study.getBySlug(trial.trial().slug()));
                });
    assertThat(added)
        .extracting(s -> s.startsAt.toString())
        .containsExactly("2027-01-12T18:00:00Z", "2027-02-09T18:00:00Z", "2027-03-09T18:00:00Z");
    assertThat(added).extracting(s -> s.number).containsExactly(13, 14, 15);
  }

  @Test
  void nothingIsPlannedBeforeAnySiteHasArmAndStart() {
    TrialBuilder.Trial trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .save();
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(() -> planner.missing(Study.getBySlug(trial.slug()), p -> true)))
        .isEmpty();
  }

  @Test
  void expectsPrescribersOfOfferedSitesAndNobodyElse() {
    EchoTrial trial = EchoTrial.planned();
    List<String> expected =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    audience.expected(EchoSession.findById(trial.sessions().get(0))).stream()
                        .map(e -> e.person().email + " " + e.site().name + " " + e.part())
                        .toList());
    assertThat(expected)
        .containsExactlyInAnyOrder(
            TrialBuilder.CLINICIAN + " Dane County Jail prescriber",
            EchoTrial.COLLEAGUE + " Dane County Jail prescriber");
  }

  @Test
  void aSiteIsExpectedOnlyInTheMonthsOfItsOwnProtocol() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Enrolment dane = Enrolment.findById(trial.trial().enrolment("WI-DANE").id);
              dane.startedOn = LocalDate.of(2026, 3, 1);
              Enrolment.flush();
              assertThat(audience.expected(EchoSession.findById(trial.sessions().get(0))))
                  .isEmpty();
              assertThat(audience.expected(EchoSession.findById(trial.sessions().get(2))))
                  .hasSize(2);
            });
  }
}
