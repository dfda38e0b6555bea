package org.reachline.people.accounts;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.people.CoordinatorNews;
import org.reachline.people.Person;
import org.reachline.people.PersonFacts;

/** Changes what is known of a person: name and zone by themselves, roles too by a coordinator. */
@ApplicationScoped
class PersonActs {
  @Inject KeycloakRoles keycloak;
  @Inject AuditTrail audit;
  @Inject CoordinatorNews news;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /** What forms about a person are filled with. */
  static Map<String, String> typed(Person person) {
    Map<String, String> typed = PersonFacts.SHEET.typed(person.facts());
    typed.put("version", String.valueOf(person.version));
    return typed;
  }

  /** Reads what was typed; whole only if {@code problems} has none. */
  static PersonFacts read(Map<String, String> typed, Problems problems) {
    ZoneId zone = problems.zone("zone", typed.get("zone"));
    return PersonFacts.SHEET
        .reader(typed, problems)
        .given("zone", zone == null ? null : zone.getId())
        .read();
  }

  /**
   * A coordinator's change, in record and account alike.
   *
   * @param typed words by field, with the version that they saw and why
   * @param roles realm names of all roles that the person shall hold; null leaves them as they are
   * @return whether it was made; false with the problems noted
   * @throws Refusal.Conflict if somebody was quicker; says what they changed
   * @throws Refusal.Unavailable if roles change and Keycloak does not answer; nothing is kept then
   */
  public boolean edit(long id, Map<String, String> typed, List<String> roles, Problems problems) {
    String reason = problems.text("reason", typed.get("reason"), 500);
    Set<Role> wanted = EnumSet.noneOf(Role.class);
    for (String name : roles == null ? List.<String>of() : roles) {
      Role.find(name)
          .ifPresentOrElse(
              wanted::add, () -> problems.add("role", "“" + name + "” is not one of the roles."));
    }
    if (roles != null && roles.isEmpty()) {
      problems.add("role", "Choose at least one role. To close the door, end their access.");
    }
    if (roles != null && id == me.id() && !wanted.contains(Role.COORDINATOR)) {
      problems.add(
          "role", "You cannot take the coordinator's role from yourself. Ask another coordinator.");
    }
    return edit(
        id, typed, reason, roles == null ? Optional.empty() : Optional.of(wanted), problems);
  }

  /**
   * A person's own change of name and zone.
   *
   * @return whether it was made; false with the problems noted
   * @throws Refusal.Conflict if somebody was quicker; says what they changed
   */
  public boolean editOwn(Map<String, String> typed, Problems problems) {
    return edit(me.id(), typed, null, Optional.empty(), problems);
  }

  private boolean edit(
      long id,
      Map<String, String> typed,
      String reason,
      Optional<Set<Role>> wanted,
      Problems problems) {
    PersonFacts now = read(typed, problems);
    Integer version = problems.integer("version", typed.get("version"), 0, Integer.MAX_VALUE);
    if (problems.any()) {
      return false;
    }
    String said = typed.get("unblinds");
    boolean unblinds = said != null && !said.isBlank();
    try {
      QuarkusTransaction.requiringNew()
          .run(() -> edit(id, now, new Change(version, reason), wanted, unblinds));
      return true;
    } catch (Refusal.BadInput refused) {
      refused.problems().forEach(problem -> problems.add(problem.field(), problem.message()));
      return false;
    }
  }

  private void edit(
      long id, PersonFacts now, Change change, Optional<Set<Role>> wanted, boolean unblinds) {
    Person person = InvitationActs.get(id);
    change.requireSeen(person);
    wanted.ifPresent(roles -> requireMayBecome(person, roles, unblinds));
    Map<String, Object> before = state(person);
    person.say(now);
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
    Map<String, Object> after = state(person);
    if (!after.equals(before)) {
      audit.record("person.edited", person.subject(), null, before, after, change.reason());
    }
  }

  /** Roles that show a blinded researcher arms, or what sites of an arm get. */
  private static final Set<Role> UNBLINDING = EnumSet.of(Role.COORDINATOR, Role.HUB, Role.COACH);

  private void requireMayBecome(Person person, Set<Role> roles, boolean unblinds) {
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
    if (blinded && !shows.isEmpty() && !unblinds) {
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

  private static Map<String, Object> state(Person person) {
    Map<String, Object> state = PersonFacts.SHEET.state(person.facts());
    state.put(
        "roles",
        person.roles.stream().map(Role::realmName).sorted().collect(Collectors.joining(", ")));
    return state;
  }
}
