package org.reachline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.TestContacts;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.dose.DoseLedger;
import org.reachline.personas.AsResearcher;

/** The dose of a site is one figure, wherever it is read. */
@QuarkusTest
class OneDoseTest {
  private static final LocalDate START = LocalDate.of(2023, 3, 1);
  private static final Map<String, String> ARM_OF =
      Map.of("WI-A", "LOW", "WI-B", "LOW-ECHO", "WI-C", "HIGH", "WI-D", "HIGH-ECHO");

  @Inject DoseLedger ledger;

  /** What counts and what counts as unplanned, in contacts and minutes. */
  private record Figure(int contacts, int minutes, int beside, int allContacts, int allMinutes) {}

  /** One unit in each arm, so that an arm's median is the unit's own figure. */
  private Trial trial() {
    TrialBuilder builder = aTrial("jail-moud-coaching-echo");
    ARM_OF.forEach(
        (code, arm) ->
            builder
                .withSite(code, "Jail " + code)
                .startedOn(START)
                .inStratum("MEDIUM")
                .allocatedTo(arm));
    Trial trial = builder.save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              // On time, late but within its phase, and unplanned.
              TestContacts.held(trial, "WI-C", "site_visit@1", START.plusDays(9), 240);
              TestContacts.held(trial, "WI-C", "monthly_call@3", START.plusDays(130), 50);
              TestContacts.held(trial, "WI-C", null, START.plusDays(44), 25);
              // After the phase in which it was due: counts as unplanned.
              TestContacts.held(trial, "WI-D", "monthly_call@5", START.plusMonths(13), 60);
              TestContacts.held(trial, "WI-D", "monthly_call@2", START.plusDays(40), 61);
              TestContacts.held(trial, "WI-A", "webinar@2", START.plusDays(40), 118);
              // Matched to a line that the plan of this arm does not have.
              TestContacts.held(trial, "WI-A", "monthly_call@2", START.plusDays(41), 33);
              CoachingContact gone =
                  TestContacts.held(trial, "WI-B", "webinar@2", START.plusDays(40), 120);
              gone.withdrawnAt = Instant.parse("2024-01-01T00:00:00Z");
              gone.withdrawnBy = TrialBuilder.COACH;
              gone.withdrawalReason = "Entered for another jail";
              ledger.post(gone.enrolment, gone.subject(), Optional.empty(), "withdrawn");
            });
    return trial;
  }

  @Test
  @AsResearcher
  void isTheSameOnComparisonBoardLedgerAndExport() throws IOException {
    Trial trial = trial();
    Map<String, Figure> comparison = new LinkedHashMap<>();
    Map<String, Figure> board = new LinkedHashMap<>();
    Map<String, Figure> page = new LinkedHashMap<>();
    JsonPath compared =
        given().get("/api" + trial.path() + "/comparison/primary").then().extract().jsonPath();
    JsonPath rows = given().get("/api" + trial.path() + "/coaching").then().extract().jsonPath();
    Map<String, int[]> lines = exported(trial);
    for (String site : ARM_OF.keySet()) {
      String line =
          "dose.find { it.strategy == 'coaching' && it.arm == '%s' }.".formatted(ARM_OF.get(site));
      String row = "find { it.site == '%s' }.".formatted(trial.code(site));
      int[] all = lines.getOrDefault(trial.code(site), new int[2]);
      int beside = compared.getInt(line + "beyondPlan");
      Figure figure =
          new Figure(
              (int) compared.getDouble(line + "contacts.median"),
              (int) compared.getDouble(line + "minutes.median"),
              beside,
              (int) compared.getDouble(line + "contacts.median") + beside,
              all[1]);
      comparison.put(site, figure);
      board.put(
          site,
          new Figure(
              rows.getInt(row + "delivered.contacts"),
              rows.getInt(row + "delivered.minutes"),
              rows.getInt(row + "besidePlan.contacts"),
              all[0],
              rows.getInt(row + "delivered.minutes") + rows.getInt(row + "besidePlan.minutes")));
      page.put(site, onLedgerPage(trial, site));
    }
    assertThat(comparison).isEqualTo(board).isEqualTo(page);
    assertThat(comparison.get("WI-A")).isEqualTo(new Figure(1, 118, 1, 2, 151));
    assertThat(comparison.get("WI-B")).isEqualTo(new Figure(0, 0, 0, 0, 0));
    assertThat(comparison.get("WI-C")).isEqualTo(new Figure(2, 290, 1, 3, 315));
    assertThat(comparison.get("WI-D")).isEqualTo(new Figure(1, 61, 1, 2, 121));
  }

  /** Contacts and minutes of each unit's coaching, summed over the exported lines. */
  private static Map<String, int[]> exported(Trial trial) throws IOException {
    byte[] zip =
        given()
            .get("/api" + trial.path() + "/exports/zip")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    Map<String, int[]> sums = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals("dose.csv")) {
          String csv = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            for (NamedCsvRecord line : reader) {
              int[] sum = sums.computeIfAbsent(line.getField("unit"), unit -> new int[2]);
              sum[0] += Integer.parseInt(line.getField("contacts"));
              sum[1] += Integer.parseInt(line.getField("minutes"));
            }
          }
        }
      }
    }
    return sums;
  }

  private static Figure onLedgerPage(Trial trial, String site) {
    String page =
        given()
            .get(trial.path() + "/coaching/" + trial.code(site) + "/ledger")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    // The strategies come in the order of the file; coaching is asked for by its heading.
    String coaching = page.substring(page.indexOf("id=\"account-coaching\""));
    coaching =
        coaching.substring(0, coaching.indexOf("</section>")).replaceAll("</?a\\b[^>]*>", "");
    int[] counts = numbers(coaching, "(\\d+) of \\d+ contacts, (\\d+) of \\d+ minutes</dd>");
    int[] beside = numbers(coaching, "<dt>Beside the plan</dt><dd>(\\d+) contacts, (\\d+) minutes");
    int[] sums =
        coaching.contains("<tfoot>")
            ? numbers(
                coaching,
                "uncounted contacts included</th><td class=\"n\">(-?\\d+)</td><td"
                    + " class=\"n\">(-?\\d+)")
            : new int[2];
    assertThat(beside[1] + counts[1]).isEqualTo(sums[1]);
    return new Figure(counts[0], counts[1], beside[0], sums[0], sums[1]);
  }

  private static int[] numbers(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return new int[] {Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))};
  }
}
