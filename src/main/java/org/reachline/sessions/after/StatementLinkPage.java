package org.reachline.sessions.after;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.sessions.Attendance;

/** The same by the personal link of the letter after a session. Opening it says nothing. */
@Path("/after/{token}/statement")
@PermitAll
class StatementLinkPage {
  @Inject AfterPage after;
  @Inject StatementRoom room;

  /** The form. */
  @GET
  public Response ask(@PathParam("token") String token) {
    Attendance own = after.attendance(token);
    return room.page(own.session, own.person, "/after/" + token);
  }

  /** Takes the word. */
  @POST
  @Transactional
  public Response state(@PathParam("token") String token, @RestForm String minutes) {
    Attendance own = after.attendance(token);
    return room.take(own.session, own.person, "/after/" + token, minutes);
  }
}
