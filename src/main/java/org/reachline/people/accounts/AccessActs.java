package org.reachline.people.accounts;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.reachline.base.CurrentPerson;
import org.reachline.base.PublicAddress;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.outbox.Outbox;
import org.reachline.base.trail.AuditTrail;
import org.reachline.people.Person;
import org.reachline.people.accounts.AccessRequest.Act;

/**
 * Ends and restores access, and lets people choose a new password. Nobody becomes somebody else by
 * it: a new password is chosen by the person, through their own mailbox. Against a coordinator one
 * coordinator asks and a second one confirms.
 */
@ApplicationScoped
class AccessActs {
  @Inject KeycloakUsers keycloak;
  @Inject KeycloakRoles roles;
  @Inject AffiliationActs places;
  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;
  @Inject Outbox outbox;
  @Inject PublicAddress here;

  /** Whether an act was done, or waits for a second coordinator. */
  public enum Outcome {
    DONE,
    ASKED
  }

  /** What a coordinator does to a person's access, with a reason. */
  public enum AccessAct {
    UNBLIND("They may see arms now."),
    END("Their access is ended."),
    RESET("A mail is on its way by which they choose a new password; another mail tells them why."),
    DEMOTE("They are no coordinator any more."),
    RESTORE("Their access is restored.");

    /** Their names in addresses, as a pattern. */
    static final String NAMES = "unblind|end|reset|demote|restore";

    private final String receipt;

    AccessAct(String receipt) {
      this.receipt = receipt;
    }

    /** What is said when it is done. */
    public String receipt() {
      return receipt;
    }

    /** The act of this name in an address. */
    public static AccessAct fromString(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Does an act, or asks a second coordinator for it.
   *
   * @throws Refusal.Conflict if the person is not one to whom it can be done, or it was done before
   * @throws Refusal.Unavailable if Keycloak does not answer; nothing is kept then
   */
  public Outcome act(AccessAct act, long personId, String reason) {
    return switch (act) {
      case END -> end(personId, reason);
      case RESET -> reset(personId, reason);
      case DEMOTE -> demote(personId, reason);
      case UNBLIND -> {
        places.unblind(personId, reason);
        yield Outcome.DONE;
      }
      case RESTORE -> {
        switchAccess(personId, true, reason);
        yield Outcome.DONE;
      }
    };
  }

  /** A second coordinator says whether what another one asked for shall be done. */
  public void settle(long personId, long requestId, boolean confirmed) {
    if (confirmed) {
      confirm(personId, requestId);
    } else {
      decline(personId, requestId);
    }
  }

  /** Ends a person's access: no sign-in, no session, no page; the record stays. */
  private Outcome end(long personId, String reason) {
    if (personId == me.id()) {
      throw new Refusal.Conflict("You cannot end your own access. Ask another coordinator.");
    }
    return doOrAsk(personId, Act.END, reason);
  }

  /** Sends the person a mail by which they choose a new password. Their roles stay as they are. */
  private Outcome reset(long personId, String reason) {
    return personId == me.id()
        ? done(personId, Act.RESET, reason)
        : doOrAsk(personId, Act.RESET, reason);
  }

  /** Takes the coordinator's role; the other roles stay. */
  private Outcome demote(long personId, String reason) {
    if (personId == me.id()) {
      throw new Refusal.Conflict(
          "You cannot take the coordinator's role from yourself. Ask another coordinator.");
    }
    return doOrAsk(personId, Act.DEMOTE, reason);
  }

  /**
   * A second coordinator confirms what another one asked for, and it is done.
   *
   * @throws Refusal.Conflict if it is one's own request, or settled already
   */
  private void confirm(long personId, long requestId) {
    AccessRequest open =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  AccessRequest request = open(personId, requestId);
                  if (request.askedBy.equals(me.email())) {
                    throw new Refusal.Conflict(
                        "You asked for this yourself. A second coordinator has to confirm it.");
                  }
                  settle(request, true);
                  return request;
                });
    try {
      done(personId, open.act, open.reason);
    } catch (RuntimeException notDone) {
      // It waits on: what could not be done was not confirmed.
      QuarkusTransaction.requiringNew().run(() -> reopen(requestId));
      throw notDone;
    }
  }

  /** Somebody, also who asked, says that it shall not be done. */
  private void decline(long personId, long requestId) {
    QuarkusTransaction.requiringNew().run(() -> settle(open(personId, requestId), false));
  }

  private Outcome doOrAsk(long personId, Act act, String reason) {
    Person person = QuarkusTransaction.requiringNew().call(() -> InvitationActs.get(personId));
    if (!person.isActive() && act == Act.END) {
      throw new Refusal.Conflict(
          "Their access was ended already.", person.subject(), "person.access_ended");
    }
    requireActive(person);
    boolean coordinates = roles.isCoordinator(person);
    if (act == Act.DEMOTE && !coordinates) {
      throw new Refusal.Conflict(person.name + " is not a coordinator.");
    }
    if (coordinates) {
      QuarkusTransaction.requiringNew().run(() -> ask(personId, act, reason));
      return Outcome.ASKED;
    }
    return done(personId, act, reason);
  }

  private static void requireActive(Person person) {
    if (!person.isActive()) {
      throw new Refusal.Conflict(
          "Their access was ended. Restore it first.", person.subject(), "person.access_ended");
    }
  }

  private void ask(long personId, Act act, String reason) {
    Person person = InvitationActs.get(personId);
    for (AccessRequest open : AccessRequest.listOpen(person)) {
      if (open.act == act) {
        throw new Refusal.Conflict(
            open.askedByName()
                + " has asked for this already. "
                + (open.askedBy.equals(me.email())
                    ? "A second coordinator has to confirm it."
                    : "Confirm it above if you agree."));
      }
    }
    AccessRequest request = new AccessRequest();
    request.person = person;
    request.act = act;
    request.reason = reason;
    request.askedBy = me.email();
    request.askedAt = clock.instant();
    request.persist();
    audit.record("person.request_made", person.subject(), null, null, state(request), reason);
    for (Person other : Person.listWithRole(Role.COORDINATOR)) {
      if (!other.email.equals(me.email())) {
        outbox.take(
            letter(
                "access-request-" + request.id + "-" + other.id,
                other,
                "A second coordinator is asked: " + person.name,
                me.name()
                    + " asks: "
                    + act.label()
                    + " ("
                    + person.name
                    + ", "
                    + person.email
                    + ").\nWhy: "
                    + reason
                    + "\n\nIt is done when a coordinator other than "
                    + me.name()
                    + " confirms it on\n"
                    + here.url()
                    + "/people/"
                    + person.id
                    + "\nIf it is wrong, decline it there."));
      }
    }
  }

  private AccessRequest open(long personId, long requestId) {
    AccessRequest request =
        AccessRequest.<AccessRequest>findByIdOptional(requestId)
            .filter(r -> r.person.id == personId)
            .orElseThrow(Refusal.NotFound::new);
    if (request.settledAt != null) {
      throw new Refusal.Conflict(
          Person.nameOf(request.settledBy)
              + (request.confirmed ? " confirmed this already." : " declined this already."));
    }
    return request;
  }

  private void settle(AccessRequest request, boolean confirmed) {
    request.settledBy = me.email();
    request.settledAt = clock.instant();
    request.confirmed = confirmed;
    audit.record(
        confirmed ? "person.request_confirmed" : "person.request_declined",
        request.person.subject(),
        null,
        null,
        state(request),
        request.reason);
    AccessRequest.flush();
  }

  private void reopen(long requestId) {
    AccessRequest request = AccessRequest.findById(requestId);
    request.settledBy = null;
    request.settledAt = null;
    request.confirmed = null;
    audit.record(
        "person.request_waits", request.person.subject(), null, null, state(request), null);
  }

  private Outcome done(long personId, Act act, String reason) {
    switch (act) {
      case END -> switchAccess(personId, false, reason);
      case RESET -> sendReset(personId, reason);
      case DEMOTE -> takeCoordinatorsRole(personId, reason);
    }
    return Outcome.DONE;
  }

  private void sendReset(long personId, String reason) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person person = InvitationActs.get(personId);
              requireActive(person);
              audit.record("person.reset_sent", person.subject(), null, null, null, reason);
              outbox.take(
                  letter(
                      "password-reset-" + person.id + "-" + clock.instant().toEpochMilli(),
                      person,
                      "You may choose a new password",
                      me.name()
                          + " had a mail sent to you by which you choose a new password for"
                          + " Reachline.\nWhy: "
                          + reason
                          + "\n\nNobody else learns it, and your old one works until you have chosen."
                          + " If you did not expect this, do not follow it and tell a"
                          + " coordinator."));
              Person.flush();
              // Last, so that a mail that Keycloak does not send leaves nothing half done.
              if (!keycloak.mailReset(account(person))) {
                throw noAccount(person);
              }
            });
  }

  private void takeCoordinatorsRole(long personId, String reason) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person person = InvitationActs.get(personId);
              if (!roles.isCoordinator(person)) {
                throw new Refusal.Conflict(person.name + " is not a coordinator.");
              }
              Set<Role> rest =
                  person.roles.stream()
                      .filter(role -> role != Role.COORDINATOR)
                      .collect(Collectors.toSet());
              if (rest.isEmpty()) {
                throw new Refusal.Conflict(
                    person.name
                        + " holds no other role. Give them one first, or end their access.");
              }
              Map<String, Object> before = roleState(person.roles);
              person.roles.remove(Role.COORDINATOR);
              person.rolesChangedAt = clock.instant();
              audit.record(
                  "person.edited", person.subject(), null, before, roleState(rest), reason);
              Person.flush();
              roles.set(account(person), rest);
            });
  }

  private String account(Person person) {
    return roles.account(person).orElseThrow(() -> noAccount(person));
  }

  private static Refusal.Conflict noAccount(Person person) {
    return new Refusal.Conflict(
        person.name
            + " has no account in Keycloak any more. Whoever runs Keycloak can restore it.");
  }

  private void switchAccess(long personId, boolean open, String reason) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person person = InvitationActs.get(personId);
              if (person.isActive() == open) {
                throw new Refusal.Conflict(
                    open ? "Their access is not ended." : "Their access was ended already.",
                    person.subject(),
                    open ? "person.access_restored" : "person.access_ended");
              }
              Map<String, Object> before = access(person);
              person.endedAt = open ? null : clock.instant();
              audit.record(
                  open ? "person.access_restored" : "person.access_ended",
                  person.subject(),
                  null,
                  before,
                  access(person),
                  reason);
              // Written before Keycloak is asked: if it does not answer, all of this is undone.
              Person.flush();
              Optional<String> account = roles.account(person);
              account.ifPresent(id -> keycloak.setEnabled(id, open));
            });
  }

  private static Outbox.Mail letter(String key, Person to, String subject, String text) {
    return new Outbox.Mail(key, to.email, subject, text, null, null);
  }

  private static Map<String, Object> access(Person person) {
    Map<String, Object> state = new TreeMap<>();
    state.put("ended_at", person.endedAt == null ? "" : person.endedAt.toString());
    return state;
  }

  private static Map<String, Object> roleState(Set<Role> roles) {
    return Map.of(
        "roles", roles.stream().map(Role::realmName).sorted().collect(Collectors.joining(", ")));
  }

  private static Map<String, Object> state(AccessRequest request) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("request", request.act.label());
    state.put("asked_by", request.askedBy);
    state.put("settled_by", request.settledBy == null ? "" : request.settledBy);
    return state;
  }
}
