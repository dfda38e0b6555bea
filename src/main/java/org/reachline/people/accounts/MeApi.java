package org.reachline.people.accounts;

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
   * @param zone IANA name of the zone in which times are shown
   * @param version send it back when you change your name or zone
   */
  public record Me(String name, String email, List<String> roles, String zone, int version) {}

  /** The person whose token this is. */
  @GET
  @Operation(summary = "The person whose token this is, with their roles")
  public Me me() {
    return new Me(
        person.name(),
        person.email(),
        person.roles().stream().map(Role::realmName).sorted().toList(),
        person.zone().getId(),
        InvitationActs.get(person.id()).version);
  }

  /** Oneself as known now. */
  public record Own(String name, String credential, String zone, int version) {}

  /** Changes one's own name and zone. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Change your own name, credential and time zone; 409 if overtaken")
  public Own edit(PersonRequest request) {
    Problems problems = new Problems();
    acts.editOwn(PersonRequest.form(request), problems);
    problems.throwIfAny();
    Person.getEntityManager().clear();
    Person now = InvitationActs.get(person.id());
    return new Own(now.name, now.credential, now.zone, now.version);
  }
}
