package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.reachline.base.PublicAddress;
import org.reachline.people.Person;
import org.reachline.sessions.JoinLinks;

/** The secret addresses of personal feeds: on, renewed, off. */
@ApplicationScoped
class FeedLinks {
  @Inject JoinLinks links;

  @Inject PublicAddress here;

  /** A person's address, if their feed is on. */
  Optional<String> url(Person person) {
    return CalendarFeed.find(person).filter(feed -> feed.active).map(this::url);
  }

  private String url(CalendarFeed feed) {
    JoinLinks.Claim claim = new JoinLinks.Claim(0, feed.person.id, feed.revision);
    return here.url() + "/calendar/" + links.sign(JoinLinks.Purpose.FEED, claim) + ".ics";
  }

  /** Switches a feed on under a new address, or off; an older address is useless either way. */
  void change(Person person, boolean active) {
    CalendarFeed feed = CalendarFeed.find(person).orElseGet(CalendarFeed::new);
    feed.person = person;
    feed.revision++;
    feed.active = active;
    feed.persist();
  }
}
