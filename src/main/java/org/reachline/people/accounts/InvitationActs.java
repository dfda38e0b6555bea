package org.reachline.people.accounts;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditTrail;
import org.reachline.people.Affiliation;
import org.reachline.people.CoordinatorNews;
import org.reachline.people.Person;
import org.reachline.people.PersonFacts;
import org.reachline.sites.Site;

/**
 * Brings a person in: the account in Keycloak, the record, the places, the trail. An account that
 * was made for an invitation whose record could not be kept is taken back.
 */
@ApplicationScoped
public class InvitationActs {
  /** Places of one invitation; more can be added on the person's page. */
  static final int MOST_PLACES = 50;

  @Inject KeycloakUsers keycloak;
  @Inject AffiliationActs places;
  @Inject AuditTrail audit;
  @Inject CoordinatorNews news;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /**
   * An invitation that went through.
   *
   * @param temporaryPassword to be handed over, or null if a mail is on its way or the person has a
   *     password already
   * @param hadAccount whether the mail address had an account, whose password stays
   * @param caution what did not work afterwards, or null
   */
  record Invited(Person person, String temporaryPassword, boolean hadAccount, String caution) {}

  /**
   * Invites a person.
   *
   * @return what to tell the coordinator, or null with the problems noted
   * @throws Refusal.Unavailable if Keycloak does not answer; nothing is kept then
   */
  Invited invite(InviteForm form, Problems problems) {
    Newcomer newcomer = read(form, problems);
    if (problems.any()) {
      return null;
    }
    try {
      return keep(newcomer);
    } catch (Refusal.BadInput refused) {
      refused.problems().forEach(problem -> problems.add(problem.field(), problem.message()));
      return null;
    }
  }

  /**
   * Enters a person, at no site yet, whose account is made elsewhere: those of the demonstration
   * come with Keycloak's realm, or have none.
   *
   * @param typed words by field, as for an invitation
   * @throws Refusal.BadInput if a person cannot be so
   */
  @Transactional
  public Person enter(Map<String, String> typed) {
    Problems problems = new Problems();
    Newcomer newcomer = read(InviteForm.ofPage(typed, List.of()), problems);
    problems.throwIfAny();
    enter(newcomer);
    return newcomer.person();
  }

  /** Somebody who is not on record yet, in the role that they come in. */
  private record Newcomer(Person person, Role role, List<Affiliation> parts) {}

  private Newcomer read(InviteForm form, Problems problems) {
    String email = problems.line("email", form.typed().get("email"), 200);
    if (email != null && !email.matches("[^@\\s<>,;\"]+@[^@\\s<>,;\"]+\\.[^@\\s<>,;\"]+")) {
      problems.add("email", "“" + email + "” is not a mail address such as name@place.org.");
    } else if (email != null) {
      Person.findByEmail(email)
          .ifPresent(
              known ->
                  problems.add(
                      "email",
                      known.name
                          + " has this address and is here already. Add sites or end and restore"
                          + " access on their own page."));
    }
    Role role =
        problems.choice(
            "role",
            form.typed().get("role"),
            Role::find,
            "coordinator, hub, coach, clinician, researcher");
    PersonFacts facts = PersonActs.read(form.typed(), problems);
    if (form.places().size() > MOST_PLACES) {
      problems.add(
          form.field(MOST_PLACES, "site"),
          "At most " + MOST_PLACES + " places at once, please; this names more.");
      return null;
    }
    List<Affiliation> parts = places(form, facts, role, problems);
    if (problems.any()) {
      return null;
    }
    Person person = new Person();
    person.email = email.toLowerCase(Locale.ROOT);
    person.say(facts);
    person.roles.add(role);
    return new Newcomer(person, role, parts);
  }

  private List<Affiliation> places(
      InviteForm form, PersonFacts facts, Role role, Problems problems) {
    // The day where the person is, by which their places are looked at: for somebody further west a
    // place that begins on the inviter's day would open nothing until their midnight.
    ZoneId zone = facts.zone() == null ? me.zone() : ZoneId.of(facts.zone());
    List<Affiliation> parts = new ArrayList<>();
    for (int row = 0; row < form.places().size(); row++) {
      if (form.at(row, "site").isBlank() && form.at(row, "part").isBlank()) {
        continue;
      }
      Map<String, String> typed = new HashMap<>(form.places().get(row));
      if (form.at(row, "from").isBlank()) {
        typed.put("from", LocalDate.now(clock.withZone(zone)).toString());
      }
      Problems found = new Problems();
      Affiliation a = places.read(typed, role, found);
      if (!found.any() && parts.stream().anyMatch(o -> o.isSamePlaceAs(a) && o.sharesADayWith(a))) {
        found.add("site", a.site.code + " is named twice for the same part.");
      }
      for (Problems.Problem p : found.list()) {
        problems.add(form.field(row, p.field()), p.message());
      }
      if (!found.any()) {
        parts.add(a);
      }
    }
    return parts;
  }

  private void enter(Newcomer newcomer) {
    Person person = newcomer.person();
    person.persist();
    for (Affiliation a : newcomer.parts()) {
      a.person = person;
      a.site = Site.findById(a.site.id);
      a.persist();
    }
    audit.record(
        "person.invited", person.subject(), null, null, state(person, newcomer.parts()), null);
    if (newcomer.role() == Role.COORDINATOR) {
      news.tell(person, me.isSignedIn() ? get(me.id()) : null);
    }
  }

  private Invited keep(Newcomer newcomer) {
    Person person = newcomer.person();
    Role role = newcomer.role();
    KeycloakUsers.Account account = keycloak.ensure(person.email, person.name, role);
    person.keycloakId = account.id();
    try {
      QuarkusTransaction.requiringNew().run(() -> enter(newcomer));
    } catch (RuntimeException notKept) {
      takeBack(account, person.email, role);
      throw notKept;
    }
    if (!account.isNew()) {
      return new Invited(person, null, true, null);
    }
    try {
      return new Invited(person, keycloak.letChoosePassword(account.id()), false, null);
    } catch (Refusal.Unavailable meanwhileDown) {
      return new Invited(
          person,
          null,
          false,
          "The account is made, but Keycloak stopped answering before a password was set. Renew the"
              + " invitation on the person's page.");
    }
  }

  /**
   * Takes the account back, unless another invitation of the same address went through meanwhile:
   * the account is that person's now, and only a role that they were not invited to is too much.
   */
  private void takeBack(KeycloakUsers.Account account, String email, Role role) {
    Optional<Set<Role>> roles =
        QuarkusTransaction.requiringNew()
            .call(() -> Person.findByEmail(email).map(known -> Set.copyOf(known.roles)));
    if (roles.isEmpty()) {
      keycloak.takeBack(account, role);
    } else if (!roles.get().contains(role)) {
      keycloak.takeBack(new KeycloakUsers.Account(account.id(), false, account.gainedRole()), role);
    }
  }

  /**
   * Sends the mail again, or sets another temporary password; makes the account if it is gone. Only
   * for somebody who never came in: who knows another's password is that person to everybody.
   *
   * @throws Refusal.Conflict if access was ended, or the person has come in before
   */
  Invited renew(Person person) {
    if (!person.isActive()) {
      throw new Refusal.Conflict(
          "Their access was ended. Restore it first.", person.subject(), "person.access_ended");
    }
    Optional<String> known = keycloak.findId(person.email);
    if (person.signedInAt != null || known.filter(id -> !keycloak.neverSignedIn(id)).isPresent()) {
      throw new Refusal.Conflict(
          person.name
              + " has signed in before, so nobody else may set their password. Have a mail sent to"
              + " them by which they choose a new one.");
    }
    String account = known.orElseGet(() -> accountWithAllRoles(person));
    String password = keycloak.letChoosePassword(account);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person fresh = Person.findById(person.id);
              fresh.keycloakId = account;
              audit.record("person.invitation_renewed", fresh.subject(), null, null, null, null);
            });
    return new Invited(person, password, false, null);
  }

  private String accountWithAllRoles(Person person) {
    List<Role> roles = person.roles.stream().sorted().toList();
    String id = null;
    for (Role role : roles.isEmpty() ? List.of(Role.CLINICIAN) : roles) {
      id = keycloak.ensure(person.email, person.name, role).id();
    }
    return id;
  }

  /** The person with this key. @throws Refusal.NotFound if there is none */
  static Person get(long id) {
    return Person.<Person>findByIdOptional(id).orElseThrow(Refusal.NotFound::new);
  }

  private static Map<String, Object> state(Person person, List<Affiliation> parts) {
    Map<String, Object> state = new TreeMap<>();
    state.put("email", person.email);
    state.put("name", person.name);
    state.put("roles", person.roles.stream().map(Role::realmName).sorted().toList());
    state.put("places", parts.stream().map(a -> a.site.code + ": " + a.part).toList());
    return state;
  }
}
