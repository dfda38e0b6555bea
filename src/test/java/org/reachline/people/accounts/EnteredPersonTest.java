package org.reachline.people.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.lists.OnBehalf;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;

/** People who are entered without an account being made for them. */
@QuarkusTest
class EnteredPersonTest {
  private static final String EMAIL = "entered@demo.reachline.example";

  @Inject InvitationActs invitations;
  @Inject OnBehalf behalf;
  @Inject CurrentPerson me;

  private Person enter(String name) {
    return invitations.enter(
        Map.of("email", EMAIL, "name", name, "role", "researcher", "zone", "America/Denver"));
  }

  /** As the demonstration is loaded: by people whom its one transaction has brought in. */
  @Test
  void whoeverWasEnteredActsInTheSameTransaction() {
    QuarkusTransaction.begin();
    try {
      Person person = enter("Enid Tarrant");
      assertThat(AuditEntry.listForSubject(person.subject()))
          .extracting(entry -> entry.act)
          .containsExactly("person.invited");
      assertThat(person.blinded).isTrue();
      behalf.run(
          person.id,
          () -> {
            assertThat(me.email()).isEqualTo(EMAIL);
            assertThat(me.is(Role.RESEARCHER)).isTrue();
          });
    } finally {
      QuarkusTransaction.rollback();
    }
    assertThat(Person.findByEmail(EMAIL)).isEmpty();
  }

  @Test
  void aPersonWithoutANameIsNotEntered() {
    assertThatThrownBy(() -> enter(" ")).isInstanceOf(Refusal.BadInput.class);
    assertThat(Person.findByEmail(EMAIL)).isEmpty();
  }
}
