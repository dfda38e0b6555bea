package org.reachline.people.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.reachline.base.Role;
import org.reachline.people.Person;

/**
 * The realm roles of an account, which are the truth about what a person may do. When Keycloak does
 * not answer, every act refuses with a message for the coordinator.
 */
@ApplicationScoped
class KeycloakRoles {
  @Inject KeycloakUsers users;

  /**
   * The roles of this house that an account holds.
   *
   * @return empty if the person has no account, or none any more
   */
  Optional<Set<Role>> of(Person person) {
    return account(person).flatMap(this::of);
  }

  private Optional<Set<Role>> of(String id) {
    return users.ask(
        realm -> {
          Set<Role> held = EnumSet.noneOf(Role.class);
          try {
            scope(realm, id)
                .listAll()
                .forEach(role -> Role.find(role.getName()).ifPresent(held::add));
          } catch (WebApplicationException refused) {
            KeycloakUsers.requireGone(refused);
            return Optional.empty();
          }
          return Optional.of(held);
        });
  }

  /**
   * Whether a person coordinates, by their record or by their account: a role that was given in
   * Keycloak stands in the record only after the next sign-in.
   */
  boolean isCoordinator(Person person) {
    return person.isCoordinator()
        || of(person).filter(held -> held.contains(Role.COORDINATOR)).isPresent();
  }

  /** Gives an account exactly these of the house's roles; Keycloak's own roles stay. */
  void set(String id, Set<Role> wanted) {
    users.ask(
        realm -> {
          RoleScopeResource scope = scope(realm, id);
          List<RoleRepresentation> gone = new ArrayList<>();
          Set<Role> held = EnumSet.noneOf(Role.class);
          for (RoleRepresentation role : scope.listAll()) {
            Optional<Role> known = Role.find(role.getName());
            known.ifPresent(held::add);
            if (known.isPresent() && !wanted.contains(known.get())) {
              gone.add(role);
            }
          }
          List<RoleRepresentation> more =
              wanted.stream()
                  .filter(role -> !held.contains(role))
                  .map(role -> realm.roles().get(role.realmName()).toRepresentation())
                  .toList();
          if (!more.isEmpty()) {
            scope.add(more);
          }
          if (!gone.isEmpty()) {
            scope.remove(gone);
          }
          return null;
        });
  }

  /** Key of the person's account, if there is one. */
  Optional<String> account(Person person) {
    return person.keycloakId == null ? users.findId(person.email) : Optional.of(person.keycloakId);
  }

  private static RoleScopeResource scope(RealmResource realm, String id) {
    return realm.users().get(id).roles().realmLevel();
  }
}
