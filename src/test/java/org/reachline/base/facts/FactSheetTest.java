package org.reachline.base.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reachline.base.input.FreeText.Readers.COACH;
import static org.reachline.base.input.FreeText.Readers.ECHO;

import jakarta.persistence.Column;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;

class FactSheetTest {
  enum Way {
    ON_FOOT,
    BY_CAR
  }

  record Walk(
      @NotNull @TrailKey("heldOn") @ListColumn(otherNames = "date") LocalDate day,
      @NotNull @Min(1) @Max(1440) Integer minutes,
      @DecimalMin("0.01") @Digits(integer = 3, fraction = 2) BigDecimal share,
      Way way,
      String part,
      @NotNull @Size(max = 20) @Line(COACH) String walkedWith,
      @Column(name = "why_so") @Size(max = 30) @Prose(ECHO) String why) {}

  private static final FactSheet<Walk> SHEET = FactSheet.of(Walk.class);

  private static Walk read(Map<String, String> typed, Problems problems) {
    return SHEET
        .reader(typed, problems)
        .choice("part", List.of(new Choice("nurse", "Nurse")), "one of the parts")
        .read();
  }

  private static Walk walk() {
    Problems problems = new Problems();
    Walk walk =
        read(
            Map.of(
                "day",
                "2026-03-10",
                "minutes",
                " 45 ",
                "share",
                "0.50",
                "way",
                "by_car",
                "part",
                "nurse",
                "walkedWith",
                " Ann ",
                "why",
                "first\nsecond"),
            problems);
    assertThat(problems.list()).isEmpty();
    return walk;
  }

  @Test
  void readsWhatWasTyped() {
    assertThat(walk())
        .isEqualTo(
            new Walk(
                LocalDate.of(2026, 3, 10),
                45,
                new BigDecimal("0.50"),
                Way.BY_CAR,
                "nurse",
                "Ann",
                "first\nsecond"));
  }

  @Test
  void notesEveryProblemAtOnceAndKeepsWhatCouldBeRead() {
    Problems problems = new Problems();
    Walk walk =
        read(
            Map.of(
                "minutes",
                "0",
                "share",
                "0.125",
                "way",
                "by boat",
                "part",
                "cook",
                "walkedWith",
                "two\nlines",
                "why",
                "x".repeat(31)),
            problems);
    assertThat(problems.list())
        .extracting(Problems.Problem::field)
        .containsExactlyInAnyOrder("day", "minutes", "share", "way", "part", "walkedWith", "why");
    assertThat(problems.of("day")).isEqualTo("Please fill this in.");
    assertThat(problems.of("minutes")).isEqualTo("At least 1, please.");
    assertThat(problems.of("share")).isEqualTo("At most two decimals, please, such as 0.25.");
    assertThat(problems.of("way"))
        .isEqualTo("“by boat” is not one of the answers: on_foot, by_car.");
    assertThat(problems.of("part"))
        .isEqualTo("“cook” is not one of the answers: one of the parts.");
    assertThat(problems.of("walkedWith")).startsWith("One line, please");
    assertThat(problems.of("why")).isEqualTo("At most 30 characters, please; this has 31.");
    assertThat(walk.day()).isNull();
  }

  @Test
  void typesAgainWhatItRead() {
    assertThat(read(SHEET.typed(walk()), new Problems())).isEqualTo(walk());
    Walk least = SHEET.make(Map.of("day", walk().day(), "minutes", 1, "walkedWith", "Bo"));
    assertThat(read(SHEET.typed(least), new Problems())).isEqualTo(least);
  }

  @Test
  void aRowLeavesAloneWhatItsListHasNoColumnFor() {
    UploadedTable table =
        UploadedTable.read("date,minutes,walked_with\n2026-04-01,45,\n", SHEET.columns());
    Map<String, String> typed = SHEET.typed(table, table.rows().get(0), walk());
    assertThat(typed).containsEntry("day", "2026-04-01").containsEntry("walkedWith", "");
    assertThat(typed).containsEntry("why", "first\nsecond");
    assertThat(SHEET.columnOf("walkedWith")).isEqualTo("walked_with");
    assertThat(SHEET.columnOf("site")).isEqualTo("site");
    assertThat(UploadedTable.read("day,why\n,\n", SHEET.columns()).problems())
        .extracting(RowOutcome::column)
        .containsExactly("minutes", "walked_with");
  }

  @Test
  void tellsDifferencesInWords() {
    Walk now = SHEET.with(SHEET.with(walk(), "minutes", 50), "why", null);
    now = SHEET.with(now, "share", new BigDecimal("0.5"));
    assertThat(SHEET.differencesInWords(walk(), now))
        .isEqualTo("Minutes: 45, now 50; Why: first\nsecond, now nothing");
    assertThat(SHEET.differences(now, now)).isEmpty();
  }

  @Test
  void keepsTheTrailsKeys() {
    assertThat(SHEET.state(walk()))
        .containsEntry("heldOn", "2026-03-10")
        .containsEntry("minutes", 45)
        .containsEntry("walkedWith", "Ann")
        .doesNotContainKey("day");
  }

  @Test
  void namesItsFreeTextsWithTheirReaders() {
    assertThat(SHEET.texts())
        .containsExactly(
            new FactSheet.Text("walkedWith", COACH), new FactSheet.Text("why_so", ECHO));
    assertThat(SHEET.exported())
        .extracting(FactSheet.Exported::column)
        .containsExactly("day", "minutes", "share", "way", "part");
  }

  @Test
  void whatItCannotReadMustBeGiven() {
    Problems problems = new Problems();
    assertThatThrownBy(() -> SHEET.reader(Map.of(), problems).read())
        .hasMessage("part must be given or chosen");
    assertThatThrownBy(() -> SHEET.fact("colour")).hasMessage("colour");
  }
}
