package org.reachline.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;

/** What counts as a change of a question, and what does not. */
class AmendmentsTest {
  private static final String OLD = read("src/test/resources/studies/every-key.yaml");

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static List<String> changes(String was, String is) {
    String now = OLD.replace(was, is);
    assertThat(now).isNotEqualTo(OLD);
    StudyFile before = StudyFileReader.read(OLD, "old.yaml").orThrow();
    return Amendments.changes(
        before, StudyFileReader.readOnRecord(now, "new.yaml").orThrow(), "primary");
  }

  @Test
  void everyPartOfTheQuestionIsAChange() {
    assertThat(changes("outcome: started", "outcome: total"))
        .anyMatch(c -> c.startsWith("Outcome of Started: Started, now"));
    assertThat(
            changes(
                "phase: intervention\n    baseline_phase: baseline\n    factors",
                "phase: after\n    baseline_phase: baseline\n    factors"))
        .anyMatch(
            c ->
                c.startsWith("Phase of Started: intervention, now Afterwards")
                    || c.startsWith("Phase of Started: Intervention, now Afterwards"));
    assertThat(changes("continuity: 0.5", "continuity: 0.25")).hasSize(1);
    assertThat(changes("adjust: [stratum, baseline_rate]", "adjust: [stratum]")).hasSize(1);
    assertThat(changes("title: Does a high dose", "title: Did a high dose")).hasSize(1);
  }

  @Test
  void whatTheQuestionRefersToBelongsToIt() {
    assertThat(
            changes(
                    "from: 1, to: 12}\n  - {key: after, label: Afterwards, from: 13",
                    "from: 1, to: 11}\n  - {key: after, label: Afterwards, from: 12")
                .toString())
        .contains("Last month of");
    assertThat(
            Amendments.changes(
                StudyFileReader.read(OLD.replace("outcome: started", "outcome: total"), "a")
                    .orThrow(),
                StudyFileReader.read(
                        OLD.replace("outcome: started", "outcome: total")
                            .replace(
                                "computed: started + eligible", "computed: started + 2 * eligible"),
                        "b")
                    .orThrow(),
                "primary"))
        .containsExactly(
            "Formula of Started and eligible: started + eligible, now started + 2 * eligible");
  }

  @Test
  void otherWordsAndOtherPartsOfTheFileLeaveTheQuestionAsItWas() {
    assertThat(changes("label: Eligible,", "label: Could start,")).isEmpty();
    assertThat(changes("minutes: 45", "minutes: 60")).isEmpty();
    assertThat(changes("title: A trial that", "title: The trial that")).isEmpty();
    assertThat(changes("due_after_days: 10", "due_after_days: 12")).isEmpty();
    assertThat(
            changes(
                "    treatment_arm: HIGH\n    comparison_arm: LOW",
                "    treatment_arm: LOW\n    comparison_arm: HIGH"))
        .isEmpty();
  }

  @Test
  void questionUnderAnotherKeyIsANewOne() {
    StudyFile before = StudyFileReader.read(OLD, "old.yaml").orThrow();
    StudyFile after =
        StudyFileReader.read(OLD.replace("key: primary", "key: main"), "new.yaml").orThrow();
    assertThat(Amendments.changes(before, after, "main").toString()).contains("Started: new,");
    assertThat(Amendments.changes(before, after, "primary")).isEmpty();
  }
}
