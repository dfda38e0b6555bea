package org.reachline.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.TestContacts;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** An answer is given again only while everything is the same that it follows from. */
@QuarkusTest
class KeptAnswersTest {
  @Inject KeptAnswers kept;
  @Inject Comparisons comparisons;
  @Inject Protocols protocols;

  private Trial trial;

  @Test
  void everyChangeIsSeenAndWhatIsKeptIsWhatWouldBeWorkedOutAnew() {
    trial = ReportedTrial.reported(8, ReportedTrial.LONG_OVER, month -> month < 4);
    Map<String, Runnable> changes = new LinkedHashMap<>();
    changes.put("another number", this::anotherNumber);
    changes.put("a report that is a draft again", () -> report().state = ReportState.DRAFT);
    changes.put("one report more", this::oneMore);
    changes.put("another stratum", () -> unit("WI-A1").stratum = "LARGE");
    changes.put("another arm", () -> unit("WI-A1").armKey = "HIGH");
    changes.put("a call", () -> call("WI-A2"));
    changes.put("another start", () -> unit("WI-A3").startedOn = null);
    changes.put("a unit that left", this::leaves);
    Answer before = ask(fresh());
    for (Map.Entry<String, Runnable> change : changes.entrySet()) {
      QuarkusTransaction.requiringNew().run(change.getValue());
      Answer now = ask(fresh());
      assertThat(now).as(change.getKey()).isNotEqualTo(before);
      assertThat(now).as(change.getKey()).isEqualTo(fresh().get().asOf(Instant.EPOCH));
      assertThat(
              ask(
                  () -> {
                    throw new AssertionError("worked out again after " + change.getKey());
                  }))
          .isEqualTo(now);
      before = now;
    }
  }

  private Supplier<Answer> fresh() {
    return () ->
        QuarkusTransaction.joiningExisting()
            .call(() -> comparisons.compare(study(), question(), CountingChoice.OF_THE_FILE));
  }

  private Answer ask(Supplier<Answer> answer) {
    return QuarkusTransaction.requiringNew()
        .call(() -> kept.of(study(), question(), CountingChoice.OF_THE_FILE, answer))
        .asOf(Instant.EPOCH);
  }

  private Question question() {
    StudyFile file = protocols.fileOf(study());
    return Question.asRegistered(file, file.analyses().get(0));
  }

  private Study study() {
    return Study.findById(trial.study().id);
  }

  private SiteReport report() {
    return SiteReport.<SiteReport>find(
            "site.id = ?1 and studyMonth = 2 order by ordinal", trial.site("WI-A0").id)
        .firstResult();
  }

  private void anotherNumber() {
    Map<String, BigDecimal> values = new LinkedHashMap<>(report().values);
    values.put("new_bup", BigDecimal.valueOf(17));
    report().values = values;
  }

  private void oneMore() {
    ReportedTrial.report(
        trial, "WI-A0", 5, ReportState.SUBMITTED, ReportedTrial.counts(100, 9, 2, 1));
  }

  private void call(String site) {
    TestContacts.held(trial, site, "monthly_call@2", ReportedTrial.LONG_OVER.plusDays(40), 45);
  }

  private void leaves() {
    unit("WI-A4").withdrawnOn = ReportedTrial.LONG_OVER;
    unit("WI-A4").withdrawalReason = "It closed";
  }

  private Enrolment unit(String code) {
    return Enrolment.findById(trial.enrolment(code).id);
  }
}
