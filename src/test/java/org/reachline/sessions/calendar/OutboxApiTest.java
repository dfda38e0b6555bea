package org.reachline.sessions.calendar;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.sessions.EchoTrial;

/** The outbox as JSON, filled by invitations. */
@QuarkusTest
class OutboxApiTest {
  private static EchoTrial invited() {
    QuarkusTransaction.requiringNew().run(() -> OutboxMail.deleteAll());
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    EchoTrial trial = EchoTrial.planned();
    given()
        .contentType("application/json")
        .post("/api" + trial.trial().path() + "/sessions/invitations")
        .then()
        .statusCode(200);
    return trial;
  }

  @Test
  @AsCoordinator
  void coordinatorReadsAndRetriesButReadsNobodysLinks() {
    EchoTrial trial = invited();
    given()
        .contentType("application/json")
        .post("/api" + trial.trial().path() + "/sessions/invitations")
        .then()
        .body("letters", equalTo(0));
    given()
        .get("/api/outbox")
        .then()
        .statusCode(200)
        .body("", hasSize(2))
        .body("state", everyItem(equalTo("waiting")))
        .body("[0].text", equalTo(null));
    long id =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  OutboxMail mail = OutboxMail.<OutboxMail>list("order by ordinal").get(0);
                  mail.state = OutboxMail.State.FAILED;
                  mail.lastError = "refused";
                  return mail.id;
                });
    given().get("/api/outbox?limit=1").then().body("[0].id", equalTo((int) id));
    given().get("/home").then().statusCode(200).body(containsString("1 mail could not be sent."));
    given()
        .contentType("application/json")
        .post("/api/outbox/" + id + "/retry")
        .then()
        .body("state", equalTo("waiting"));
    given()
        .contentType("application/json")
        .post("/api/outbox/" + id + "/retry")
        .then()
        .statusCode(409);
    given().get("/api/outbox?limit=1").then().body("[0].id", not(equalTo((int) id)));
  }

  @Test
  @AsHub
  void hubInvitesButMayNotReadTheOutbox() {
    invited();
    given().get("/api/outbox").then().statusCode(403);
    given().contentType("application/json").post("/api/outbox/1/retry").then().statusCode(403);
  }
}
