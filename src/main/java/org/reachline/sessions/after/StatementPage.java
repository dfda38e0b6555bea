package org.reachline.sessions.after;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/** Somebody signed in says how long they were in a session. */
@Path("/my-sessions/{session:\\d+}/statement")
@Authenticated
class StatementPage {
  @Inject CurrentPerson me;
  @Inject StatementRoom room;

  /** The form. */
  @GET
  public Response ask(@PathParam("session") long session) {
    return room.page(found(session), Person.findById(me.id()), "/my-sessions/" + session);
  }

  /** Takes the word. */
  @POST
  @Transactional
  public Response state(@PathParam("session") long session, @RestForm String minutes) {
    return room.take(found(session), Person.findById(me.id()), "/my-sessions/" + session, minutes);
  }

  static EchoSession found(long session) {
    return EchoSession.<EchoSession>findByIdOptional(session).orElseThrow(Refusal.NotFound::new);
  }
}
