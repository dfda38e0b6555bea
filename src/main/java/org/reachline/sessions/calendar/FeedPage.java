package org.reachline.sessions.calendar;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.JoinLinks;

/**
 * A person's sessions and booked contacts as a calendar that other programs subscribe to, under a
 * secret link.
 */
@Path("/")
class FeedPage {
  @Inject CurrentPerson me;
  @Inject JoinLinks links;
  @Inject PersonalFeed feeds;
  @Inject FeedLinks addresses;
  @Inject Clock clock;

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
    String url = addresses.url(person).orElse(null);
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
    addresses.change(Person.findById(me.id()), true);
    return Page.seeOther("/my/calendar", "Your calendar link is new. An older one is useless now.");
  }

  /** Switches the feed off. */
  @POST
  @Path("my/calendar/off")
  @Authenticated
  @Transactional
  public Response off() {
    addresses.change(Person.findById(me.id()), false);
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
    return Response.ok(feeds.of(person, clock.instant()))
        .header("Cache-Control", "private, no-store")
        .build();
  }
}
