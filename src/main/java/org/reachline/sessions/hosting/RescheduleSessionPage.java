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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.WallClock;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.AuditEntry;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.base.trail.EditDialogue;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** Another time for one session, and what has become of it so far. */
@Path("/studies/{slug}/sessions/{id:\\d+}")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class RescheduleSessionPage {
  @Inject SessionAccess access;
  @Inject SentForm sent;
  @Inject ChangeReader changes;
  @Inject EditDialogue dialogue;
  @Inject SessionActs acts;
  @Inject MoveDoubt doubt;
  @Inject Clock clock;

  /**
   * The form as typed.
   *
   * @param sure the start of which was said who is not expected then, if that was said
   */
  public record Typed(String day, String time, String reason, String version, String sure) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance move(
        EchoSession session, Typed form, Problems problems, String overtaken, String doubt);

    static native TemplateInstance history(EchoSession session, List<AuditEntry> trail);
  }

  /** The form. */
  @GET
  @Path("move")
  public Response ask(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    session.requireMovable(clock.instant());
    ZonedDateTime start = session.startsAt.atZone(session.program.zoneId());
    Typed now =
        new Typed(
            start.toLocalDate().toString(),
            start.toLocalTime().toString(),
            "",
            Integer.toString(session.version),
            "");
    return Page.show(Templates.move(session, now, new Problems(), null, null));
  }

  /** Moves the session; everybody who was invited is told. */
  @POST
  @Path("move")
  @Transactional
  public Response move(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @RestForm String day,
      @RestForm String time,
      @RestForm String reason,
      @RestForm String version,
      @RestForm String sure) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    Problems problems = new Problems();
    LocalDate newDay = problems.date("day", day);
    LocalTime newTime = problems.time("time", time);
    Change change = changes.ofForm(sent.typed(), problems);
    Instant start =
        newDay == null || newTime == null
            ? null
            : WallClock.instant(
                problems, "time", newDay.atTime(newTime), session.program.zoneId(), null);
    if (start != null && !start.isAfter(clock.instant())) {
      problems.add("day", "This is past already. A session can only be moved to a time to come.");
    }
    Typed typed = new Typed(day, time, reason, Integer.toString(session.version), "");
    return dialogue.answer(
        session,
        change,
        problems,
        (theirs, wrong) -> Templates.move(session, typed, wrong, theirs, null),
        () -> {
          session.requireMovable(clock.instant());
          String said = start.equals(session.startsAt) ? null : doubt.at(session, start);
          if (said != null && !start.toString().equals(sure)) {
            Typed asked = new Typed(day, time, reason, version, start.toString());
            return Page.refuse(Templates.move(session, asked, problems, null, said));
          }
          acts.move(session, start, change);
          return Page.seeOther(
              SessionPage.path(session), "Session " + session.number + " was moved.");
        });
  }

  /** What was done to the session, by whom and why. */
  @GET
  @Path("history")
  public Response history(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return Page.show(
        Templates.history(session, AuditEntry.listForSubject(SessionActs.subject(session))));
  }
}
