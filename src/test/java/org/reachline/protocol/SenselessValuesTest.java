package org.reachline.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileError;
import org.reachline.protocol.file.StudyFileReader;

/**
 * Key by key: what makes no sense there, and what the one message about it says. Each row of the
 * table changes one place of {@code every-key.yaml}; the message stands on the line that was
 * changed.
 */
class SenselessValuesTest {
  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final String GOOD = read(Path.of("src/test/resources/studies/every-key.yaml"));

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * One row.
   *
   * @param good what the file says, first place
   * @param odd what it says instead
   * @param told path and message, as much as matters
   */
  record Odd(String good, String odd, String told) {
    @Override
    public String toString() {
      return odd;
    }
  }

  private static Odd odd(String good, String odd, String told) {
    return new Odd(good, odd, told);
  }

  static Stream<Odd> table() {
    return Stream.of(top(), design(), strategies(), measures(), rest(), yaml())
        .flatMap(List::stream);
  }

  private static List<Odd> top() {
    return List.of(
        odd("format: 1", "format: 2", "format: 'format' is '2'"),
        odd("format: 1", "format: 01", "format: a number that begins with 0"),
        odd("format: 1", "format: .inf", "format: 'format' is '.inf'"),
        odd("slug: every-key", "slug: Every Key", "slug: 'slug' is 'Every Key'"),
        odd("slug: every-key", "slug: -a", "slug: 'slug' is '-a'"),
        odd("slug: every-key", "slug: " + "a".repeat(65), "slug: 'slug' has 65 characters"),
        odd(
            "slug: every-key",
            "slug: 2024-01-01",
            "slug: 'slug' is '2024-01-01', which YAML reads"),
        odd("title: A trial that", "title: Base #2 of", "title: 'title' ends at 'Base'"),
        odd(
            "title: A trial that says every key",
            "title: \"A\\nB\"",
            "title: 'title' has more than"),
        odd("title: A trial that says every key", "title: \"\"", "title: 'title' is blank text"),
        odd("title: A trial that says every key", "title: \"---\"", "title: 'title' has no letter"),
        odd("title: A trial that says every key", "title: \"\\u00a0\"", "title: 'title' has no"),
        odd("title: A trial that says every key", "title: #2", "title: 'title' is empty"),
        odd(
            "title: A trial that says every key",
            "title: yes",
            "title: 'title' is 'yes', which YAML"),
        odd(
            "title: A trial that says every key",
            "title: 12:30",
            "title: 'title' is '12:30', which"),
        odd(
            "title: A trial that says every key",
            "title: 48",
            "title: 'title' is '48', which YAML"),
        odd("title: A trial", "title: &A trial", "YAML takes &A for an anchor"),
        odd("title: A trial", "title: !important trial", "YAML takes !important for a tag"),
        odd("title: A trial", "title: " + "long ".repeat(60), "title: 'title' has"),
        odd("NCT00000000", "2024-01-01", "registry_id: 'registry_id' is '2024-01-01', which YAML"),
        odd(
            "NCT00000000",
            "12345",
            "registry_id: 'registry_id' is '12345', which YAML reads as a n"),
        odd("simulated: true", "simulated: !!bool perhaps", "simulated: 'simulated' is 'perhaps'"),
        odd("simulated: true", "simulated: \"no\"", "simulated: 'simulated' is 'no'"),
        odd("simulated: true", "simulated: y", "simulated: 'simulated' is 'y'"),
        odd("[\"A protocol\"]", "A protocol", "sources: 'sources' is 'A protocol'"),
        odd("[\"A protocol\"]", "[\"A\", \"A\"]", "sources[1]: this is said twice"),
        odd("[\"A protocol\"]", "[2024]", "sources[0]: this is '2024', which YAML reads as a n"),
        odd("[\"Months are alike\"]", "[\"\"]", "assumptions[0]: this is blank text"),
        odd("[\"Has a nurse\"]", "[no]", "eligibility[0]: this is 'no', which YAML reads"),
        odd("label: Provider", "label: Jail", "site_types[1].label: the label 'Jail' is taken"),
        odd("label: Provider", "label: jail", "site_types[1].label: the label 'jail' is taken"),
        odd("{key: provider,", "{key: jail,", "site_types[1].key: the key 'jail' is taken"),
        odd("{key: provider,", "{key: JAIL,", "site_types[1].key: the key 'JAIL' differs"),
        odd(
            "{key: provider,",
            "{key: 7,",
            "site_types[1].key: 'key' is '7', which YAML reads as a n"),
        odd("{key: provider,", "{key: a b,", "site_types[1].key: 'key' is 'a b'"),
        odd("{key: provider,", "{key: no,", "site_types[1].key: 'key' is 'no', which YAML reads"),
        odd(
            "{key: nurse, label: Nurse}",
            "{key: Coach, label: Coach}",
            "parts[1].key: 'Coach' means"));
  }

  private static List<Odd> design() {
    return List.of(
        odd("from: -5, to: 0", "from: 1, to: 0", "phases[0].to: the phase ends in month 0"),
        odd("from: -5, to: 0", "from: -5, to: 2", "phases[1].from: phase 'intervention' begins"),
        odd("from: -5, to: 0", "from: -5, to: -2", "phases[1].from: no phase covers the months"),
        odd("from: -5, to: 0", "from: -500, to: 0", "phases[0].from: 'from' is '-500'"),
        odd("from: -5, to: 0", "from: -5.5, to: 0", "phases[0].from: 'from' is '-5.5'"),
        odd("from: -5, to: 0", "from: .nan, to: 0", "phases[0].from: 'from' is '.nan'"),
        odd("from: -5, to: 0", "from: -05, to: 0", "phases[0].from: a number that begins with 0"),
        odd("label: Afterwards", "label: Baseline", "phases[2].label: the label 'Baseline' is"),
        odd(
            "- {key: high, label: high}",
            "- {key: low, label: high}",
            "factors[0].levels[1].key: the"),
        odd(
            "- {key: high, label: high}",
            "- {key: high, label: low}",
            "factors[0].levels[1].label:"),
        odd("levels: {dose: low},", "levels: {dose: lowest},", "arms[0].levels.dose: the factor"),
        odd(
            "levels: {dose: low},",
            "levels: {dose: high},",
            "arms[1].levels: the arm has the same"),
        odd("levels: {dose: low},", "levels: {},", "arms[0].levels.dose: 'dose' is missing"),
        odd(
            "crosses_over_in_month: 2",
            "crosses_over_in_month: 99",
            "arms[0].crosses_over_in_month"),
        odd(
            "key: HIGH, label: High",
            "key: low, label: High",
            "arms[1].key: the key 'low' differs"));
  }

  private static List<Odd> strategies() {
    return List.of(
        odd("factor: dose\n", "factor: does\n", "strategies[0].factor: there is no factor 'does'"),
        odd("early_days: 7", "early_days: -7", "strategies[0].window.early_days: 'early_days' is"),
        odd("late_days: 14", "late_days: 400", "strategies[0].window.late_days: 'late_days' is"),
        odd("present_at_least: 0.5", "present_at_least: 0", "present_at_least: 'present_at_least'"),
        odd(
            "present_at_least: 0.5",
            "present_at_least: 50",
            "present_at_least: 'present_at_least'"),
        odd("extra_contacts: 1", "extra_contacts: -1", "fidelity.extra_contacts: 'extra_contacts'"),
        odd("extra_minutes: 60", "extra_minutes: 1.5", "fidelity.extra_minutes: 'extra_minutes'"),
        odd("contacts_at_least: 0.8", "contacts_at_least: 80", "fidelity.contacts_at_least"),
        odd("minutes_at_least: 0.7", "minutes_at_least: -1", "fidelity.minutes_at_least"),
        odd("on_schedule_at_least: 0.6", "on_schedule_at_least: .inf", "on_schedule_at_least"),
        odd("parts_at_least: 0.9", "parts_at_least: 2", "fidelity.parts_at_least"),
        odd(
            "{contacts: 2, days: 14}",
            "{contacts: 2, days: 1}",
            "pace.contacts: 2 contacts do not"),
        odd(
            "{contacts: 2, days: 14}",
            "{contacts: 0, days: 14}",
            "pace.contacts: 'contacts' is '0'"),
        odd("days_before: 5", "days_before: -1", "nudge.days_before: 'days_before' is '-1'"),
        odd("chosen: all_calls", "chosen: calls", "counting.chosen: there is no counting rule"),
        odd(
            "contacts: {kickoff: false}",
            "contacts: {kick: false}",
            "rules[0].contacts.kick: no plan"),
        odd(
            "contacts: {kickoff: false}",
            "contacts: {kickoff: 0}",
            "contacts.kickoff: 'kickoff' is"),
        odd("label: Everything}", "label: All calls}", "counting.rules[1].label: the label"),
        odd("- level: low", "- level: high", "plans[1].level: a plan for 'high' stands above"),
        odd("full_time_equivalent: 0.5", "full_time_equivalent: 0", "full_time_equivalent"),
        odd("full_time_equivalent: 0.5", "full_time_equivalent: 5000", "nobody works 5000 times"),
        odd(
            "          - {part: nurse, full_time_equivalent: 0.5}",
            "          - {part: nurse}\n          - {part: nurse}",
            "staffing[1].part: 'nurse' stands above"),
        odd("label: Monthly call", "label: Kick-off", "contacts[1].label: the label 'Kick-off' is"),
        odd(
            "label: Kick-off, month: 1",
            "label: Start, month: 1",
            "contacts[0].key: the key 'kick"),
        odd("months: [2, 3, 4]", "months: [2, 2, 4]", "contacts[1].months: month 2 comes after"),
        odd(
            "months: [2, 3, 4]",
            "months: [4, 3]",
            "contacts[1].months: month 3 comes after month 4"),
        odd("months: [2, 3, 4]", "months: []", "contacts[1].months: 'months' is an empty list"),
        odd(
            "months: [2, 3, 4]",
            "months: [2, 19]",
            "contacts[1].months: month 19 lies in no phase"),
        odd("months: [2, 3, 4]", "months: [02, 3]", "contacts[1].months[0]: a number that begins"),
        odd("months: [2, 3, 4]", "months: 2 to 4", "contacts[1].months: 'months' is '2 to 4'"),
        odd("months: [2, 3, 4]", "month: 3, months: [4]", "contacts[1]: the contact needs either"),
        odd("minutes: 45", "minutes: 0", "contacts[1].minutes: 'minutes' is '0'"),
        odd("minutes: 45", "minutes: -45", "contacts[1].minutes: 'minutes' is '-45'"),
        odd("minutes: 45", "minutes: 060", "contacts[1].minutes: a number that begins with 0"),
        odd("minutes: 45", "minutes: 1:45", "contacts[1].minutes: 'minutes' is '1:45', which YAML"),
        odd("minutes: 45", "minutes: 99999999", "contacts[1].minutes: 'minutes' is '99999999'"),
        odd("minutes: 45", "minutes: 4_5", "contacts[1].minutes: 'minutes' is '4_5'"),
        odd("minutes: 45", "minutes: \"45\"", "contacts[1].minutes: 'minutes' is '45'"),
        odd("kind: call, mode", "kind: session, mode", "contacts[1].kind: sessions belong to"),
        odd("mode: video", "mode: zoom", "contacts[1].mode: 'mode' is 'zoom'"),
        odd(
            "audience: [leader, nurse]",
            "audience: [leader, leader]",
            "audience: 'leader' is said"),
        odd("audience: [leader, nurse]", "audience: [boss]", "audience: there is no part 'boss'"),
        odd("counts: true", "counts: 1", "contacts[1].counts: 'counts' is '1'"),
        odd(
            "time: \"12:00\"",
            "time: 12:00",
            "programme.time: 'time' is '12:00', which YAML reads"),
        odd("time: \"12:00\"", "time: \"24:00\"", "programme.time: 'time' is '24:00'"),
        odd("zone: America/Chicago", "zone: CST", "programme.zone: there is no time zone 'CST'"),
        odd("zone: America/Chicago", "zone: \"-06:00\"", "programme.zone: there is no time zone"),
        odd("label: Talk, minutes: 20", "label: Talk, minutes: 21", "agenda: the agenda takes 61"),
        odd(
            "label: Talk, minutes: 20",
            "label: Talk, minutes: 0",
            "agenda[0].minutes: 'minutes' is"),
        odd(
            "minutes: 60, kind: session",
            "minutes: 1500, kind: session",
            "the session lasts longer"),
        odd(
            "kind: session, audience: [nurse]",
            "kind: session, audience: []",
            "nobody would be in"),
        odd("- arm: LOW", "- arm: LOWEST", "plans[0].arm: there is no arm 'LOWEST'"));
  }

  private static List<Odd> measures() {
    return List.of(
        odd(
            "{key: beds,",
            "{key: month,",
            "measures[4].key: 'month' is the name of another column"),
        odd("{key: beds,", "{key: Beds,", "measures[4].key: 'key' is 'Beds'"),
        odd("label: Beds", "label: Remarks", "measures[5].label: the label 'Remarks' is taken"),
        odd("unit: beds", "unit: yes", "measures[4].unit: 'unit' is 'yes', which YAML reads"),
        odd("unit: beds", "unit: " + "b".repeat(61), "measures[4].unit: 'unit' has 61 characters"),
        odd("min: 1, max: 9000", "min: 9001, max: 9000", "measures[0].max: max 9000 is below min"),
        odd("min: 1, max: 9000", "min: 9000, max: 9000", "measures[0].max: min and max leave 9000"),
        odd("min: 1, max: 9000", "min: .nan, max: 9000", "measures[0].min: 'min' is '.nan'"),
        odd("unit: beds,", "unit: beds, min: -1,", "measures[4].min: a count is never below 0"),
        odd("unit: beds,", "unit: beds, max: -1,", "measures[4].max: a count is never below 0"),
        odd("unit: beds,", "unit: beds, max: 2.5,", "measures[4].max: a count is a whole number"),
        odd("unit: \"yes\"", "unit: \"yes\", max: 1", "measures[3].max: yes and no have no limits"),
        odd(
            "unit: \"yes\"",
            "unit: \"yes\", denominator: {measure: eligible}",
            "measures[3].denominator: yes and no have no rate"),
        odd(
            "unit: \"yes\"",
            "unit: \"yes\", computed: started + 1",
            "measures[3].computed: arithmetic does not come to yes or no"),
        odd(
            "unit: percent",
            "unit: percent, denominator: {measure: eligible}",
            "measures[6].denominator: the measure is a rate already"),
        odd("unit: words", "unit: words, min: 1", "measures[5]: a measure of words has no min"),
        odd("site_types: [jail]", "site_types: []", "measures[0].site_types: nobody would report"),
        odd(
            "site_types: [jail]",
            "site_types: [jail, jail]",
            "measures[0].site_types: 'jail' is said"),
        odd(
            "computed: started + eligible",
            "computed: total + 1",
            "'total' is computed from itself"),
        odd("computed: started + eligible", "computed: eligible / 0", "it divides by 0 whatever"),
        odd("computed: started + eligible", "computed: eligible / (2 - 2)", "it divides by 0"),
        odd(
            "computed: started + eligible",
            "computed: started / (eligible - eligible)",
            "it divides by 0"),
        odd("computed: started + eligible", "computed: 3 + 4", "it names no measure"),
        odd(
            "computed: started + eligible",
            "computed: started - started",
            "it comes to 0 whatever"),
        odd("computed: started + eligible", "computed: started * 0", "it comes to 0 whatever"),
        odd(
            "computed: started + eligible",
            "computed: started / 2",
            "comes to fractions, and a count"),
        odd("computed: started + eligible", "computed: started + remarks", "'remarks' holds words"),
        odd(
            "computed: started + eligible",
            "computed: adp + beds",
            "no type of site reports adp and"),
        odd("computed: started + eligible", "computed: started +", "it ends where a measure"),
        odd(
            "{measure: eligible, per: 100}\nchecks",
            "{measure: total, per: 100}\nchecks",
            "measures[7].denominator: 'total' would be divided by itself"),
        odd(
            "{measure: eligible, per: 100}\nchecks",
            "{measure: waiver, per: 100}\nchecks",
            "measures[7].denominator: 'waiver' holds yes or no"),
        odd("per: 100}\nchecks", "per: 0}\nchecks", "measures[7].denominator.per: 'per' is '0'"),
        odd("per: 100}\nchecks", "per: -1}\nchecks", "measures[7].denominator.per: 'per' is '-1'"),
        odd(
            "site_types: [provider]}",
            "site_types: [provider], denominator: {measure: adp}}",
            "measures[4].denominator: no type of site reports adp and beds together"),
        odd(
            "rule: started <= eligible",
            "rule: 1 > 2",
            "checks[0].rule: '1 > 2' says nothing: it n"),
        odd(
            "rule: started <= eligible",
            "rule: started <= started",
            "it holds whatever is reported"),
        odd("rule: started <= eligible", "rule: started > started + 1", "it holds never"),
        odd("rule: started <= eligible", "rule: started < eligible / 0", "it divides by 0"),
        odd(
            "rule: started <= eligible",
            "rule: adp <= beds",
            "no type of site reports adp and beds"),
        odd("rule: started <= eligible", "rule: started = eligible", "cannot be understood"),
        odd("rule: started <= eligible", "rule: remarks == 1", "'remarks' holds words"),
        odd(
            "checks:\n",
            "checks:\n  - {rule: started <= eligible, message: The same.}\n",
            "checks[1].rule: 'started <= eligible' stands above"),
        odd(
            "message: More started",
            "message: More #started",
            "YAML takes what follows # for a comment"));
  }

  private static List<Odd> rest() {
    return List.of(
        odd(
            "due_after_days: 10",
            "due_after_days: -1",
            "reporting.due_after_days: 'due_after_days'"),
        odd(
            "late_after_days: 20",
            "late_after_days: 5",
            "reporting.late_after_days: a report would"),
        odd(
            "lock_after_days: 40",
            "lock_after_days: 9",
            "lock_after_days: a report would be locked"),
        odd(
            "lock: after_days, lock",
            "lock: on_approval, lock",
            "lock_after_days: reports are locked"),
        odd(
            "partner_type: provider",
            "partner_type: prison",
            "allocation.partner_type: there is no"),
        odd(
            "label: South",
            "label: north",
            "allocation.strata[1].label: the label 'north' is taken"),
        odd("{key: p2,", "{key: P1,", "allocation.pairs[1].key: the key 'P1' differs from 'p1'"),
        odd("outcome: started", "outcome: remarks", "analyses[0].outcome: 'remarks' holds words"),
        odd(
            "exposure: {measure: eligible,",
            "exposure: {measure: started,",
            "analyses[0].exposure: t"),
        odd(
            "exposure: {measure: eligible,",
            "exposure: {measure: waiver,",
            "'waiver' holds yes or no"),
        odd(
            "outcome: share\n",
            "outcome: share\n    exposure: {measure: eligible}\n",
            "analyses[1].exposure: 'share' is a rate already"),
        odd(
            "outcome: started\n    exposure: {measure: eligible, per: 100}",
            "outcome: beds\n    exposure: {measure: adp, per: 100}",
            "analyses[0].exposure: no type of site reports adp and beds together"),
        odd(
            "baseline_phase: baseline",
            "baseline_phase: after",
            "the baseline 'after' comes after"),
        odd(
            "baseline_phase: baseline",
            "baseline_phase: intervention",
            "the baseline is the phase"),
        odd("factors: [dose]", "factors: []", "analyses[0].factors: the analysis names no factor"),
        odd(
            "factors: [dose]",
            "factors: [dose, dose]",
            "analyses[0].factors: 'dose' is said twice"),
        odd(
            "interaction: false",
            "interaction: true",
            "analyses[0].interaction: an interaction needs"),
        odd(
            "[stratum, baseline_rate]",
            "[stratum, stratum]",
            "analyses[0].adjust: something in the"),
        odd(
            "continuity: 0.5",
            "continuity: -0.5",
            "analyses[0].continuity: 'continuity' is below 0"),
        odd("continuity: 0.5", "continuity: 50", "analyses[0].continuity: 'continuity' adds more"),
        odd("confidence: 0.95", "confidence: 95", "analyses[0].confidence: 'confidence' does not"),
        odd(
            "confidence: 0.95",
            "confidence: 0.05",
            "analyses[0].confidence: an interval that holds"),
        odd(
            "beside: [nb_gee, permutation]",
            "beside: [nb_gee, nb_gee, permutation]",
            "beside: somet"),
        odd(
            "permutation_draws: 999",
            "permutation_draws: 1",
            "analyses[0].permutation_draws: 'perm"),
        odd(
            "permutation_seed: 7",
            "permutation_seed: -7",
            "analyses[0].permutation_seed: 'permutation"),
        odd("comparison_arm: LOW", "comparison_arm: HIGH", "the arm would be compared with itself"),
        odd(
            "title: Does the share",
            "title: Does #the share",
            "analyses[1].title: 'title' ends at"),
        odd(
            "label: Change within pairs",
            "label: Started",
            "analyses[1].label: the label 'Started'"));
  }

  private static List<Odd> yaml() {
    return List.of(
        odd("registry_id:", "title: Another\nregistry_id:", "title: 'title' is said twice"),
        odd("registry_id:", "<<: {title: x}\nregistry_id:", "<<: '<<' is not known here"),
        odd("registry_id:", "? [a]\n: b\nregistry_id:", "a key is a list"),
        odd("  - {key: jail, label: Jail}", "\t- {key: jail, label: Jail}", "indented with a tab"),
        odd(
            "    comparison_arm: LOW\n",
            "    comparison_arm: LOW\n---\n",
            "a second document begins"),
        odd(
            "    comparison_arm: LOW\n",
            "    comparison_arm: LOW\n...\nmore: 1\n",
            "text stands after"),
        odd("site_types:\n", "site_types: &t\n", "YAML takes &t for an anchor"));
  }

  @Test
  void theFileThatIsChangedIsGoodItself() {
    assertThat(StudyFileReader.read(GOOD, "study.yaml").errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("table")
  void isRefusedWithLinePathAndMessage(Odd row) {
    int at = GOOD.indexOf(row.good());
    assertThat(at).as(row.good()).isNotNegative();
    String text = GOOD.substring(0, at) + row.odd() + GOOD.substring(at + row.good().length());
    List<StudyFileError> errors = StudyFileReader.read(text, "study.yaml").errors();
    assertThat(errors).as(row.odd()).isNotEmpty();
    assertThat(errors.stream().map(StudyFileError::toString).toList())
        .as(row.odd())
        .anyMatch(told -> told.contains(row.told()));
    assertThat(errors).allMatch(e -> e.line() > 0 && !e.message().contains("Exception"));
  }

  static Stream<String> cases() {
    return Stream.of(
        "check_without_measure_gives_500.yaml:33: checks[0].rule: '1 > 2' says nothing",
        "42_formula_div0.yaml:32: measures[2].computed: 'elig / 0' says nothing: it divides by 0",
        "47_denominator_self.yaml:31: measures[1].denominator: 'started' would be divided by itself",
        "52_exposure_self.yaml:37: analyses[0].exposure: the outcome would be divided by itself",
        "56_baseline_after.yaml:37: analyses[0].baseline_phase: the baseline 'intervention' comes",
        "231_lock_before_late.yaml:34: reporting.lock_after_days: a report would be locked after 5",
        "236_hash_title.yaml:3: title: 'title' ends at 'Base', because YAML takes what follows #");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusesTheCasesThatLoaded(String row) {
    String[] parts = row.split(":", 3);
    ReadResult read =
        StudyFileReader.read(read(CASES.resolve("studies").resolve(parts[0])), parts[0]);
    assertThat(read.errors()).hasSize(1);
    assertThat(read.errors().get(0).line()).isEqualTo(Integer.valueOf(parts[1]));
    assertThat(read.errors().get(0).toString()).contains(parts[2].strip());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsReadableWhatWasOnRecordBefore(String row) {
    String name = row.substring(0, row.indexOf(':'));
    assertThat(StudyFileReader.readOnRecord(read(CASES.resolve("studies").resolve(name)), name))
        .satisfies(result -> assertThat(result.errors()).isEmpty());
  }

  static Stream<Path> designs() throws IOException {
    try (Stream<Path> files = Files.list(CASES.resolve("designs"))) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  static Stream<Path> refusedDesigns() throws IOException {
    try (Stream<Path> files = Files.list(CASES.resolve("designs/refused"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("designs")
  void takesTheDesignsOfTheField(Path file) {
    assertThat(StudyFileReader.read(read(file), file.toString()).errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusedDesigns")
  void saysWhereTheFormatCannotSayADesignYet(Path file) {
    assertThat(StudyFileReader.read(read(file), file.toString()).errors())
        .isNotEmpty()
        .allMatch(e -> e.line() > 1 && !e.expected().isBlank());
  }

  @Test
  void namesHugeNumbersOfCombinationsWithoutMakingThem() {
    StringBuilder factors = new StringBuilder("factors:\n");
    for (int f = 0; f < 40; f++) {
      factors.append("  - {key: f%d, label: F%d, levels: [".formatted(f, f));
      for (int level = 0; level < 9; level++) {
        factors.append("{key: l%d, label: L%d}, ".formatted(level, level));
      }
      factors.append("]}\n");
    }
    StringBuilder levels = new StringBuilder();
    for (int f = 0; f < 40; f++) {
      levels.append("f%d: l0, ".formatted(f));
    }
    String text =
        """
        format: 1
        slug: huge
        title: Huge
        simulated: true
        site_types: [{key: clinic, label: Clinic}]
        phases: [{key: only, label: Only, from: 1, to: 2}]
        %sarms: [{key: A, label: A, levels: {%s}}]
        measures: [{key: n, label: N, type: count, nature: flow, unit: people}]
        reporting: {every: month, due_after_days: 1, late_after_days: 2, lock: on_approval}
        allocation: {unit: site, site_type: clinic, method: uploaded_list}
        """
            .formatted(factors, levels);
    assertThat(StudyFileReader.read(text, "huge.yaml").errors())
        .extracting(StudyFileError::message)
        .containsExactly("the factors have more than 256 combinations of levels");
  }
}
