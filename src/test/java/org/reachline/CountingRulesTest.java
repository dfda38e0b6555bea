package org.reachline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.TestContacts;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsResearcher;

/** Under each counting rule of the study file the dose is one figure, with the rule's label. */
@QuarkusTest
class CountingRulesTest {
  private static final LocalDate START = LocalDate.of(2024, 3, 1);
  private static final Map<String, String> LABELS =
      Map.of("registry_events", "All but the kick-off", "published_label", "As published");

  private Trial trial;
  private String low;

  @BeforeEach
  void lowSiteWithASponsorCall() {
    trial =
        aTrial("dose-lab")
            .withSite("WI-LOW", "Low jail")
            .startedOn(START)
            .allocatedTo("LOW")
            .coached()
            .withSite("WI-HIGH", "High jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .save();
    low = trial.code("WI-LOW");
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              TestContacts.held(trial, "WI-LOW", "kickoff@1", START.plusDays(2), 61);
              TestContacts.held(trial, "WI-LOW", "sponsor_call@1", START.plusDays(4), 31);
              TestContacts.held(trial, "WI-LOW", "webinar@2", START.plusDays(40), 118);
              TestContacts.held(trial, "WI-LOW", null, START.minusMonths(4), 9);
            });
  }

  /** Contacts and minutes, of those planned, and the label. */
  private record Figure(int contacts, int minutes, int ofContacts, int ofMinutes, String label) {}

  private Map<String, Figure> everywhere(String rule) throws Exception {
    Map<String, Figure> figures = new LinkedHashMap<>();
    String study = "/api" + trial.path();
    String asked = "?rule=" + rule;
    JsonPath board = get(study + "/coaching" + asked);
    String row = "find { it.site == '%s' }.".formatted(low);
    figures.put("board", figure(board, row, "planned.", "delivered.", "contacts", "minutes"));
    JsonPath site = get(study + "/coaching/" + low + asked);
    figures.put("coaching", figure(site, "[0].", "planned.", "delivered.", "contacts", "minutes"));
    JsonPath overview = get(study + "/sites/" + low + asked);
    figures.put(
        "site", figure(overview, "coaching[0].", "planned", "delivered", "Contacts", "Minutes"));
    JsonPath ledger = get(study + "/coaching/" + low + "/ledger" + asked);
    String account = "find { it.strategy == 'coaching' }.";
    figures.put(
        "ledger",
        new Figure(
            ledger.getInt(account + "phases.contacts.sum()"),
            ledger.getInt(account + "phases.minutes.sum()"),
            ledger.getInt(account + "phases.plannedContacts.sum()"),
            ledger.getInt(account + "phases.plannedMinutes.sum()"),
            ledger.getString(account + "ruleLabel")));
    JsonPath entries =
        get(study + "/entries?of=planned&site=" + low + "&strategy=coaching&rule=" + rule);
    figures.put(
        "entries",
        new Figure(
            entries.getInt("sums.contacts"),
            entries.getInt("sums.minutes"),
            entries.getInt("sums.plannedContacts"),
            entries.getInt("sums.plannedMinutes"),
            entries.getString("rules[0].label")));
    JsonPath compared = get(study + "/comparison/primary" + asked);
    String line = "dose.find { it.strategy == 'coaching' && it.arm == 'LOW' }.";
    figures.put(
        "comparison",
        new Figure(
            (int) compared.getDouble(line + "contacts.median"),
            (int) compared.getDouble(line + "minutes.median"),
            compared.getInt(line + "plannedContacts"),
            compared.getInt(line + "plannedMinutes"),
            compared.getString(line + "ruleLabel")));
    figures.put("export", exported(rule));
    return figures;
  }

  private static JsonPath get(String address) {
    return given().get(address).then().statusCode(200).extract().jsonPath();
  }

  private static Figure figure(
      JsonPath from,
      String row,
      String planned,
      String delivered,
      String contacts,
      String minutes) {
    return new Figure(
        from.getInt(row + delivered + contacts),
        from.getInt(row + delivered + minutes),
        from.getInt(row + planned + contacts),
        from.getInt(row + planned + minutes),
        from.getString(row + "ruleLabel"));
  }

  private Figure exported(String rule) throws Exception {
    byte[] zip = given().get("/api" + trial.path() + "/exports/zip").asByteArray();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals("dose_by_rule.csv")) {
          String csv = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            for (NamedCsvRecord r : reader) {
              if (r.getField("unit").equals(low)
                  && r.getField("strategy").equals("coaching")
                  && r.getField("rule").equals(rule)) {
                return new Figure(
                    Integer.parseInt(r.getField("contacts")),
                    Integer.parseInt(r.getField("minutes")),
                    Integer.parseInt(r.getField("planned_contacts")),
                    Integer.parseInt(r.getField("planned_minutes")),
                    r.getField("rule_label"));
              }
            }
          }
        }
      }
    }
    throw new AssertionError("no row for " + rule);
  }

  @Test
  @AsResearcher
  void areOneFigureWhereverItIsRead() throws Exception {
    Map<String, Figure> registry = everywhere("registry_events");
    assertThat(registry.values())
        .as(registry.toString())
        .containsOnly(new Figure(2, 149, 4, 300, "All but the kick-off"));
    Map<String, Figure> published = everywhere("published_label");
    assertThat(published.values())
        .as(published.toString())
        .containsOnly(new Figure(1, 149, 3, 300, "As published"));
  }

  @Test
  @AsResearcher
  void standOnEveryPageWithTheirLabelAndTheChoiceInTheAddress() {
    for (String rule : LABELS.keySet()) {
      String contacts = rule.equals("published_label") ? "1 of 3" : "2 of 4";
      for (String page :
          List.of(
              "/coaching?q=" + low + "&rule=",
              "/coaching/" + low + "?rule=",
              "/sites/" + low + "?rule=",
              "/coaching/" + low + "/ledger?rule=",
              "/comparison/primary?rule=")) {
        String html =
            given().get(trial.path() + page + rule).then().statusCode(200).extract().asString();
        assertThat(html).as(page + rule).contains(LABELS.get(rule));
        if (!page.startsWith("/comparison")) {
          assertThat(html).as(page + rule).contains(">" + contacts + "</a>");
        }
        boolean chosen = rule.equals("registry_events");
        assertThat(html.contains("&amp;rule=published_label")).as(page + rule).isEqualTo(!chosen);
      }
    }
  }

  @Test
  @AsResearcher
  void areRefusedByNameWhereTheStudyHasNoSuchRule() {
    for (String page :
        List.of(
            "/coaching?rule=",
            "/coaching/" + low + "?rule=",
            "/sites/" + low + "?rule=",
            "/coaching/" + low + "/ledger?rule=",
            "/entries?site=" + low + "&rule=",
            "/comparison/primary?rule=")) {
      given()
          .get("/api" + trial.path() + page + "publshed")
          .then()
          .statusCode(400)
          .body(containsString("published_label"));
      given().get(trial.path() + page + "publshed").then().statusCode(400);
    }
  }

  @Test
  @AsResearcher
  void tellWhatLiesOutsideThePhases() {
    JsonPath ledger = get("/api" + trial.path() + "/coaching/" + low + "/ledger");
    String account = "find { it.strategy == 'coaching' }.phases.";
    assertThat(ledger.getList(account + "period"))
        .containsExactly("baseline", "intervention", "outside the phases");
    assertThat(ledger.getList(account + "besideContacts", Integer.class)).containsExactly(0, 0, 1);
    given()
        .get(trial.path() + "/coaching/" + low + "/ledger")
        .then()
        .body(containsString("Outside the phases"));
    given()
        .queryParam("of", "beside")
        .queryParam("site", low)
        .queryParam("phase", "outside the phases")
        .get("/api" + trial.path() + "/entries")
        .then()
        .statusCode(200)
        .body("sums.minutes", org.hamcrest.Matchers.equalTo(9));
  }

  @Test
  @AsCoach
  void aCoachChoosesForTheirOwnSiteOnly() {
    given()
        .get("/api" + trial.path() + "/coaching/" + low + "?rule=published_label")
        .then()
        .statusCode(200);
    given()
        .get("/api" + trial.path() + "/coaching/" + trial.code("WI-HIGH") + "?rule=published_label")
        .then()
        .statusCode(404);
  }

  @Test
  @AsBlindedResearcher
  void aBlindedResearcherIsToldNoDoseUnderAnyRule() {
    given()
        .get(trial.path() + "/comparison/primary?rule=published_label")
        .then()
        .statusCode(200)
        .body(not(containsString("As published")));
    given().get("/api" + trial.path() + "/coaching?rule=published_label").then().statusCode(403);
  }
}
