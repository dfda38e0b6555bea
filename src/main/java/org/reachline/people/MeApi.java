package org.reachline.people;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Role;

/** Who a token belongs to, so that a script can tell whether it is let in as it should be. */
@Path("/api/me")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class MeApi {
  @Inject CurrentPerson person;

  /**
   * A person as the API shows them to themselves.
   *
   * @param roles realm roles that Reachline knows, in alphabetical order
   * @param zone IANA name of the zone in which times are shown
   */
  public record Me(String name, String email, List<String> roles, String zone) {}

  /** The person whose token this is. */
  @GET
  @Operation(summary = "The person whose token this is, with their roles")
  public Me me() {
    return new Me(
        person.name(),
        person.email(),
        person.roles().stream().map(Role::realmName).sorted().toList(),
        person.zone().getId());
  }
}
