package org.reachline.people.accounts;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.trail.EditDialogue;
import org.reachline.people.Person;

/** A coordinator's form about anybody: name, zone and roles. */
@Path("/people/{id:[0-9]+}/edit")
@RolesAllowed(Role.COORDINATOR_)
public class PersonEditPage {
  @Inject EditDialogue dialogue;
  @Inject PersonActs acts;
  @Inject KeycloakRoles keycloak;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance edit(
        Person person,
        PersonForm form,
        Standing standing,
        List<Role> roles,
        String overtaken,
        Problems problems);
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
    PersonForm form = PersonForm.of(person);
    if (standing.hasAccount()) {
      form.role = standing.held().stream().map(Role::realmName).sorted().toList();
    }
    return Page.show(form(person, form, standing, null, new Problems()));
  }

  /** Changes a person, in record and account. */
  @POST
  public Response edit(long id, @BeanParam PersonForm form) {
    Problems problems = new Problems();
    return dialogue.answer(
        problems,
        (theirs, wrong) -> {
          Person now = InvitationActs.get(id);
          form.sawVersion(theirs == null ? null : now.version);
          return form(now, form, standing(now), theirs, wrong);
        },
        () ->
            acts.edit(id, form, problems)
                ? Page.seeOther("/people/" + id, form.name.strip() + " is changed.")
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

  private static TemplateInstance form(
      Person person, PersonForm form, Standing standing, String overtaken, Problems problems) {
    return Templates.edit(person, form, standing, List.of(Role.values()), overtaken, problems);
  }
}
