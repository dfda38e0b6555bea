package org.reachline.people.accounts;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.EditDialogue;
import org.reachline.people.Person;
import org.reachline.people.PersonFacts;

/** A coordinator's form about anybody: name, zone and roles. */
@Path("/people/{id:[0-9]+}/edit")
@RolesAllowed(Role.COORDINATOR_)
class PersonEditPage {
  @Inject EditDialogue dialogue;
  @Inject PersonActs acts;
  @Inject KeycloakRoles keycloak;
  @Inject SentForm sent;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance edit(
        Person person,
        FactForm form,
        List<String> ticked,
        Standing standing,
        List<Role> roles,
        String overtaken);
  }

  /**
   * What the sign-in service says of a person's roles.
   *
   * @param answered whether it was there to say anything
   * @param hasAccount whether the person can sign in at all
   * @param held roles of the account
   * @param differs the difference to the record in words, or null
   */
  public record Standing(boolean answered, boolean hasAccount, Set<Role> held, String differs) {}

  /** The form about anybody. */
  @GET
  public Response edit(long id) {
    Person person = InvitationActs.get(id);
    Standing standing = standing(person);
    Set<Role> roles = standing.hasAccount() ? standing.held() : person.roles;
    List<String> ticked = roles.stream().map(Role::realmName).toList();
    return Page.show(form(person, PersonActs.typed(person), ticked, null, new Problems()));
  }

  /** Changes a person, in record and account. */
  @POST
  public Response change(long id) {
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    List<String> ticked = sent.all("role");
    boolean shown = !typed.getOrDefault("rolesShown", "").isBlank();
    return dialogue.answer(
        problems,
        (theirs, wrong) -> {
          Person now = InvitationActs.get(id);
          if (theirs != null) {
            typed.put("version", String.valueOf(now.version));
          }
          return form(now, typed, ticked, theirs, wrong);
        },
        () ->
            acts.edit(id, typed, shown ? ticked : null, problems)
                ? Page.seeOther("/people/" + id, typed.get("name").strip() + " is changed.")
                : null);
  }

  private Standing standing(Person person) {
    try {
      Optional<Set<Role>> held = keycloak.of(person);
      String differs =
          held.filter(roles -> !roles.equals(person.roles))
              .map(
                  roles ->
                      "The sign-in service says "
                          + words(roles)
                          + "; the record says "
                          + words(person.roles)
                          + ". The sign-in service is right; the record follows at their next"
                          + " sign-in, or when you save.")
              .orElse(null);
      return new Standing(true, held.isPresent(), held.orElse(Set.of()), differs);
    } catch (Refusal.Unavailable down) {
      return new Standing(false, false, Set.of(), null);
    }
  }

  private static String words(Set<Role> roles) {
    return roles.isEmpty()
        ? "no role"
        : roles.stream().sorted().map(Role::label).collect(Collectors.joining(", "));
  }

  private TemplateInstance form(
      Person person,
      Map<String, String> typed,
      List<String> ticked,
      String overtaken,
      Problems problems) {
    return Templates.edit(
        person,
        new FactForm(PersonFacts.SHEET, typed, problems),
        ticked,
        standing(person),
        List.of(Role.values()),
        overtaken);
  }
}
