package org.reachline.sessions.room;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/** Any web address that the host pasted: Zoom, Teams and so on. Everybody enters by the same. */
@ApplicationScoped
class ExternalRoom implements VideoRoom {
  @Override
  public Optional<URI> enter(EchoSession session, Person person, boolean host) {
    return session.room().map(URI::create);
  }

  @Override
  public void end(EchoSession session) {
    // The host ends it there: an address alone gives no say over the room.
  }
}
