package org.reachline.sessions.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.hosting.SessionActs;

@QuarkusTest
class RemindersTest {
  @Inject Reminders reminders;
  @Inject SessionInvitations invitations;
  @Inject SessionActs acts;

  private EchoTrial trial;

  @BeforeEach
  void invite() {
    trial = EchoTrial.planned();
    before(Duration.ofDays(3));
    QuarkusTransaction.requiringNew().run(() -> invitations.publish(session()));
    QuarkusTransaction.requiringNew().run(() -> OutboxMail.deleteAll());
  }

  @AfterEach
  void wantRemindersAgain() {
    QuarkusTransaction.requiringNew().run(() -> ReminderStop.deleteAll());
  }

  private EchoSession session() {
    return EchoSession.findById(trial.sessions().get(0));
  }

  private static void before(Duration distance) {
    EchoTrial.at(EchoTrial.FIRST.minus(distance));
  }

  private List<String> written() {
    reminders.writeDue();
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                OutboxMail.<OutboxMail>listAll().stream()
                    .filter(mail -> mail.mailKey.startsWith(SessionInvitations.key(session())))
                    .map(mail -> mail.to + " " + mail.subject.replaceAll(":.*", ""))
                    .sorted()
                    .toList());
  }

  @Test
  void remindsOnceADayAndOnceAnHourBefore() {
    before(Duration.ofHours(25));
    assertThat(written()).isEmpty();
    before(Duration.ofHours(24));
    assertThat(written()).hasSize(2);
    assertThat(written()).as("the job looks again").hasSize(2);
    before(Duration.ofMinutes(60));
    assertThat(written())
        .containsExactly(
            TrialBuilder.CLINICIAN + " Reminder, in one hour",
            TrialBuilder.CLINICIAN + " Reminder, tomorrow",
            EchoTrial.COLLEAGUE + " Reminder, in one hour",
            EchoTrial.COLLEAGUE + " Reminder, tomorrow");
    before(Duration.ofMinutes(10));
    assertThat(written()).hasSize(4);
  }

  @Test
  void leavesOutWhoWillNotComeAndWhoDoesNotWantIt() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Invitation.listForSession(session()).stream()
                  .filter(i -> i.person.email.equals(EchoTrial.COLLEAGUE))
                  .forEach(
                      i -> {
                        i.answer = Invitation.Answer.DECLINED;
                        i.answeredAt = EchoTrial.FIRST;
                      });
              ReminderStop.set(Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow(), true);
            });
    before(Duration.ofHours(24));
    assertThat(written()).isEmpty();
  }

  private List<OutboxMail.State> states() {
    reminders.writeDue();
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                OutboxMail.<OutboxMail>listAll().stream()
                    .filter(
                        mail -> mail.mailKey.startsWith(SessionInvitations.key(session()) + "/"))
                    .filter(mail -> mail.urgent)
                    .map(mail -> mail.state)
                    .toList());
  }

  @Test
  void whatWaitedUntilItsSessionBeganIsNotSentAnyMore() {
    before(Duration.ofMinutes(60));
    assertThat(states()).hasSize(2).containsOnly(OutboxMail.State.WAITING);
    before(Duration.ofMinutes(1));
    assertThat(states()).containsOnly(OutboxMail.State.WAITING);
    before(Duration.ZERO);
    assertThat(states()).hasSize(2).containsOnly(OutboxMail.State.FAILED);
    assertThat(QuarkusTransaction.requiringNew().call(() -> OutboxMail.countWanting())).isZero();
  }

  @Test
  void whatWaitsForACancelledOrMovedSessionIsNotSentAnyMore() {
    before(Duration.ofHours(24));
    assertThat(states()).hasSize(2).containsOnly(OutboxMail.State.WAITING);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                acts.move(
                    session(),
                    EchoTrial.FIRST.plus(Duration.ofDays(1)),
                    Change.now(session(), null)));
    assertThat(states()).hasSize(2).containsOnly(OutboxMail.State.FAILED);
    before(Duration.ZERO);
    assertThat(states())
        .containsExactlyInAnyOrder(
            OutboxMail.State.FAILED,
            OutboxMail.State.FAILED,
            OutboxMail.State.WAITING,
            OutboxMail.State.WAITING);
  }

  @Test
  void remindsOfNoCancelledSession() {
    QuarkusTransaction.requiringNew()
        .run(() -> acts.cancel(session(), Change.now(session(), "The hub has flu.")));
    QuarkusTransaction.requiringNew().run(() -> OutboxMail.deleteAll());
    before(Duration.ofHours(24));
    assertThat(written()).isEmpty();
  }

  @Test
  @AsClinician
  void aPersonSwitchesRemindersOffAndOn() {
    Csrf.form().formParam("wanted", "no").post("/my/calendar/reminders").then().statusCode(303);
    before(Duration.ofHours(24));
    assertThat(written()).containsExactly(EchoTrial.COLLEAGUE + " Reminder, tomorrow");
    Csrf.form().formParam("wanted", "yes").post("/my/calendar/reminders").then().statusCode(303);
    assertThat(written()).hasSize(2);
  }
}
