package org.reachline.reach.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reachline.base.Problems;
import org.reachline.protocol.measure.Measure;

class MeasureSheetTest {
  private static MeasureSheet jail() throws IOException {
    return MeasureSheet.of(ReportCalendarTest.file("jail-moud-coaching-echo"), "jail");
  }

  private static Map<String, BigDecimal> values(Object... pairs) {
    Map<String, BigDecimal> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], new BigDecimal(pairs[i + 1].toString()));
    }
    return values;
  }

  @Test
  void asksASiteOnlyWhatItsTypeReports() throws IOException {
    assertThat(jail().typed())
        .extracting(Measure::key)
        .contains("adp", "naloxone_kits")
        .doesNotContain("monthly_intakes", "new_total");
    MeasureSheet provider =
        MeasureSheet.of(ReportCalendarTest.file("jail-moud-coaching-echo"), "community_provider");
    assertThat(provider.typed())
        .extracting(Measure::key)
        .contains("monthly_intakes")
        .doesNotContain("adp");
  }

  @Test
  void addsUpOnlyWhatIsNotBlank() throws IOException {
    assertThat(jail().complete(values("new_bup", 3, "new_met", 0, "new_ntx", 2)))
        .containsEntry("new_total", new BigDecimal("5"));
    assertThat(jail().complete(values("new_bup", 3, "new_ntx", 2))).doesNotContainKey("new_total");
    assertThat(jail().complete(values("new_total", 9)))
        .as("a total that came without its parts stays")
        .containsEntry("new_total", new BigDecimal("9"));
  }

  @Test
  void tellsBlockingChecksFromWarningsInTheFilesWords() throws IOException {
    List<MeasureSheet.Finding> findings =
        jail()
            .check(
                values(
                    "oud_identified", 5, "eligible", 6, "new_bup", 4, "new_met", 2, "new_ntx", 1));
    assertThat(findings)
        .containsExactly(
            new MeasureSheet.Finding(
                "eligible",
                "More people are eligible than were found to have opioid use disorder.",
                true),
            new MeasureSheet.Finding(
                "eligible",
                "More people are new on medication than were eligible. That can be if they became"
                    + " eligible last month.",
                false));
  }

  @Test
  void aCheckSaysNothingAboutABlank() throws IOException {
    assertThat(jail().check(values("eligible", 6))).isEmpty();
    assertThat(jail().check(values("eligible", 6, "oud_identified", 0))).hasSize(1);
  }

  @Test
  void missesWhatIsRequiredAndBlankButNotAZero() throws IOException {
    assertThat(jail().missing(values("adp", 0), Set.of()))
        .extracting(Measure::key)
        .contains("oud_identified")
        .doesNotContain("adp", "naloxone_kits", "new_total");
  }

  @Test
  void readsBlankZeroAndNonsenseApart() throws IOException {
    Problems problems = new Problems();
    Map<String, String> typed =
        Map.of(
            "adp", " 12.50 ", "new_bup", "0", "new_met", " ", "eligible", "none", "new_ntx", "-1");
    Filled filled = Filled.read(jail().typed(), typed::get, problems);
    assertThat(filled.values())
        .containsOnly(
            Map.entry("adp", new BigDecimal("12.5")), Map.entry("new_bup", BigDecimal.ZERO));
    assertThat(problems.of("eligible")).contains("is not a number");
    assertThat(problems.of("new_ntx")).isEqualTo("At least 0, please.");
    assertThat(problems.list()).hasSize(2);
  }

  @Test
  void takesNoHalfPeople() throws IOException {
    Problems problems = new Problems();
    Filled.read(jail().typed(), Map.of("new_bup", "1.5")::get, problems);
    assertThat(problems.of("new_bup")).isEqualTo("A whole number, please, without decimals.");
  }
}
