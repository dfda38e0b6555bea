package org.reachline.sites;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.input.UploadForm;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

/** What a list of sites may not do that a form may not do either. */
@QuarkusTest
class SiteListTest {
  private static final String FILE = "jail-moud-coaching-echo";

  @Test
  @AsCoordinator
  void listIsNotTakenOverAChangeThatItsPreviewDidNotShow() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane County Jail").save();
    String code = trial.code("WI-DANE");
    String text = "code,name,type,state,zone\n" + code + ",Dane,jail,WI,America/Chicago\n";
    String seen =
        given()
            .contentType("text/csv")
            .body(text)
            .post("/api/sites/upload")
            .then()
            .statusCode(200)
            .extract()
            .path("basis");
    Csrf.form()
        .formParam("name", "Dane County Jail, north")
        .formParam("type", "jail")
        .formParam("state", "WI")
        .formParam("zone", "America/Chicago")
        .formParam("version", "0")
        .post("/sites/" + code + "/edit")
        .then()
        .statusCode(303);
    given()
        .contentType("text/csv")
        .body(text)
        .post("/api/sites/upload?dryRun=false&basis=" + seen)
        .then()
        .statusCode(409)
        .body("detail", containsString("“Dane County Jail” → “Dane County Jail, north”"));
    Csrf.upload()
        .multiPart("content", UploadForm.carried(text))
        .multiPart("confirm", "yes")
        .multiPart("basis", seen)
        .post("/sites/upload")
        .then()
        .statusCode(409)
        .body(containsString(code + ": coordinator@demo.reachline.example changed this record"))
        .body(containsString("name: Dane County Jail, north → Dane"));
    given().get("/api/sites/" + code).then().body("name", equalTo("Dane County Jail, north"));
  }

  /** The form refuses the same, site by site. */
  @Test
  @AsCoordinator
  void listMakesNoPartnerOfWhoHasPartnersAndNoUnitOfSize() {
    Trial trial =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane County Jail")
            .withPartner("WI-PART", "Dane Recovery")
            .withSite("WI-ROCK", "Rock County Jail")
            .save();
    String dane = trial.code("WI-DANE");
    String rock = trial.code("WI-ROCK");
    String head = "code,name,type,state,zone,size,partner_of\n";
    list(head + dane + ",Dane County Jail,jail,WI,America/Chicago,," + rock)
        .statusCode(400)
        .body("rows[0].column", equalTo("partner_of"))
        .body("rows[0].message", containsString("has partners of its own"));
    list(head + rock + ",Rock County Jail,jail,WI,America/Chicago,120,")
        .statusCode(400)
        .body("rows[0].column", equalTo("size_unit"));
    String away = trial.code("WI-PART") + ",Dane Recovery,community_provider,WI,UTC,,\n";
    list(head + away + dane + ",Dane County Jail,jail,WI,America/Chicago,," + rock)
        .statusCode(400)
        .body("rows.message.flatten()", not(hasItem(containsString("has partners of its own"))));
  }

  private static ValidatableResponse list(String text) {
    return given().contentType("text/csv").body(text).post("/api/sites/upload").then();
  }
}
