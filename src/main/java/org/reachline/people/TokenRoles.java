package org.reachline.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Role;
import org.reachline.base.act.OwnAct;
import org.reachline.base.trail.AuditTrail;

/**
 * Lets the record follow the token: what Keycloak says of a person's roles is the truth, and
 * whoever changed them there finds them here after the next sign-in. A token that is older than the
 * last change made here changes nothing, and gives nothing that was taken since.
 */
@ApplicationScoped
public class TokenRoles {
  @Inject EntityManager database;
  @Inject AuditTrail audit;
  @Inject CoordinatorNews news;
  @Inject OwnAct ownAct;

  /**
   * The roles that a person holds, after noting the token's in the record if they differ.
   *
   * @param token what the token names
   * @param issued when the token was made
   */
  Set<Role> held(Person person, Set<Role> token, Instant issued) {
    if (person.signedInAt == null) {
      person.signedInAt = issued;
      ownAct.run("first sign-in", () -> noteFirstSignIn(person, issued));
    }
    if (person.rolesChangedAt != null && issued.isBefore(person.rolesChangedAt)) {
      return token.stream().filter(person.roles::contains).collect(Collectors.toSet());
    }
    if (!person.roles.equals(token)) {
      List<String> before = names(person.roles);
      ownAct.run("roles follow the sign-in service", () -> write(person, token, before));
    }
    return token;
  }

  private void noteFirstSignIn(Person person, Instant at) {
    database
        .createNativeQuery(
            "update person set signed_in_at = ?2 where id = ?1 and signed_in_at is null")
        .setParameter(1, person.id)
        .setParameter(2, at)
        .executeUpdate();
  }

  /** Statements that two requests of one person can make at once without undoing each other. */
  private void write(Person person, Set<Role> token, List<String> before) {
    List<String> now = names(token);
    int changed = 0;
    for (Role role : Role.values()) {
      String statement =
          token.contains(role)
              ? "insert into person_role (person_id, role) values (?1, ?2) on conflict do nothing"
              : "delete from person_role where person_id = ?1 and role = ?2";
      int rows =
          database
              .createNativeQuery(statement)
              .setParameter(1, person.id)
              .setParameter(2, role.name())
              .executeUpdate();
      if (rows > 0 && role == Role.COORDINATOR && token.contains(role)) {
        news.tell(person, null);
      }
      changed += rows;
    }
    if (changed > 0) {
      audit.record(
          "person.roles_followed",
          person.subject(),
          null,
          Map.of("roles", before),
          Map.of("roles", now),
          "As the sign-in service says.");
    }
  }

  private static List<String> names(Set<Role> roles) {
    return roles.stream().map(Role::realmName).sorted().toList();
  }
}
