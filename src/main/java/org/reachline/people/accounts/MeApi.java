package org.reachline.people.accounts;

import static org.reachline.base.input.JsonBody.required;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.people.Person;
import org.reachline.people.PersonFacts;

/** Who a token belongs to, so that a script can tell whether it is let in as it should be. */
@Path("/api/me")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
class MeApi {
  @Inject CurrentPerson person;
  @Inject PersonActs acts;

  /**
   * A person as the API shows them to themselves.
   *
   * @param roles realm roles that Reachline knows, in alphabetical order
   * @param version send it back when you change your name, credential or zone
   */
  public record Me(
      @JsonUnwrapped PersonFacts facts, String email, List<String> roles, int version) {}

  /** The person whose token this is. */
  @GET
  @Operation(summary = "The person whose token this is, with their roles")
  public Me me() {
    Person now = InvitationActs.get(person.id());
    return new Me(
        now.facts(),
        now.email,
        person.roles().stream().map(Role::realmName).sorted().toList(),
        now.version);
  }

  /** Changes one's own name and zone. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Change your own name, credential and time zone; 409 if overtaken")
  public Me edit(PersonRequest request) {
    Problems problems = new Problems();
    acts.editOwn(required(request).typed(problems), problems);
    problems.throwIfAny();
    Person.getEntityManager().clear();
    return me();
  }
}
