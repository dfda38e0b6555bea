package org.reachline.sites;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.Problems;
import org.reachline.base.input.UploadForm;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;

@QuarkusTest
class SitesPageTest {
  private static final String FILE = "jail-moud-coaching-echo";

  @Test
  @AsCoordinator
  void coordinatorAddsASiteAndTheTrailSaysSo() {
    String code = "T" + UUID.randomUUID().toString().substring(0, 8);
    form(code, "Example County Jail").post("/sites/new").then().statusCode(303);

    given()
        .get("/sites/" + code)
        .then()
        .statusCode(200)
        .body(allOf(containsString("Example County Jail"), containsString("420 average daily")));
    AuditEntry entry = AuditEntry.listForSubject("site:" + code).get(0);
    assertThat(entry.act).isEqualTo("site.added");
    assertThat(entry.personEmail).isEqualTo("coordinator@demo.reachline.example");
    assertThat(entry.before).isNull();
    assertThat(entry.after).contains("Example County Jail");
  }

  @Test
  @AsCoordinator
  void refusedFormKeepsEveryWordAndNamesEveryField() {
    Csrf.form()
        .formParam("code", "a b")
        .formParam("name", "A <jail>")
        .formParam("type", "jale")
        .formParam("size", "many")
        .formParam("state", "")
        .formParam("zone", "Chicago")
        .post("/sites/new")
        .then()
        .statusCode(400)
        .body(containsString("A &lt;jail&gt;"))
        .body(containsString("Did you mean “jail”?"))
        .body(containsString("“many” is not a number"))
        .body(containsString("href=\"#state\""))
        .body(containsString("a time zone such as America/Chicago"));
  }

  @Test
  @AsCoordinator
  void secondEditorSeesTheOthersChangeAndKeepsTheirWords() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    String code = trial.code("WI-DANE");
    form(code, "Dane County Jail, north")
        .formParam("version", "0")
        .post("/sites/" + code + "/edit")
        .then()
        .statusCode(303);

    form(code, "Dane Jail")
        .formParam("version", "0")
        .post("/sites/" + code + "/edit")
        .then()
        .statusCode(409)
        .body(containsString("coordinator@demo.reachline.example changed this record meanwhile"))
        .body(containsString("“Dane County Jail” → “Dane County Jail, north”"))
        .body(containsString("value=\"Dane Jail\""));
    given()
        .contentType("application/json")
        .body(
            Map.of(
                "name",
                "Dane Jail",
                "type",
                "jail",
                "state",
                "WI",
                "zone",
                "America/Chicago",
                "version",
                0))
        .put("/api/sites/" + code)
        .then()
        .statusCode(409)
        .body("detail", containsString("Dane County Jail, north"));
    given().get("/api/sites/" + code).then().body("name", equalTo("Dane County Jail, north"));
  }

  @Test
  @AsClinician
  void cliniciansSeeTheirOwnSitesAndNothingElse() {
    Trial trial =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane County Jail")
            .staffed()
            .withPartner("WI-TREAT", "Dane Treatment")
            .withSite("WI-ROCK", "Rock County Jail")
            .save();
    given()
        .get("/api/sites?limit=1000")
        .then()
        .body("code", hasItems(trial.code("WI-DANE"), trial.code("WI-TREAT")))
        .body("code", not(hasItem(trial.code("WI-ROCK"))));
    given().get("/sites/" + trial.code("WI-DANE")).then().statusCode(200);
    given().get("/sites/" + trial.code("WI-ROCK")).then().statusCode(404);
    given().get("/api/sites/" + trial.code("WI-ROCK")).then().statusCode(404);
  }

  // Not the outsider: in other tests' trials they attend sessions for a site.
  @Test
  @TestSecurity(user = "newcomer@demo.reachline.example", roles = "clinician")
  void newcomerWithoutASiteIsToldWhoCanChangeThat() {
    given().get("/sites").then().statusCode(200).body(containsString("You belong to no site yet"));
  }

  @Test
  @AsOutsider
  void outsiderSeesNoSiteAndMayNotAddOne() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    given().get("/sites").then().statusCode(200).body(not(containsString(trial.code("WI-DANE"))));
    given().get("/sites/" + trial.code("WI-DANE")).then().statusCode(404);
    given().get("/sites/new").then().statusCode(403);
    form("X1", "Mine").post("/sites/new").then().statusCode(403);
    given().contentType("application/json").body("{}").post("/api/sites").then().statusCode(403);
    given().contentType("text/csv").body("code").post("/api/sites/upload").then().statusCode(403);
  }

  @Test
  @AsResearcher
  void researchersSeeButDoNotChange() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    String code = trial.code("WI-DANE");
    given().get("/sites/" + code).then().statusCode(200).body(not(containsString("/edit")));
    form(code, "Other").post("/sites/" + code + "/edit").then().statusCode(403);
  }

  @Test
  @AsCoordinator
  void listIsTakenWholeAfterAPreview() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    String known = trial.code("WI-DANE");
    String list =
        "\uFEFFcode,name,type,state,zone,partner_of\r\n"
            + (known + "-P,\"Partner, first\",community_provider,WI,America/Chicago," + known)
            + "\r\n"
            + (known + ",Dane Jail,jail,WI,America/Chicago,\r\n\r\n");
    String preview =
        Csrf.upload()
            .multiPart("file", "sites.csv", list.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .post("/sites/upload")
            .then()
            .statusCode(200)
            .body(containsString("name: Dane County Jail → Dane Jail"))
            .body(containsString(UploadForm.carried(list)))
            .extract()
            .asString();
    assertThat(Site.findByCode(known + "-P")).as("a preview saves nothing").isEmpty();

    Csrf.upload()
        .multiPart("content", UploadForm.carried(list))
        .multiPart("confirm", "yes")
        .multiPart("basis", basis(preview))
        .post("/sites/upload")
        .then()
        .statusCode(303)
        .header("location", endsWith("/sites"));
    given()
        .get("/api/sites/" + known + "-P")
        .then()
        .body("name", equalTo("Partner, first"))
        .body("partnerOf", equalTo(known));
    assertThat(AuditEntry.listForSubject("site:" + known).get(0).before).contains("Dane County");
  }

  private static String basis(String preview) {
    return preview.replaceAll("(?s).*name=\"basis\" value=\"([^\"]+)\".*", "$1");
  }

  @Test
  @AsCoordinator
  void oneBadRowKeepsAllRowsOut() {
    String code = "T" + UUID.randomUUID().toString().substring(0, 8);
    List<String> rows =
        List.of(
            "code,name,type,state,zone,size,partner_of",
            code + ",Good,jail,WI,America/Chicago,,",
            code + "b,Bad,jial,WI,America/Chicago,-1,",
            code + ",Twice,jail,WI,America/Chicago,,",
            code + "c,Orphan,jail,WI,America/Chicago,,NOWHERE");
    given()
        .contentType("text/csv")
        .body(String.join("\n", rows))
        .post("/api/sites/upload?dryRun=false")
        .then()
        .statusCode(400)
        .body("saved", equalTo(false))
        .body(
            "rows.find { it.row == 3 && it.column == 'type' }.message",
            containsString("Did you mean “jail”?"))
        .body(
            "rows.find { it.row == 3 && it.column == 'size' }.message",
            containsString("At least 0"))
        .body("rows.find { it.row == 4 }.message", equalTo("This site stands in row 2 already."))
        .body("rows.find { it.row == 5 }.column", equalTo("partner_of"));
    assertThat(Site.findByCode(code)).isEmpty();
  }

  private static RequestSpecification form(String code, String name) {
    return Csrf.form()
        .formParam("code", code)
        .formParam("name", name)
        .formParam("type", "jail")
        .formParam("size", "420")
        .formParam("sizeUnit", "average daily population")
        .formParam("state", "WI")
        .formParam("zone", "America/Chicago");
  }

  @Test
  @AsCoordinator
  void sitesAreLookedForByCodeNameAndState() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    String code = trial.code("WI-DANE");
    given()
        .get("/sites?q=" + code.toLowerCase(Locale.ROOT))
        .then()
        .statusCode(200)
        .body(containsString("1 site, by code"))
        .body(containsString(code));
    given().get("/api/sites?q=" + code).then().body("code", equalTo(List.of(code)));
    given().get("/sites?q=no_such%25").then().body(containsString("No site fits"));
  }

  @Test
  @AsOutsider
  void outsiderFindsNoSiteByLooking() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    given().get("/api/sites?q=" + trial.code("WI-DANE")).then().body("$", empty());
    given().get("/sites?q=" + trial.code("WI-DANE")).then().body(containsString("No site fits"));
  }

  @Test
  @AsCoordinator
  void whatCannotBeKeptOfASiteIsNamedNotDropped() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    Map<String, Object> change =
        Map.of(
            "code", "WI-OTHER",
            "name", "Dane",
            "type", "jail",
            "sizeUnit", "beds",
            "state", "WI",
            "zone", "GMT+5",
            "version", 0);
    given()
        .contentType("application/json")
        .body(change)
        .put("/api/sites/" + trial.code("WI-DANE"))
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("code", "size", "zone")));
    for (String offset : new String[] {"+05:00", "Z", "UTC+1"}) {
      Problems problems = new Problems();
      assertThat(problems.zone("zone", offset)).isNull();
      assertThat(problems.of("zone")).contains("a time zone such as America/Chicago");
    }
  }

  @Test
  @AsCoordinator
  void trailOfASiteSaysWhatChanged() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    String code = trial.code("WI-DANE");
    form(code, "Dane Jail, north")
        .formParam("version", "0")
        .formParam("reason", "renamed by the county")
        .post("/sites/" + code + "/edit")
        .then()
        .statusCode(303);
    given()
        .get("/sites/" + code)
        .then()
        .body(containsString("Name: “Dane County Jail” → “Dane Jail, north”"))
        .body(containsString("renamed by the county"));
    given()
        .get("/api/sites/" + code + "/trail")
        .then()
        .statusCode(200)
        .body("[0].act", equalTo("site.changed"))
        .body("[0].reason", equalTo("renamed by the county"))
        .body("[0].changes.find { it.property == 'name' }.before", equalTo("Dane County Jail"));
  }

  @Test
  @AsCoordinator
  void takesBackWordForWordWhatItGave() {
    Trial trial =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane County Jail")
            .withPartner("WI-PART", "Dane Recovery")
            .save();
    for (String code : List.of(trial.code("WI-DANE"), trial.code("WI-PART"))) {
      Map<String, Object> given = given().get("/api/sites/" + code).jsonPath().getMap("");
      put(code, given).statusCode(200).body("", equalTo(given));
      assertThat(AuditEntry.listForSubject("site:" + code)).isEmpty();
      for (String wrong : List.of("partnerOf", "type", "zone")) {
        Map<String, Object> other = new HashMap<>(given);
        other.put(wrong, "NOWHERE");
        put(code, other).statusCode(400).body("errors.field", equalTo(List.of(wrong)));
      }
    }
  }

  private static ValidatableResponse put(String code, Map<String, Object> site) {
    return given().contentType("application/json").body(site).put("/api/sites/" + code).then();
  }

  @Test
  @AsCoordinator
  void everythingWrongWithASiteIsSaidAtOnceOnItsForm() {
    Csrf.form()
        .formParam("code", "new")
        .formParam("sizeUnit", "beds")
        .formParam("partnerOf", "NOWHERE")
        .post("/sites/new")
        .then()
        .statusCode(400)
        .body(containsString("href=\"#code\">Code: Letters, digits"))
        .body(containsString("href=\"#name\">Name: please"))
        .body(containsString("href=\"#type\">Type: please"))
        .body(containsString("href=\"#size\">Size: Give the size"))
        .body(containsString("href=\"#state\">State: please"))
        .body(containsString("href=\"#zone\">Time zone: please"))
        .body(containsString("href=\"#partnerOf\">Partner of: there is no site"))
        .body(containsString("value=\"beds\""));
  }

  @Test
  @AsResearcher
  void trailOfASiteIsForCoordinators() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    given().get("/api/sites/" + trial.code("WI-DANE") + "/trail").then().statusCode(403);
  }
}
