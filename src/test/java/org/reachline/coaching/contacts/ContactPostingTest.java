package org.reachline.coaching.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.Change;
import org.reachline.coaching.TestContacts;
import org.reachline.dose.CoachingAccounts;
import org.reachline.dose.DoseEntry;
import org.reachline.dose.DoseLedger;
import org.reachline.dose.DosePlan;
import org.reachline.personas.AsCoach;
import org.reachline.studies.Enrolment;

@QuarkusTest
class ContactPostingTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 15);

  @Inject DoseLedger ledger;
  @Inject ContactActs acts;
  @Inject CoachingAccounts accounts;
  @Inject EntityManager database;

  private Trial trial;

  @BeforeEach
  void enrol() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .coached()
            .save();
  }

  private static <T> T inTransaction(java.util.concurrent.Callable<T> work) {
    return QuarkusTransaction.requiringNew().call(work);
  }

  private List<DoseEntry> lines() {
    return inTransaction(() -> DoseEntry.listForEnrolment(trial.enrolment("WI-DANE")));
  }

  /** The migration that took the place of looking for them at every reading. */
  @Test
  void contactsThatAnEarlierVersionLeftUnpostedArePostedOnce() throws IOException {
    inTransaction(
        () -> TestContacts.untold(trial, "WI-DANE", "monthly_call@2", START.plusDays(40), 50));
    assertThat(lines()).isEmpty();
    String migration =
        Files.readString(
            Path.of("src/main/resources/db/migration/V420__Post_contacts_of_earlier_versions.sql"));
    for (int time = 0; time < 2; time++) {
      inTransaction(() -> database.createNativeQuery(migration).executeUpdate());
    }
    assertThat(lines()).hasSize(1);
    DoseEntry line = lines().get(0);
    assertThat(line.occurrence).isEqualTo("monthly_call@2");
    assertThat(line.minutes).isEqualTo(50);
    assertThat(line.personMinutes).isEqualTo(100);
    assertThat(line.people).containsEntry("change_leader", 2);
    assertThat(line.postedBy).isEqualTo("system");
    assertThat(line.planId).isNotNull();
  }

  @Test
  @AsCoach
  void withdrawalIsReversedAndTheSumIsWhatThePageShows() {
    inTransaction(
        () -> {
          CoachingContact c =
              TestContacts.held(trial, "WI-DANE", "site_visit@1", START.plusDays(4), 200);
          TestContacts.held(trial, "WI-DANE", "monthly_call@2", START.plusDays(40), 45);
          acts.withdraw(c, new Change(c.version, "Entered twice"));
          return null;
        });
    assertThat(lines()).extracting(l -> l.contacts).containsExactly(1, 1, -1);
    assertThat(lines()).extracting(l -> l.minutes).containsExactly(200, 45, -200);
    assertThat(lines().get(2).why).isEqualTo("withdrawn");
    assertThat(lines().get(2).postedBy).isEqualTo(TrialBuilder.COACH);
    int shown =
        inTransaction(
            () ->
                accounts
                    .of(Enrolment.<Enrolment>findById(trial.enrolment("WI-DANE").id))
                    .accounts()
                    .get(0)
                    .delivered()
                    .minutes());
    assertThat(shown).isEqualTo(lines().stream().mapToInt(l -> l.minutes).sum()).isEqualTo(45);
  }

  @Test
  void ledgerRefusesChangeAndErasure() {
    inTransaction(
        () -> {
          TestContacts.held(trial, "WI-DANE", null, START.plusDays(4), 20);
          return null;
        });
    assertThatThrownBy(() -> execute("update dose_entry set minutes = 99 where study_id = ?1"))
        .hasStackTraceContaining("never changed or removed");
    assertThatThrownBy(() -> execute("delete from dose_entry where study_id = ?1"))
        .hasStackTraceContaining("never changed or removed");
  }

  private Integer execute(String sql) {
    return inTransaction(
        () -> database.createNativeQuery(sql).setParameter(1, trial.study().id).executeUpdate());
  }

  @Test
  void movedStartMakesANewPlanAndKeepsWhatWasPosted() {
    inTransaction(
        () -> {
          TestContacts.held(trial, "WI-DANE", "monthly_call@2", START.plusDays(40), 60);
          Enrolment e = Enrolment.findById(trial.enrolment("WI-DANE").id);
          e.startedOn = START.plusMonths(2);
          return null;
        });
    List<DosePlan> plans =
        inTransaction(() -> DosePlan.listForEnrolment(trial.enrolment("WI-DANE")));
    assertThat(plans).extracting(p -> p.number).containsExactly(2, 1);
    assertThat(plans).extracting(p -> p.cause).containsExactly("start moved", "allocated");
    assertThat(plans).extracting(p -> p.startedOn).containsExactly(START.plusMonths(2), START);
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).planId).isEqualTo(plans.get(1).id);
    // The call stays matched; under the new plan it was early.
    String state =
        inTransaction(
            () ->
                accounts
                    .of(Enrolment.<Enrolment>findById(trial.enrolment("WI-DANE").id))
                    .accounts()
                    .get(0)
                    .lines()
                    .stream()
                    .filter(l -> l.planned().occurrence().equals("monthly_call@2"))
                    .findFirst()
                    .orElseThrow()
                    .state()
                    .name());
    assertThat(state).isEqualTo("EARLY");
    assertThat(plans.get(0).madeAt).isBefore(Instant.now().plusSeconds(60));
  }
}
