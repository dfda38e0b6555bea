package org.reachline.people.accounts;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.UploadedTable;

/**
 * Accounts in Keycloak, through its admin API and the service account of the client {@code
 * reachline-admin}. When Keycloak does not answer, every act here refuses with a message for the
 * coordinator.
 */
@ApplicationScoped
class KeycloakUsers {
  // Without the letters and digits that are mistaken for each other when read out.
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
  private static final SecureRandom CHANCE = new SecureRandom();
  private static final List<String> SET_PASSWORD = List.of("UPDATE_PASSWORD");
  private static final List<String> SET_PASSWORD_AND_PROVE_MAIL =
      List.of("UPDATE_PASSWORD", "VERIFY_EMAIL");

  @Inject Keycloak keycloak;

  @ConfigProperty(name = "quarkus.keycloak.admin-client.realm")
  String realmName;

  /**
   * An account.
   *
   * @param id key of the Keycloak user
   * @param isNew whether it was made just now
   * @param gainedRole whether it holds the role since just now
   */
  record Account(String id, boolean isNew, boolean gainedRole) {}

  /** The account of this mail address, made if there is none; it holds the role afterwards. */
  Account ensure(String email, String name, Role role) {
    return ask(
        realm -> {
          Optional<UserRepresentation> known = find(realm, email);
          boolean isNew = known.isEmpty();
          String id = isNew ? create(realm, email, name) : known.get().getId();
          boolean held;
          try {
            RoleScopeResource roles = realm.users().get(id).roles().realmLevel();
            held = roles.listAll().stream().anyMatch(r -> r.getName().equals(role.realmName()));
            if (!held) {
              roles.add(List.of(realm.roles().get(role.realmName()).toRepresentation()));
            }
          } catch (RuntimeException noRole) {
            if (isNew) {
              realm.users().get(id).remove();
            }
            throw noRole;
          }
          return new Account(id, isNew, !held);
        });
  }

  private String create(RealmResource realm, String email, String name) {
    UserRepresentation user = new UserRepresentation();
    user.setUsername(username(email));
    user.setEmail(email);
    int gap = name.strip().lastIndexOf(' ');
    // Keycloak wants both names; somebody with one name has it twice.
    user.setFirstName(gap < 0 ? name.strip() : name.strip().substring(0, gap));
    user.setLastName(name.strip().substring(gap + 1));
    user.setEnabled(true);
    user.setEmailVerified(false);
    user.setRequiredActions(mailWorks(realm) ? SET_PASSWORD_AND_PROVE_MAIL : SET_PASSWORD);
    try (Response answer = realm.users().create(user)) {
      if (answer.getStatus() == 400) {
        throw refused(answer.readEntity(ErrorRepresentation.class));
      }
      if (answer.getStatus() != 201) {
        throw new WebApplicationException(answer.getStatus());
      }
      String place = answer.getLocation().getPath();
      return place.substring(place.lastIndexOf('/') + 1);
    }
  }

  /**
   * People sign in with their mail address. Keycloak takes it as the user name, too, unless it has
   * one of the signs that it allows in addresses only (its username-prohibited-characters).
   */
  static String username(String email) {
    return email.matches("[^<>&\"'\\s$%!#?§,;:*~/\\\\|^=\\[\\]{}()`]+")
        ? email
        : "person-" + UploadedTable.sha256(email).substring(0, 16);
  }

  /** Keycloak will not have the name or the address, today or in a minute. */
  private static Refusal.BadInput refused(ErrorRepresentation error) {
    boolean email = "email".equals(error.getField()) || "username".equals(error.getField());
    return email
        ? new Refusal.BadInput("email", "The sign-in service does not take this mail address.")
        : new Refusal.BadInput(
            "name",
            "The sign-in service does not take this name: letters, spaces, dots, hyphens and"
                + " apostrophes only. A degree or licence goes into its own field.");
  }

  /**
   * Takes back what was done for an invitation which then failed: the account, or, of somebody who
   * had one, the role.
   */
  void takeBack(Account account, Role role) {
    ask(
        realm -> {
          UserResource user = realm.users().get(account.id());
          if (account.isNew()) {
            user.remove();
          } else if (account.gainedRole()) {
            user.roles()
                .realmLevel()
                .remove(List.of(realm.roles().get(role.realmName()).toRepresentation()));
          }
          return null;
        });
  }

  /**
   * Lets a person choose a password: by Keycloak's mail if it can send one, else with a temporary
   * password.
   *
   * @return the temporary password to hand over, or null if the mail is on its way
   */
  String letChoosePassword(String id) {
    return ask(
        realm -> {
          if (mailWorks(realm)) {
            try {
              realm.users().get(id).executeActionsEmail(SET_PASSWORD_AND_PROVE_MAIL);
              return null;
            } catch (WebApplicationException notSent) {
              Log.warnf("Keycloak could not send its mail: %s", notSent.getMessage());
            }
          }
          CredentialRepresentation password = new CredentialRepresentation();
          password.setType(CredentialRepresentation.PASSWORD);
          password.setTemporary(true);
          password.setValue(temporaryPassword());
          realm.users().get(id).resetPassword(password);
          return password.getValue();
        });
  }

  /** Whether the account's own first password was never chosen. */
  boolean neverSignedIn(String id) {
    return ask(
        realm -> {
          List<String> waiting = realm.users().get(id).toRepresentation().getRequiredActions();
          return waiting != null && waiting.containsAll(SET_PASSWORD);
        });
  }

  /**
   * Has Keycloak send its mail by which a person chooses a new password.
   *
   * @return whether the account is there; false if it was deleted
   * @throws Refusal.Conflict if Keycloak sends no mail here: then nobody else may set one either
   */
  boolean mailReset(String id) {
    return ask(
        realm -> {
          UserResource user = realm.users().get(id);
          try {
            user.toRepresentation();
          } catch (WebApplicationException refused) {
            requireGone(refused);
            return false;
          }
          if (!mailWorks(realm)) {
            throw new Refusal.Conflict(
                "Keycloak sends no mail here, so a new password would pass through other hands."
                    + " Nothing was changed. Whoever runs Keycloak can give it a mail server (realm"
                    + " settings, Email), and then this works.");
          }
          user.executeActionsEmail(SET_PASSWORD);
          return true;
        });
  }

  /** Key of the account with this mail address, if there is one. */
  Optional<String> findId(String email) {
    return ask(realm -> find(realm, email).map(UserRepresentation::getId));
  }

  /**
   * Closes an account and ends its sessions, or opens it again; an account that is gone is fine.
   */
  void setEnabled(String id, boolean enabled) {
    ask(
        realm -> {
          try {
            UserRepresentation user = realm.users().get(id).toRepresentation();
            user.setEnabled(enabled);
            realm.users().get(id).update(user);
            if (!enabled) {
              realm.users().get(id).logout();
            }
          } catch (WebApplicationException refused) {
            requireGone(refused);
            Log.warnf("The account %s is not in Keycloak any more", id);
          }
          return null;
        });
  }

  /** Passes over that an account was deleted; the client throws one kind for every status. */
  static void requireGone(WebApplicationException refused) {
    if (refused.getResponse().getStatus() != 404) {
      throw refused;
    }
  }

  private static Optional<UserRepresentation> find(RealmResource realm, String email) {
    return realm.users().searchByEmail(email, true).stream().findFirst();
  }

  private static boolean mailWorks(RealmResource realm) {
    Map<String, String> server = realm.toRepresentation().getSmtpServer();
    return server != null && server.get("host") != null && !server.get("host").isBlank();
  }

  private static String temporaryPassword() {
    List<String> groups = new ArrayList<>();
    for (int group = 0; group < 4; group++) {
      StringBuilder letters = new StringBuilder();
      for (int i = 0; i < 4; i++) {
        letters.append(ALPHABET.charAt(CHANCE.nextInt(ALPHABET.length())));
      }
      groups.add(letters.toString());
    }
    return String.join("-", groups);
  }

  <T> T ask(Function<RealmResource, T> question) {
    try {
      // The client answers on another thread and would take the caller's transaction along: two
      // threads in one transaction, and its rollback now and then fails without a word.
      return QuarkusTransaction.suspendingExisting()
          .call(() -> question.apply(keycloak.realm(realmName)));
    } catch (QuarkusTransactionException wrapped) {
      if (wrapped.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      Log.warnf("Keycloak's admin API did not do as asked: %s", wrapped.getCause());
      throw new Refusal.Unavailable(
          "The sign-in service (Keycloak) did not answer as it should. Nothing was changed. Try"
              + " again in a minute.");
    }
  }
}
