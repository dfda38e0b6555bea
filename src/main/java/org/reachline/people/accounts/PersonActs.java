package org.reachline.people.accounts;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.people.CoordinatorNews;
import org.reachline.people.Person;

/** Changes what is known of a person: name and zone by themselves, roles too by a coordinator. */
@ApplicationScoped
class PersonActs {
  @Inject KeycloakRoles keycloak;
  @Inject AuditTrail audit;
  @Inject CoordinatorNews news;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /**
   * A coordinator's change, in record and account alike.
   *
   * @return whether it was made; false with the problems noted
   * @throws Refusal.Conflict if somebody was quicker; says what they changed
   * @throws Refusal.Unavailable if roles change and Keycloak does not answer; nothing is kept then
   */
  public boolean edit(long id, PersonForm form, Problems problems) {
    problems.text("reason", form.reason, 500);
    Typed typed = read(form, problems);
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : form.role) {
      Role.find(name)
          .ifPresentOrElse(
              roles::add, () -> problems.add("role", "“" + name + "” is not one of the roles."));
    }
    boolean rolesShown = form.rolesShown != null && !form.rolesShown.isBlank();
    if (rolesShown && form.role.isEmpty()) {
      problems.add("role", "Choose at least one role. To close the door, end their access.");
    }
    if (rolesShown && id == me.id() && !roles.contains(Role.COORDINATOR)) {
      problems.add(
          "role", "You cannot take the coordinator's role from yourself. Ask another coordinator.");
    }
    if (problems.any()) {
      return false;
    }
    try {
      QuarkusTransaction.requiringNew()
          .run(() -> edit(id, form, typed, rolesShown ? Optional.of(roles) : Optional.empty()));
      return true;
    } catch (Refusal.BadInput refused) {
      refused.problems().forEach(problem -> problems.add(problem.field(), problem.message()));
      return false;
    }
  }

  private void edit(long id, PersonForm form, Typed typed, Optional<Set<Role>> wanted) {
    String reason = form.reason.strip();
    Person person = InvitationActs.get(id);
    new Change(typed.version, reason).requireSeen(person);
    wanted.ifPresent(roles -> requireMayBecome(person, roles, form));
    Map<String, Object> before = state(person);
    write(person, typed);
    if (wanted.isPresent()) {
      Set<Role> roles = wanted.get();
      boolean differ = !roles.equals(person.roles);
      boolean becomesCoordinator = roles.contains(Role.COORDINATOR) && !person.isCoordinator();
      Optional<String> account = keycloak.account(person);
      if (account.isEmpty() && differ) {
        throw new Refusal.BadInput(
            "role", "They have no account to sign in with. Renew the invitation first.");
      }
      person.roles = new HashSet<>(roles);
      if (differ) {
        person.rolesChangedAt = clock.instant();
      }
      if (becomesCoordinator) {
        news.tell(person, InvitationActs.get(me.id()));
      }
      Person.flush();
      // Last, so that a Keycloak that does not answer leaves nothing half done. It is set even if
      // the record said so already: the account may say otherwise.
      account.ifPresent(key -> keycloak.set(key, roles));
    }
    Person.flush();
    record(person, before, reason);
  }

  /** Roles that show a blinded researcher arms, or what sites of an arm get. */
  private static final Set<Role> UNBLINDING = EnumSet.of(Role.COORDINATOR, Role.HUB, Role.COACH);

  private void requireMayBecome(Person person, Set<Role> roles, PersonForm form) {
    Problems problems = new Problems();
    if (person.id != me.id()
        && !roles.contains(Role.COORDINATOR)
        && keycloak.isCoordinator(person)) {
      problems.add(
          "role",
          "Nobody takes the coordinator's role from another alone. Ask for it on their page; it is"
              + " done when a second coordinator confirms it.");
    }
    List<String> shows =
        UNBLINDING.stream()
            .filter(role -> roles.contains(role))
            .filter(role -> !person.roles.contains(role) || !person.isResearcher())
            .map(Role::label)
            .toList();
    boolean blinded = person.blinded && (person.isResearcher() || roles.contains(Role.RESEARCHER));
    if (blinded && !shows.isEmpty() && (form.unblinds == null || form.unblinds.isBlank())) {
      problems.add(
          "unblinds",
          person.name
              + " is a blinded researcher. As "
              + String.join(" and ", shows).toLowerCase(Locale.ROOT)
              + " they would learn what arms get, and that cannot be taken back. Say that this is"
              + " meant, or leave the role.");
    }
    problems.throwIfAny();
  }

  /**
   * A person's own change of name and zone.
   *
   * @return whether it was made; false with the problems noted
   * @throws Refusal.Conflict if somebody was quicker; says what they changed
   */
  public boolean editOwn(PersonForm form, Problems problems) {
    Typed typed = read(form, problems);
    if (problems.any()) {
      return false;
    }
    long id = me.id();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person person = InvitationActs.get(id);
              new Change(typed.version, null).requireSeen(person);
              Map<String, Object> before = state(person);
              write(person, typed);
              Person.flush();
              record(person, before, null);
            });
    return true;
  }

  private record Typed(String name, String credential, ZoneId zone, Integer version) {}

  private static Typed read(PersonForm form, Problems problems) {
    return new Typed(
        problems.line("name", form.name, 200),
        problems.optionalLine("credential", form.credential, 60),
        problems.zone("zone", form.zone),
        problems.integer("version", form.version, 0, Integer.MAX_VALUE));
  }

  private static void write(Person person, Typed typed) {
    person.name = typed.name;
    person.credential = typed.credential;
    person.zone = typed.zone.getId();
  }

  private void record(Person person, Map<String, Object> before, String reason) {
    Map<String, Object> after = state(person);
    if (!after.equals(before)) {
      audit.record("person.edited", person.subject(), null, before, after, reason);
    }
  }

  private static Map<String, Object> state(Person person) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("name", person.name);
    state.put("credential", person.credential == null ? "" : person.credential);
    state.put("zone", person.zone);
    List<String> roles = person.roles.stream().map(Role::realmName).sorted().toList();
    state.put("roles", String.join(", ", roles));
    return state;
  }
}
