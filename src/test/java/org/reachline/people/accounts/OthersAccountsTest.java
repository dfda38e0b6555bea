package org.reachline.people.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;
import org.reachline.base.Role;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.people.Person;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;
import org.reachline.personas.WithKeycloak;

/** Nobody becomes somebody else by renewing an invitation or resetting a password. */
@QuarkusTest
@WithKeycloak
class OthersAccountsTest extends AccountFixture {
  @Test
  @AsCoordinator
  void invitationOfSomebodyWhoHasSignedInIsNotRenewed() {
    Person bySign = invited("clinician");
    cameIn(bySign);
    post(bySign, "renew").statusCode(409).body("detail", containsString("has signed in before"));
    // Somebody who chose a password and has not come in yet.
    Person byPassword = invited("clinician");
    UserRepresentation chosen = account(byPassword);
    chosen.setRequiredActions(List.of());
    keycloak.realm("reachline").users().get(chosen.getId()).update(chosen);
    Csrf.form()
        .post("/people/" + byPassword.id + "/renew")
        .then()
        .statusCode(409)
        .body(containsString("nobody else may set their password"))
        .body(not(containsString("temporary-password")));
    // Whose account is gone cannot be made anew by somebody who then knows its password.
    keycloak.realm("reachline").users().get(account(bySign).getId()).remove();
    post(bySign, "renew").statusCode(409);
    // Who never came in gets another invitation.
    post(invited("clinician"), "renew").statusCode(200).body("temporaryPassword", notNullValue());
  }

  @Test
  @AsCoordinator
  void resetGoesToThePersonsOwnAddressAndTellsThem() {
    Person person = invited("coach");
    cameIn(person);
    List<String> before = roles(person);
    post(person, "reset").statusCode(409).body("detail", containsString("Keycloak sends no mail"));
    assertThat(last(person).act).as("nothing half done").isEqualTo("person.invited");

    Csrf.form()
        .formParam("reason", "")
        .post("/people/" + person.id + "/reset")
        .then()
        .statusCode(400)
        .body(containsString("id=\"reason-reset-problem\""));
    List<String> mailed = new ArrayList<>();
    // No realm of the tests has a mail server, and the service may not give it one.
    QuarkusMock.installMockForType(
        new KeycloakUsers() {
          {
            this.keycloak = OthersAccountsTest.this.keycloak;
            this.realmName = "reachline";
          }

          @Override
          boolean mailReset(String id) {
            return mailed.add(id);
          }
        },
        KeycloakUsers.class);
    post(person, "reset").statusCode(200);
    assertThat(mailed).containsExactly(account(person).getId());
    assertThat(roles(person)).isEqualTo(before);
    assertThat(last(person).act).isEqualTo("person.reset_sent");
    assertThat(last(person).reason).isEqualTo("because of the test");
    List<OutboxMail> told =
        QuarkusTransaction.requiringNew().call(() -> OutboxMail.list("to", person.email));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).text).contains("because of the test").contains("Corinne Adler");
  }

  @Test
  @AsCoordinator
  void renewedInvitationBringsEveryRole() {
    Person person = invited("coach");
    QuarkusTransaction.requiringNew()
        .run(() -> Person.<Person>findById(person.id).roles.add(Role.CLINICIAN));
    keycloak.realm("reachline").users().get(account(person).getId()).remove();
    post(person, "renew").statusCode(200);
    assertThat(roles(person)).contains("coach", "clinician");
  }

  @Test
  @AsCoordinator
  void resetOfWhoseAccountIsGoneNamesWhoCanHelp() {
    Person person = invited("clinician");
    keycloak.realm("reachline").users().get(account(person).getId()).remove();
    post(person, "reset")
        .statusCode(409)
        .body("detail", containsString("has no account in Keycloak any more"));
  }
}
