package org.reachline.sessions.calendar;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Refusal;
import org.reachline.base.calendar.CalendarText;
import org.reachline.base.calendar.FeedSource;
import org.reachline.people.Person;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionState;
import org.reachline.studies.Study;

/**
 * A person's sessions and booked contacts as a calendar that other programs subscribe to, under a
 * secret link.
 */
@Path("/")
public class FeedPage {
  private static final Duration KEPT = Duration.ofDays(90);

  @Inject CurrentPerson me;
  @Inject JoinLinks links;
  @Inject Invitations invitations;
  @Inject Audience audience;
  @Inject @Any Instance<FeedSource> others;
  @Inject Clock clock;

  @ConfigProperty(name = "reachline.public-url", defaultValue = "http://localhost:8080")
  String publicUrl;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance feed(String url, boolean reminders);
  }

  /** The link, if the feed is on. */
  @GET
  @Path("my/calendar")
  @Authenticated
  public Response show() {
    Person person = Person.findById(me.id());
    String url = CalendarFeed.find(person).filter(feed -> feed.active).map(this::url).orElse(null);
    return Page.show(Templates.feed(url, !ReminderStop.isSetBy(person)));
  }

  /** Switches reminders by mail on or off. */
  @POST
  @Path("my/calendar/reminders")
  @Authenticated
  @Transactional
  public Response reminders(@RestForm String wanted) {
    boolean on = "yes".equals(wanted);
    ReminderStop.set(Person.findById(me.id()), !on);
    return Page.seeOther(
        "/my/calendar", on ? "You will be reminded by mail." : "You will not be reminded by mail.");
  }

  /** Switches the feed on, or gives it a new link; the old one is useless then. */
  @POST
  @Path("my/calendar/renew")
  @Authenticated
  @Transactional
  public Response renew() {
    change(true);
    return Page.seeOther("/my/calendar", "Your calendar link is new. An older one is useless now.");
  }

  /** Switches the feed off. */
  @POST
  @Path("my/calendar/off")
  @Authenticated
  @Transactional
  public Response off() {
    change(false);
    return Page.seeOther("/my/calendar", "Your calendar link is switched off.");
  }

  /** The feed itself, for calendar programs. */
  @GET
  @Path("calendar/{token}.ics")
  @PermitAll
  @Produces("text/calendar; charset=UTF-8")
  public Response read(@PathParam("token") String token) {
    JoinLinks.Claim claim =
        links.read(JoinLinks.Purpose.FEED, token).orElseThrow(Refusal.NotFound::new);
    Person person = Person.findById(claim.personId());
    if (person == null || !person.isActive()) {
      throw new Refusal.NotFound();
    }
    CalendarFeed.find(person)
        .filter(feed -> feed.active && feed.revision == claim.revision())
        .orElseThrow(Refusal.NotFound::new);
    return Response.ok(CalendarText.feed(entries(person), clock.instant()))
        .header("Cache-Control", "private, no-store")
        .build();
  }

  private List<CalendarText.Entry> entries(Person person) {
    Instant oldest = clock.instant().minus(KEPT);
    List<CalendarText.Entry> entries = new ArrayList<>();
    others.forEach(room -> entries.addAll(room.entriesOf(person.id, oldest)));
    for (Study study : Study.listByTitle()) {
      List<EchoSession> sessions =
          EchoSession.listForStudy(study).stream()
              .filter(session -> session.startsAt.isAfter(oldest))
              .toList();
      Map<Long, List<Audience.Expected>> expected = audience.expectedIn(sessions);
      for (EchoSession session : sessions) {
        boolean mine =
            expected.get(session.id).stream().anyMatch(e -> e.person().id.equals(person.id));
        if (mine) {
          boolean cancelled = session.state() == SessionState.CANCELLED;
          int sequence =
              Invitation.find(session, person).map(i -> i.sequence).orElse(session.sequence);
          entries.add(invitations.entry(session, person, sequence, cancelled));
        }
      }
    }
    return entries;
  }

  private void change(boolean active) {
    Person person = Person.findById(me.id());
    CalendarFeed feed = CalendarFeed.find(person).orElseGet(CalendarFeed::new);
    feed.person = person;
    feed.revision++;
    feed.active = active;
    feed.persist();
  }

  private String url(CalendarFeed feed) {
    JoinLinks.Claim claim = new JoinLinks.Claim(0, feed.person.id, feed.revision);
    return publicUrl + "/calendar/" + links.sign(JoinLinks.Purpose.FEED, claim) + ".ics";
  }
}
