package org.reachline.sessions.materials;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionState;

/** Files of a session for somebody who has only the mail's link, until the session is over. */
@Path("/join/{token}/materials/{material:\\d+}")
@PermitAll
class MaterialLinkPage {
  @Inject JoinLinks links;
  @Inject MaterialActs acts;
  @Inject Clock clock;

  /** Hands out a file. */
  @GET
  public Response download(@PathParam("token") String token, @PathParam("material") long material) {
    JoinLinks.Claim claim =
        links.current(JoinLinks.Purpose.JOIN, token).orElseThrow(Refusal.NotFound::new);
    EchoSession session = EchoSession.findById(claim.sessionId());
    Person person = Person.findById(claim.personId());
    boolean good =
        session != null
            && person != null
            && person.isActive()
            && session.state() != SessionState.CANCELLED
            && session.closedAt() == null
            && session.endsAt().isAfter(clock.instant());
    if (!good) {
      throw new Refusal.NotFound();
    }
    return acts.download(session, material);
  }
}
