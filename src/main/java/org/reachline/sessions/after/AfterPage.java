package org.reachline.sessions.after;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;

/**
 * After a session by the personal link of a mail: the survey and the certificate of this person and
 * this session, nothing else. Opening it answers nothing.
 */
@Path("/after/{token}")
@PermitAll
class AfterPage {
  @Inject JoinLinks links;
  @Inject AfterRoom room;
  @Inject Certificates certificates;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance after(AfterView view);
  }

  /** Minutes, survey, certificate. */
  @GET
  public Response show(@PathParam("token") String token) {
    return room.page(attendance(token), "/after/" + token);
  }

  /** Answers the survey, or changes the answer. */
  @POST
  @Transactional
  public Response answer(
      @PathParam("token") String token, @RestForm String usefulness, @RestForm String change) {
    return room.answer(attendance(token), "/after/" + token, new Survey.Form(usefulness, change));
  }

  /** The certificate. */
  @GET
  @Path("certificate.pdf")
  public Response certificate(@PathParam("token") String token) {
    return certificates.fetch(attendance(token));
  }

  Attendance attendance(String token) {
    JoinLinks.Claim claim =
        links.current(JoinLinks.Purpose.AFTER, token).orElseThrow(Refusal.NotFound::new);
    EchoSession session = EchoSession.findById(claim.sessionId());
    Person person = Person.findById(claim.personId());
    if (session == null || person == null || !person.isActive()) {
      throw new Refusal.NotFound();
    }
    return Attendance.find(session, person).orElseThrow(Refusal.NotFound::new);
  }
}
