package org.reachline.sessions.calendar;

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
import java.time.Clock;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;

/** Will you come? Opening the page answers nothing: mail scanners open every link. */
@Path("/answer/{token}")
@PermitAll
class RsvpPage {
  @Inject JoinLinks links;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance ask(
        Invitation invitation, String token, boolean over, Problems problems);
  }

  /** The question, with the answer given so far. */
  @GET
  public Response ask(@PathParam("token") String token) {
    Invitation invitation = find(token);
    return unstored(
        Page.show(Templates.ask(invitation, token, isOver(invitation), new Problems())));
  }

  /** The answer; a later one takes its place. */
  @POST
  @Transactional
  public Response answer(@PathParam("token") String token, @RestForm String answer) {
    Invitation invitation = find(token);
    Problems problems = new Problems();
    Invitation.Answer given = problems.choice("answer", answer, Invitation.Answer.class);
    if (problems.any()) {
      return unstored(Page.refuse(Templates.ask(invitation, token, isOver(invitation), problems)));
    }
    invitation.give(given, clock.instant());
    return Page.seeOther(
        "/answer/" + token, "Thank you: the hub knows that you " + given.label() + ".");
  }

  private Invitation find(String token) {
    JoinLinks.Claim claim =
        links.current(JoinLinks.Purpose.ANSWER, token).orElseThrow(Refusal.NotFound::new);
    EchoSession session = EchoSession.findById(claim.sessionId());
    Person person = Person.findById(claim.personId());
    if (session == null || person == null || !person.isActive()) {
      throw new Refusal.NotFound();
    }
    return Invitation.find(session, person).orElseThrow(Refusal.NotFound::new);
  }

  private boolean isOver(Invitation invitation) {
    return invitation.isOverAt(clock.instant());
  }

  private static Response unstored(Response page) {
    return Response.fromResponse(page).header("Cache-Control", "no-store").build();
  }
}
