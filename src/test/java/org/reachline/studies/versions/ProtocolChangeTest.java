package org.reachline.studies.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;

/** A change of a study file is told in words, for every key of the format. */
class ProtocolChangeTest {
  private static final String OLD = read("src/test/resources/studies/every-key.yaml");

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * One change.
   *
   * @param key place in the format that changes, lists by their name alone
   * @param old the file before
   * @param now the file after
   * @param told the sentence, as much as matters
   */
  record Row(String key, String old, String now, String told) {
    @Override
    public String toString() {
      return key;
    }
  }

  private static Row row(String key, String was, String is, String told) {
    return new Row(key, OLD, OLD.replaceFirst(Pattern.quote(was), is), told);
  }

  /** Where more than one place changes: pairs of what stands everywhere and what comes instead. */
  private static Row rows(String key, String told, String... pairs) {
    return rowsOf(OLD, key, told, pairs);
  }

  private static Row rowsOf(String old, String key, String told, String... pairs) {
    String now = old;
    for (int i = 0; i < pairs.length; i += 2) {
      now = now.replace(pairs[i], pairs[i + 1]);
    }
    return new Row(key, old, now, told);
  }

  private static final String TWO_FACTORS =
      OLD.replace(
              "arms:\n",
              "  - {key: help, label: Help, levels: [{key: off_, label: none}, {key: on_, label:"
                  + " some}]}\narms:\n  - {key: LOWH, label: Low with help, levels: {dose: low, help:"
                  + " on_}}\n  - {key: HIGHH, label: High with help, levels: {dose: high, help:"
                  + " on_}}\n")
          .replace("{dose: low},", "{dose: low, help: off_},")
          .replace("{dose: high},", "{dose: high, help: off_},")
          .replace("      - arm: LOW\n        contacts: []\n", "")
          .replace("      - arm: HIGH\n        contacts:\n", "      - contacts:\n");

  static Stream<Row> table() {
    String call = "{key: call, label: Monthly call, months: [2, 3, 4], minutes: 45, kind: call";
    return Stream.of(
        row("title", "A trial that", "Trial that", "Title: A trial that says every key, now Trial"),
        row("short_title", "Every key", "All keys", "Short title: Every key, now All keys"),
        row("registry_id", "NCT00000000", "NCT1", "Registry number: NCT00000000, now NCT1"),
        row("simulated", "simulated: true", "simulated: false", "Data are simulated: yes, now no"),
        row("sources", "A protocol", "A paper", "Sentence: A protocol, now gone"),
        row("assumptions", "are alike", "differ", "Sentence: new, Months differ"),
        row("eligibility", "Has a nurse", "Has two", "Sentence: new, Has two"),
        rows("site_types.key", "Provider: in the list, now gone", "provider", "clinic"),
        row(
            "site_types.label",
            "label: Jail}",
            "label: Prison}",
            "Label of Jail: Jail, now Prison"),
        rows("parts.key", "Nurse: in the list, now gone", "nurse", "carer"),
        row("parts.label", "label: Nurse", "label: RN", "Label of Nurse: Nurse, now RN"),
        row(
            "phases.key",
            "key: after,",
            "key: later,",
            "Afterwards: first month 13, last month 18, n"),
        row("phases.label", "Afterwards", "Later", "Label of Afterwards: Afterwards, now Later"),
        row("phases.from", "from: -5", "from: -4", "First month of Baseline: -5, now -4"),
        row("phases.to", "to: 18", "to: 24", "Last month of Afterwards: 18, now 24"),
        rows(
            "factors.key",
            "Dose: levels low; high, now gone",
            " dose:",
            " amount:",
            "{dose:",
            "{amount:",
            "[dose]",
            "[amount]",
            ": dose\n",
            ": amount\n"),
        row("factors.label", "label: Dose", "label: Amount", "Label of Dose: Dose, now Amount"),
        rows("factors.levels.key", "low (Dose): in the list, now gone", ": low", ": little"),
        row(
            "factors.levels.label",
            "label: high}",
            "label: much}",
            "Label of high (Dose): high, now"),
        rows(
            "arms.key",
            "Low dose: levels Dose low, month of crossing over 2, now gone",
            "LOW",
            "LESS"),
        row("arms.label", "label: Low dose", "label: Little", "Label of Low dose: Low dose, now L"),
        rows(
            "arms.levels",
            "Levels of Dose (Low dose): low, now high",
            "{dose: low}",
            "{dose: x}",
            "{dose: high}",
            "{dose: low}",
            "{dose: x}",
            "{dose: high}"),
        row(
            "arms.crosses_over_in_month",
            "crosses_over_in_month: 2",
            "crosses_over_in_month: 3",
            "Month of crossing over of Low dose: 2, now 3"),
        row("strategies.key", "key: training", "key: course", "Training: kind activity"),
        row("strategies.label", "label: Training", "label: Course days", "Label of Training: Trai"),
        row(
            "strategies.kind",
            "kind: activity",
            "kind: coaching",
            "Kind of Training: activity, now coac"),
        rows(
            "strategies.factor",
            "Factor of Coaching: Dose, now gone",
            "    factor: dose\n",
            "",
            "level: low",
            "arm: LOW",
            "level: high",
            "arm: HIGH"),
        row(
            "strategies.window.early_days",
            "early_days: 7",
            "early_days: 8",
            "Days early of Kick-off (Coaching, low): 7, now 8"),
        row(
            "strategies.window.late_days",
            "late_days: 14",
            "late_days: 15",
            "Days late of Kick-off (Coaching, high): 14, now 15"),
        row(
            "strategies.fidelity.present_at_least",
            "present_at_least: 0.5",
            "present_at_least: 0.6",
            "Share of a session that makes attendance of Coaching: 0.5, now 0.6"),
        row(
            "strategies.fidelity.extra_contacts",
            "extra_contacts: 1",
            "extra_contacts: 2",
            "Contacts beyond the plan that are tolerated of Coaching: 1, now 2"),
        row(
            "strategies.fidelity.extra_minutes",
            "extra_minutes: 60",
            "extra_minutes: 61",
            "Minutes beyond the plan that are tolerated of Coaching: 60, now 61"),
        row(
            "strategies.fidelity.contacts_at_least",
            "contacts_at_least: 0.8",
            "contacts_at_least: 0.85",
            "Least share of contacts held of Coaching: 0.8, now 0.85"),
        row(
            "strategies.fidelity.minutes_at_least",
            "minutes_at_least: 0.7",
            "minutes_at_least: 0.75",
            "Least share of minutes delivered of Coaching: 0.7, now 0.75"),
        row(
            "strategies.fidelity.on_schedule_at_least",
            "on_schedule_at_least: 0.6, ",
            "",
            "Least share on schedule of Coaching: 0.6, now gone"),
        row(
            "strategies.fidelity.parts_at_least",
            "parts_at_least: 0.9",
            "parts_at_least: 1.0",
            "Least share of parts reached of Coaching: 0.9, now 1"),
        row(
            "strategies.pace.contacts",
            "{contacts: 2, days: 14}",
            "{contacts: 3, days: 14}",
            "Most contacts in a stretch of the pace of Coaching: 2, now 3"),
        row(
            "strategies.pace.days",
            "{contacts: 2, days: 14}",
            "{contacts: 2, days: 15}",
            "Days of a stretch of the pace of Coaching: 14, now 15"),
        row(
            "strategies.nudge.days_before",
            "days_before: 5",
            "days_before: 6",
            "Days from a reminder to the window of Coaching: 5, now 6"),
        row(
            "strategies.counting.chosen",
            "chosen: all_calls",
            "chosen: everything",
            "Counting rule in force of Coaching: All calls, now Everything"),
        row(
            "strategies.counting.rules.key",
            "{key: everything",
            "{key: whole",
            "Everything (Coaching): in the list, now gone"),
        row(
            "strategies.counting.rules.label",
            "label: Everything",
            "label: The whole",
            "Label of Everything (Coaching): Everything, now The whole"),
        row(
            "strategies.counting.rules.contacts",
            "contacts: {kickoff: false}",
            "contacts: {kickoff: true}",
            "Counts as a contact of Kick-off (Coaching, All calls): no, now yes"),
        row(
            "strategies.counting.rules.minutes",
            ", minutes: {kickoff: false}",
            "",
            "Counts with its minutes of Kick-off (Coaching, All calls): no, now gone"),
        rows(
            "strategies.plans.level",
            "High dose (Coaching): new, contacts Kick-off: months 1, minutes 60",
            "    factor: dose\n",
            "",
            "level: low",
            "arm: LOW",
            "level: high",
            "arm: HIGH"),
        rows(
            "strategies.plans.arm",
            "everybody (Training): new, contacts Course: months 1, minutes 240",
            "      - arm: LOW\n        contacts: []\n",
            "",
            "      - arm: HIGH\n        contacts:\n",
            "      - contacts:\n"),
        row(
            "strategies.plans.contacts.key",
            "{key: call,",
            "{key: talk,",
            "Monthly call (Coaching"),
        row(
            "strategies.plans.contacts.label",
            "label: Monthly call",
            "label: Call",
            "Label of Monthly call (Coaching, high): Monthly call, now Call"),
        row(
            "strategies.plans.contacts.month",
            "label: Course, month: 1",
            "label: Course, month: 2",
            "Months of Course (Training, High dose): 1, now 2"),
        row(
            "strategies.plans.contacts.months",
            "[2, 3, 4]",
            "[2, 3]",
            "Months of Monthly call (Coaching, high): 2, 3, 4, now 2, 3"),
        row(
            "strategies.plans.contacts.minutes",
            "minutes: 45",
            "minutes: 60",
            "Minutes of Monthly call (Coaching, high): 45, now 60"),
        row(
            "strategies.plans.contacts.kind",
            call,
            call.replace("kind: call", "kind: visit"),
            "Kind of Monthly call (Coaching, high): call, now visit"),
        row(
            "strategies.plans.contacts.mode",
            "mode: video",
            "mode: phone",
            "Mode of Monthly call (Coaching, high): video, now phone"),
        row(
            "strategies.plans.contacts.audience",
            "[leader, nurse]",
            "[nurse]",
            "Audience of Monthly call (Coaching, high): Change leader, Nurse, now Nurse"),
        row(
            "strategies.plans.contacts.counts",
            "counts: true",
            "counts: false",
            "Counts toward the dose of Monthly call (Coaching, high): yes, now no"),
        row(
            "strategies.plans.contacts.window.early_days",
            "early_days: 3",
            "early_days: 4",
            "Days early of Monthly call (Coaching, high): 3, now 4"),
        row(
            "strategies.plans.contacts.window.late_days",
            "late_days: 21",
            "late_days: 22",
            "Days late of Monthly call (Coaching, high): 21, now 22"),
        row(
            "strategies.plans.staffing.part",
            "{part: nurse, full",
            "{part: leader, full",
            "Nurse (Coaching, low): share of full time 0.5, now gone"),
        row(
            "strategies.plans.staffing.full_time_equivalent",
            "full_time_equivalent: 0.5",
            "full_time_equivalent: 0.6",
            "Share of full time of Nurse (Coaching, low): 0.5, now 0.6"),
        row(
            "strategies.programme.rule",
            "BYDAY=2TU",
            "BYDAY=3TU",
            "Rule of the sessions of ECHO: FREQ=MONTHLY;BYDAY=2TU, now FREQ=MONTHLY;BYDAY=3TU"),
        row(
            "strategies.programme.time",
            "\"12:00\"",
            "\"12:30\"",
            "Time of the sessions of ECHO: 12:00, now 12:30"),
        row(
            "strategies.programme.zone",
            "America/Chicago",
            "America/Denver",
            "Time zone of the sessions of ECHO: America/Chicago, now America/Denver"),
        row(
            "strategies.programme.agenda.kind",
            "kind: didactic",
            "kind: welcome",
            "Agenda of ECHO: Talk: kind didactic, minutes 20; Case: kind case, minutes 40, now Tal"),
        row(
            "strategies.programme.agenda.label",
            "label: Talk",
            "label: Lecture",
            "now Lecture: kin"),
        row("strategies.programme.agenda.minutes", "minutes: 20", "minutes: 15", "minutes 15"),
        row("measures.key", "{key: beds", "{key: places", "Beds: type count, nature stock"),
        row("measures.label", "label: Beds", "label: Places", "Label of Beds: Beds, now Places"),
        row(
            "measures.help",
            "On the last day.",
            "At noon.",
            "Help of Average daily population: On"),
        row(
            "measures.type",
            "yes_no, nature",
            "count, nature",
            "Type of Had a waiver: yes no, now c"),
        row(
            "measures.nature",
            "type: count, nature: flow",
            "type: count, nature: stock",
            "Nature of Eligible: flow, now stock"),
        row("measures.unit", "unit: beds", "unit: places", "Unit of Beds: beds, now places"),
        row("measures.min", "min: 1", "min: 2", "Smallest value of Average daily population: 1, n"),
        row(
            "measures.max",
            "max: 9000",
            "max: 9001",
            "Largest value of Average daily population: 9"),
        row(
            "measures.required",
            "required: false",
            "required: true",
            "Required of Average daily p"),
        row(
            "measures.site_types",
            "site_types: [jail]",
            "site_types: [jail, provider]",
            "Types of site that report it of Average daily population: Jail, now Jail, Provider"),
        row(
            "measures.computed",
            "started + eligible",
            "started + 2 * eligible",
            "Formula of Started and eligible: started + eligible, now started + 2 * eligible"),
        row(
            "measures.denominator.measure",
            "{measure: eligible, per: 100}\nchecks",
            "{measure: started, per: 100}\nchecks",
            "Divided by of Started and eligible: Eligible, now Started"),
        row(
            "measures.denominator.per",
            "per: 100}\nchecks",
            "per: 1000}\nchecks",
            "Number that it is per of Started and eligible: 100, now 1000"),
        row(
            "checks.rule",
            "rule: started <= eligible",
            "rule: started < eligible",
            "started < eligible: new, message More started than were eligible."),
        row(
            "checks.message",
            "More started than were",
            "Too many",
            "Message of started <= eligible"),
        row(
            "checks.blocks",
            "blocks: false",
            "blocks: true",
            "handed in of started <= eligible: no"),
        row(
            "reporting.every",
            "every: month",
            "every: phase",
            "How often sites report: month, now p"),
        row(
            "reporting.due_after_days",
            "due_after_days: 10",
            "due_after_days: 11",
            "report is due: "),
        row(
            "reporting.late_after_days",
            "late_after_days: 20",
            "late_after_days: 21",
            "is late: 20,"),
        row(
            "reporting.lock",
            "after_days, lock_after_days: 40",
            "on_approval",
            "When reports are lo"),
        row("reporting.missing_codes", "[-99, UNK]", "[-99]", "Missing codes: -99, UNK, now -99"),
        row(
            "reporting.lock_after_days",
            "lock_after_days: 40",
            "lock_after_days: 41",
            "40, now 41"),
        rows(
            "allocation.unit",
            "What is allocated: site with partners, now site",
            "site_with_partners",
            "site",
            "  partner_type: provider\n",
            ""),
        row(
            "allocation.site_type",
            "site_type: jail\n",
            "site_type: provider\n",
            "leads a unit: Jai"),
        row(
            "allocation.partner_type",
            "partner_type: provider",
            "partner_type: jail",
            "Provider, n"),
        row(
            "allocation.method",
            "uploaded_list",
            "none",
            "Where the arm comes from: uploaded list, now"),
        row("allocation.strata.key", "{key: S,", "{key: T,", "South"),
        row(
            "allocation.strata.label",
            "label: South",
            "label: West",
            "Label of South: South, now W"),
        row("allocation.pairs.key", "{key: p2,", "{key: p3,", "Pair two"),
        row(
            "allocation.pairs.label",
            "label: Pair two",
            "label: Two",
            "Label of Pair two: Pair two"),
        row(
            "analyses.key",
            "key: change",
            "key: within",
            "Change within pairs: question Does the s"),
        row(
            "analyses.label",
            "label: Change within pairs",
            "label: Pairs",
            "Label of Change within"),
        row(
            "analyses.title",
            "title: Does the share",
            "title: Did the share",
            "Question of Change"),
        rows(
            "analyses.kind",
            "Kind of Change within pairs: paired change, now cluster ancova",
            "kind: paired_change",
            "kind: cluster_ancova\n    factors: [dose]",
            "    treatment_arm: HIGH\n    comparison_arm: LOW\n",
            ""),
        row(
            "analyses.outcome",
            "outcome: started",
            "outcome: total",
            "Outcome of Started: Started"),
        row(
            "analyses.exposure.measure",
            "exposure: {measure: eligible",
            "exposure: {measure: adp",
            "Divided by of Started: Elig"),
        row(
            "analyses.exposure.per",
            "eligible, per: 100}\n    phase",
            "eligible, per: 1}\n    phase",
            "Number that it is per of St"),
        row(
            "analyses.phase",
            "phase: intervention",
            "phase: after",
            "Phase of Started: Interventi"),
        rows(
            "analyses.baseline_phase",
            "Baseline phase of Change within pairs: Baseline, now Intervention",
            "phase: intervention\n    baseline_phase: baseline\n    treatment",
            "phase: after\n    baseline_phase: intervention\n    treatment"),
        rowsOf(
            TWO_FACTORS,
            "analyses.factors",
            "Factors of Started: Dose, now Dose, Help",
            "[dose]",
            "[dose, help]"),
        rowsOf(
            TWO_FACTORS,
            "analyses.interaction",
            "Interaction of the factors of Started: no, now yes",
            "[dose]",
            "[dose, help]",
            "interaction: false",
            "interaction: true"),
        row(
            "analyses.adjust",
            "[stratum, baseline_rate]",
            "[stratum]",
            "Adjusted for of Started: stratum, baseline rate, now stratum"),
        row(
            "analyses.continuity",
            "continuity: 0.5",
            "continuity: 0.25",
            "Continuity of Started: 0"),
        row(
            "analyses.treatment_arm",
            "HIGH\n    comparison_arm: LOW",
            "LOW\n    comparison_arm: HIGH",
            "Treatment arm of Change within pairs: High dose, now Low dose"),
        row(
            "analyses.comparison_arm",
            "HIGH\n    comparison_arm: LOW",
            "LOW\n    comparison_arm: HIGH",
            "Comparison arm of Change within pairs: Low dose, now High dose"),
        row(
            "analyses.confidence",
            "confidence: 0.95",
            "confidence: 0.9",
            "Confidence of Started: 0.9"),
        row(
            "analyses.beside",
            "[nb_gee, permutation]",
            "[permutation]",
            "Methods beside of Started: "),
        row(
            "analyses.permutation_draws",
            "draws: 999",
            "draws: 1999",
            "Draws of the permutation test"),
        row(
            "analyses.permutation_seed",
            "seed: 7",
            "seed: 8",
            "Seed of the permutation test of Star"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void tellsTheOldAndTheNewInWords(Row row) {
    StudyFile old = StudyFileReader.read(row.old(), "old.yaml").orThrow();
    StudyFile now = StudyFileReader.readOnRecord(row.now(), "new.yaml").orThrow();
    List<String> told =
        ProtocolChange.between(old, now).stream().map(ProtocolChange::sentence).toList();
    assertThat(told).anyMatch(sentence -> sentence.contains(row.told()));
    assertThat(row.told()).isNotEmpty();
    assertThat(told)
        .as("words, not Java")
        .noneMatch(
            s ->
                s.matches("(?s).*(\\[|\\]|\\w@[0-9a-f]|=\\w+,|Optional|\\bnull\\b|[a-z][A-Z]).*")
                    && !s.contains("FREQ="));
  }

  @Test
  void everyKeyOfThePublishedFormatIsChangedByARow() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("docs/reference/study.schema.json").toFile());
    Set<String> keys = new TreeSet<>();
    collect(schema, schema, "", keys);
    keys.removeAll(Set.of("format", "slug"));
    assertThat(table().map(Row::key).toList()).containsAll(keys);
  }

  private static void collect(JsonNode schema, JsonNode at, String path, Set<String> into) {
    JsonNode node = at;
    while (node.has("$ref")) {
      node = schema.at(node.get("$ref").asText().substring(1));
    }
    if (node.has("items")) {
      collect(schema, node.get("items"), path, into);
    } else if (node.has("properties")) {
      node.get("properties")
          .properties()
          .forEach(
              e ->
                  collect(
                      schema,
                      e.getValue(),
                      path.isEmpty() ? e.getKey() : path + "." + e.getKey(),
                      into));
    } else {
      into.add(path);
    }
  }

  @Test
  void tellsNothingWhereTheMeaningIsTheSame() {
    String same =
        OLD.replace("counts: true, ", "")
            .replace("    interaction: false\n", "")
            .replace(
                "title: A trial that says every key", "title: \"A trial that says every key\"");
    assertThat(same).isNotEqualTo(OLD);
    StudyFile old = StudyFileReader.read(OLD, "old.yaml").orThrow();
    assertThat(ProtocolChange.between(old, StudyFileReader.read(same, "new.yaml").orThrow()))
        .isEmpty();
  }

  @Test
  void tellsWhatComesAndGoesAndAnotherOrder() {
    String other =
        OLD.replace("  - {key: nurse, label: Nurse}\n", "")
            .replace(
                "  - {key: leader, label: Change leader}\n",
                "  - {key: nurse, label: Nurse}\n  - {key: leader, label: Change leader}\n")
            .replace("        - {key: everything, label: Everything}\n", "")
            .replace(
                "          - {part: nurse, full_time_equivalent: 0.5}\n",
                "          - {part: leader}\n");
    StudyFile old = StudyFileReader.read(OLD, "old.yaml").orThrow();
    StudyFile now = StudyFileReader.read(other, "new.yaml").orThrow();
    assertThat(ProtocolChange.between(old, now).stream().map(ProtocolChange::sentence))
        .containsExactlyInAnyOrder(
            "Order of parts: Change leader, Nurse, now Nurse, Change leader",
            "Everything (Coaching): in the list, now gone",
            "Nurse (Coaching, low): share of full time 0.5, now gone",
            "Change leader (Coaching, low): new, share of full time 1");
  }
}
