package org.reachline.sessions.hosting;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/**
 * Closing a session, from its page and from the live page: asked first, because it ends the minutes
 * of everybody who is there. A press alone does nothing; the question has to be ticked, too.
 */
@Path("/studies/{slug}/sessions/{id:\\d+}/close")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class ClosePage {
  @Inject SessionAccess access;
  @Inject SessionActs acts;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance ask(
        EchoSession session, long people, long minutesLeft, Problems problems);
  }

  /** The question. */
  @GET
  public Response ask(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = hosted(slug, id);
    session.requireClosable(clock.instant());
    return Page.show(question(session, new Problems()));
  }

  /** Closes the session if the question was ticked; asks otherwise. */
  @POST
  @Transactional
  public Response close(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @RestForm String asked,
      @RestForm String sure) {
    EchoSession session = hosted(slug, id);
    session.requireClosable(clock.instant());
    String path = SessionPage.path(session);
    if (!"yes".equals(sure)) {
      if (asked == null) {
        return Response.seeOther(URI.create(path + "/close")).build();
      }
      Problems problems = new Problems();
      problems.add("sure", "Tick the box to close the session. It is still open.");
      return Page.refuse(question(session, problems));
    }
    acts.close(session);
    return Page.seeOther(
        path + "/roll-call", "Session " + session.number + " is closed. Check who came.");
  }

  private TemplateInstance question(EchoSession session, Problems problems) {
    Instant now = clock.instant();
    boolean running = now.isBefore(session.endsAt());
    long people =
        Attendance.listForSession(session).stream()
            .filter(a -> running ? a.isStillThere() : a.minutes > 0)
            .count();
    long left = running ? Duration.between(now, session.endsAt()).plusSeconds(59).toMinutes() : 0;
    return Templates.ask(session, people, left, problems);
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }
}
