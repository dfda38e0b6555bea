package org.reachline.sessions.after;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.reachline.base.Page;
import org.reachline.base.Role;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** What people said of a session, for those who run it: sums and words, never names. */
@Path("/studies/{slug}/sessions/{id:\\d+}/survey")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class SurveyPage {
  @Inject SessionAccess access;
  @Inject Survey survey;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance summary(
        EchoSession session, Survey.Summary summary, long came, Instant closesAt, boolean open);
  }

  /** The sums. */
  @GET
  public Response show(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return Page.show(
        Templates.summary(
            session,
            survey.summary(session),
            Attendance.count("session = ?1 and minutes > 0", session),
            survey.closesAt(session).orElse(null),
            survey.isOpen(session)));
  }
}
