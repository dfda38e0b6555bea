package org.reachline.sessions.hosting;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Role;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionPlanner;
import org.reachline.studies.Study;

/** The calendar of a study's ECHO sessions, and the settings of its programmes. */
@Path("/studies/{slug}/sessions")
class SessionsPage {
  @Inject CurrentPerson me;
  @Inject SessionAccess access;
  @Inject SessionPlanner planner;
  @Inject Audience audience;
  @Inject Clock clock;

  /**
   * One session in the calendar.
   *
   * @param session the session
   * @param talk title of the talk; null while open, and for whoever may not know
   * @param presenter who gives the talk; null while open, and for whoever may not know
   * @param whyNot why it was cancelled; null otherwise, and for whoever may not know
   * @param expected how many people are expected
   * @param present how many of everybody who came reach the study file's threshold
   */
  public record Row(
      EchoSession session,
      String talk,
      String presenter,
      String whyNot,
      int expected,
      int present) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(
        Study study,
        List<Row> upcoming,
        List<Row> past,
        Paging paging,
        List<EchoProgram> programs,
        int missing,
        List<SessionPlanner.Shortfall> shortfalls,
        boolean host,
        boolean people,
        boolean grid,
        boolean several);
  }

  /**
   * The calendar: what comes up, what was. A long one is shown a page at a time; without a page,
   * that of the session which comes next.
   */
  @GET
  @Authenticated
  public Response list(@PathParam("slug") String slug, @QueryParam("page") PageNumber page) {
    Study study = Study.getBySlug(slug);
    Instant now = clock.instant();
    boolean people = access.mayHost() || me.maySeeArms();
    List<Row> upcoming = new ArrayList<>();
    List<Row> past = new ArrayList<>();
    List<EchoSession> all = access.visible(EchoSession.listForStudy(study));
    int over = (int) all.stream().filter(s -> !s.endsAt().isAfter(now)).count();
    Paging paging =
        Paging.of(all.size(), page == null ? over / Paging.ROWS + 1 : page.number(), Paging.ROWS);
    List<EchoSession> sessions = paging.of(all);
    Map<Long, List<Audience.Expected>> expected = people ? audience.expectedIn(sessions) : Map.of();
    Map<Long, Integer> present = people ? presentIn(sessions) : Map.of();
    for (EchoSession session : sessions) {
      boolean words = access.mayReadWords(session);
      Row row =
          new Row(
              session,
              words ? session.didacticTitle : null,
              words ? session.didacticPresenter : null,
              words ? session.cancelReason() : null,
              expected.getOrDefault(session.id, List.of()).size(),
              present.getOrDefault(session.id, 0));
      (session.endsAt().isAfter(now) ? upcoming : past).add(row);
    }
    Collections.reverse(past);
    boolean host = access.mayHost();
    int missing = host ? planner.missing(study, access::mayHost).size() : 0;
    return Page.show(
        Templates.list(
            study,
            upcoming,
            past,
            paging,
            EchoProgram.listForStudy(study).stream().filter(access::mayHost).toList(),
            missing,
            host ? planner.shortfalls(study, access::mayHost) : List.of(),
            host,
            people,
            access.maySeeAttendance(),
            all.stream().map(s -> s.program.id).distinct().count() > 1));
  }

  private Map<Long, Integer> presentIn(List<EchoSession> sessions) {
    Map<Long, Integer> present = new HashMap<>();
    for (Attendance a : Attendance.listForSessions(sessions)) {
      if (a.isPresent(audience.presentAtLeast(a.session.program))) {
        present.merge(a.session.id, 1, Integer::sum);
      }
    }
    return present;
  }

  /** Adds the sessions that the protocol asks for and the calendar lacks. */
  @POST
  @Path("plan")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response plan(@PathParam("slug") String slug) {
    Study study = Study.getBySlug(slug);
    List<EchoSession> added = planner.plan(study, access::mayHost);
    return Page.seeOther(
        path(study),
        switch (added.size()) {
          case 0 -> "The calendar already has every session that the protocol asks for.";
          case 1 -> "One session was added to the calendar.";
          default -> added.size() + " sessions were added to the calendar.";
        });
  }

  private static String path(Study study) {
    return "/studies/" + study.slug + "/sessions";
  }
}
