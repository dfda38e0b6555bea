package org.reachline.sessions.after;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.CurrentPerson;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;

/** One's own word on one's attendance as JSON. */
@Path("/api/my-sessions/{session:\\d+}/statement")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "After a session")
class StatementApi {
  @Inject CurrentPerson me;
  @Inject OwnStatement statement;

  /**
   * How long you were there.
   *
   * @param minutes 1 to the session's length
   */
  public record Statement(@NotNull Integer minutes) {}

  /**
   * What counts now.
   *
   * @param minutes minutes that count
   * @param evidence the kind of evidence that decides
   */
  public record Counted(int minutes, String evidence) {}

  /** Takes one's own word. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Authenticated
  @Transactional
  @Operation(
      summary = "Say how long you were in a session; measured evidence and the roll-call go before")
  public Counted state(@PathParam("session") long session, @NotNull @Valid Statement said) {
    Attendance attendance =
        statement.state(
            StatementPage.found(session),
            Person.findById(me.id()),
            Integer.toString(said.minutes()));
    return new Counted(attendance.minutes, attendance.evidence.name().toLowerCase(Locale.ROOT));
  }
}
