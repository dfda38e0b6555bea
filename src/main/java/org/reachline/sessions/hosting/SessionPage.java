package org.reachline.sessions.hosting;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.EditDialogue;
import org.reachline.people.Person;
import org.reachline.sessions.AgendaItem;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionFacts;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.materials.Material;
import org.reachline.sessions.room.Rooms;
import org.reachline.studies.Study;

/** One session: its agenda, its people, and what the host does with it. */
@Path("/studies/{slug}/sessions/{id:\\d+}")
class SessionPage {
  @Inject CurrentPerson me;
  @Inject SessionAccess access;
  @Inject SessionActs acts;
  @Inject EditDialogue dialogue;
  @Inject SentForm sent;
  @Inject Audience audience;
  @Inject AttendanceLedger ledger;
  @Inject JoinLinks links;
  @Inject Rooms rooms;
  @Inject Presenters presenters;
  @Inject Speakers speakers;
  @Inject Clock clock;
  @Context UriInfo uri;

  /**
   * One stretch of the agenda with its time.
   *
   * @param at when it begins by plan, on the viewer's clock
   * @param item the stretch
   * @param now whether it runs now, in a session that is open
   */
  public record AgendaLine(String at, AgendaItem item, boolean now) {}

  /**
   * A person's link, for the host to hand out.
   *
   * @param line the person
   * @param url the whole address
   */
  public record Link(SessionAccess.Line line, String url) {}

  /**
   * What the person looking may do now.
   *
   * @param host runs sessions
   * @param people sees who is expected and came
   * @param join may go in now
   * @param mine is expected or came
   * @param open may start it now
   * @param close may close it now
   * @param move may give it another time
   * @param reopen may open it again
   * @param words may read what was typed, and who speaks
   * @param arms may be told what is contamination
   */
  public record Can(
      boolean host,
      boolean people,
      boolean join,
      boolean mine,
      boolean open,
      boolean close,
      boolean move,
      boolean reopen,
      boolean words,
      boolean arms) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance show(
        EchoSession session,
        String heading,
        List<AgendaLine> agenda,
        List<SessionAccess.Line> lines,
        Paging paging,
        double threshold,
        Can can,
        List<String> clashes,
        List<Material> materials,
        Cockpit cockpit,
        String here);

    static native TemplateInstance edit(
        EchoSession session, FactForm form, List<String> speakers, String overtaken);

    static native TemplateInstance links(EchoSession session, List<Link> links, Paging paging);

    static native TemplateInstance room(EchoSession session, String room, boolean trouble);
  }

  /** The session's page; its people a page at a time. */
  @GET
  @Authenticated
  public Response show(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("page") @DefaultValue("1") PageNumber page) {
    EchoSession session = visible(slug, id);
    List<SessionAccess.Line> lines = access.lines(session);
    Paging paging = Paging.of(lines.size(), page, Paging.ROWS);
    Instant now = clock.instant();
    boolean host = access.mayHost(session.program);
    boolean mine = access.isForMe(lines);
    boolean admits = session.admitsAt(now);
    boolean planned = session.state() == SessionState.PLANNED;
    boolean open = session.state() == SessionState.OPEN;
    Can can =
        new Can(
            host,
            host || !lines.isEmpty(),
            admits && (host || mine),
            mine,
            host && planned && admits,
            host && (open || planned) && !now.isBefore(session.startsAt),
            host && planned && now.isBefore(session.startsAt),
            host && session.state() == SessionState.HELD,
            access.mayReadWords(session),
            me.maySeeArms());
    List<Material> materials = can.words() ? Material.listForSession(session) : List.<Material>of();
    return Page.show(
        Templates.show(
            session,
            heading(session, can),
            agenda(session, now),
            paging.of(lines),
            paging,
            audience.presentAtLeast(session.program),
            can,
            host ? presenters.clashes(session) : List.of(),
            materials,
            host
                ? Cockpit.of(
                    session,
                    lines.stream().filter(SessionAccess.Line::isExpected).count(),
                    materials.size(),
                    me.zone(),
                    path(session))
                : null,
            path(session)));
  }

  private static String heading(EchoSession session, Can can) {
    String talk =
        session.didacticTitle == null || session.didacticTitle.isBlank()
            ? "talk to be named"
            : session.didacticTitle;
    return "Session " + session.number + (can.words() ? ": " + talk : "");
  }

  private List<AgendaLine> agenda(EchoSession session, Instant now) {
    List<AgendaLine> agenda = new ArrayList<>();
    Instant at = session.startsAt;
    for (AgendaItem item : session.agenda) {
      Instant end = at.plus(Duration.ofMinutes(item.minutes));
      boolean runs = session.state() == SessionState.OPEN && !now.isBefore(at) && now.isBefore(end);
      agenda.add(new AgendaLine(at.atZone(me.zone()).toLocalTime().toString(), item, runs));
      at = end;
    }
    return agenda;
  }

  /** The form for talk and room. */
  @GET
  @Path("edit")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  public Response edit(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = hosted(slug, id);
    Map<String, String> typed = SessionFacts.SHEET.typed(session.facts());
    typed.put(
        "didacticPresenter",
        Speakers.shown(session.didacticPresenter, session.didacticPresenterId));
    return Page.show(edit(session, typed, new Problems(), null));
  }

  /** Changes talk and room. */
  @POST
  @Path("edit")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response change(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = hosted(slug, id);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    SessionFacts now = SessionActs.read(typed, problems);
    Change change =
        new Change(problems.integer("version", typed.get("version"), 0, Integer.MAX_VALUE), null);
    return dialogue.answer(
        session,
        change,
        problems,
        (theirs, wrong) -> edit(session, typed, wrong, theirs),
        () -> {
          acts.change(session, now, change);
          return Page.seeOther(path(session), "Session " + session.number + " was changed.");
        });
  }

  private TemplateInstance edit(
      EchoSession session, Map<String, String> typed, Problems problems, String overtaken) {
    FactForm form = new FactForm(SessionFacts.SHEET, typed, problems);
    return Templates.edit(session, form, speakers.choices(session), overtaken);
  }

  /** The host starts the session. */
  @POST
  @Path("open")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response open(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = hosted(slug, id);
    acts.open(session);
    return Page.seeOther(path(session), "Session " + session.number + " is open.");
  }

  /** Somebody signed in goes in: a host, or a person who is expected. */
  @POST
  @Path("join")
  @Authenticated
  @Transactional
  public Response join(
      @PathParam("slug") String slug, @PathParam("id") long id, @RestForm String to) {
    EchoSession session = visible(slug, id);
    boolean mine = access.isForMe(access.lines(session));
    if (!mine && !access.mayHost(session.program)) {
      throw new Refusal.NotAllowed(
          "This session is for the people who are expected. The hub team can add you.");
    }
    requireAdmission(session);
    if (mine) {
      ledger.joined(session, Person.<Person>findById(me.id()));
    }
    String next = "live".equals(to) ? "/live" : "/room";
    return Response.seeOther(java.net.URI.create(path(session) + next)).build();
  }

  /** On to the room; nothing is recorded here. */
  @GET
  @Path("room")
  @Authenticated
  public Response room(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = visible(slug, id);
    if (!access.mayHost(session.program) && !access.isForMe(access.lines(session))) {
      throw new Refusal.NotFound();
    }
    requireAdmission(session);
    Rooms.Way way = rooms.wayIn(session, Person.findById(me.id()), access.mayHost(session.program));
    return Page.show(Templates.room(session, way.url(), way.trouble()));
  }

  /** Personal links for the host to hand out. */
  @GET
  @Path("links")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  public Response links(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("page") @DefaultValue("1") PageNumber page) {
    EchoSession session = hosted(slug, id);
    String origin = uri.getBaseUri().resolve("/").toString().replaceAll("/$", "");
    List<SessionAccess.Line> all = access.lines(session);
    Paging paging = Paging.of(all.size(), page, Paging.ROWS);
    List<SessionAccess.Line> lines = paging.of(all);
    Map<Long, String> paths =
        links.paths(session, lines.stream().map(SessionAccess.Line::person).toList());
    List<Link> handed =
        lines.stream().map(line -> new Link(line, origin + paths.get(line.person().id))).toList();
    return Page.show(Templates.links(session, handed, paging));
  }

  /** Makes a person's links useless. */
  @POST
  @Path("links/{person:\\d+}/revoke")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response revoke(
      @PathParam("slug") String slug, @PathParam("id") long id, @PathParam("person") long person) {
    EchoSession session = hosted(slug, id);
    Person listed =
        access.lines(session).stream()
            .map(SessionAccess.Line::person)
            .filter(p -> p.id == person)
            .findFirst()
            .orElseThrow(Refusal.NotFound::new);
    acts.revokeLink(session, listed);
    return Page.seeOther(
        path(session) + "/links",
        "The old link of " + listed.name + " is useless now. The one below is new.");
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }

  private EchoSession visible(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireSee(session);
    return session;
  }

  private void requireAdmission(EchoSession session) {
    if (!session.admitsAt(clock.instant())) {
      throw new Refusal.Conflict(
          "The doors of this session are not open: they open "
              + session.program.opensBeforeMinutes
              + " minutes before it begins and close when it ends.");
    }
  }

  static String path(EchoSession session) {
    return "/studies/" + session.program.study.slug + "/sessions/" + session.id;
  }
}
