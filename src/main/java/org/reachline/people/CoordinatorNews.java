package org.reachline.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.reachline.base.PublicAddress;
import org.reachline.base.Role;
import org.reachline.base.outbox.Outbox;

/**
 * Tells every coordinator when somebody becomes one. Two coordinators are needed against a third,
 * and one who brings in a second self shall not do so unseen.
 */
@ApplicationScoped
public class CoordinatorNews {
  @Inject Outbox outbox;
  @Inject PublicAddress here;
  @Inject Clock clock;

  /**
   * Writes to all coordinators but these two, in the transaction of the change.
   *
   * @param added who holds the role now
   * @param by who gave it, or null if it was given in the sign-in service
   */
  public void tell(Person added, Person by) {
    String said =
        by == null
            ? "The sign-in service (Keycloak) says that "
                + inWords(added)
                + " is a coordinator now. Nobody gave the role here."
            : inWords(by) + " made " + inWords(added) + " a coordinator.";
    for (Person other : Person.listWithRole(Role.COORDINATOR)) {
      if (other.id.equals(added.id) || by != null && other.id.equals(by.id)) {
        continue;
      }
      outbox.take(
          new Outbox.Mail(
              "coordinator-added-"
                  + added.id
                  + "-"
                  + other.id
                  + "-"
                  + clock.instant().toEpochMilli(),
              other.email,
              "A new coordinator: " + added.name,
              "Dear "
                  + other.name
                  + ",\n\n"
                  + said
                  + "\n\nA coordinator sees all sites and arms, brings people in, and can confirm what"
                  + " another coordinator asks for against a third. If you did not expect this, ask"
                  + " who it is, or ask for the role to be taken back, on\n"
                  + here.url()
                  + "/people/"
                  + added.id
                  + "\n",
              null,
              null));
    }
  }

  private static String inWords(Person person) {
    return person.name + " (" + person.email + ")";
  }
}
