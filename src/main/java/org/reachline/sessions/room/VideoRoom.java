package org.reachline.sessions.room;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/** A provider of video rooms. */
interface VideoRoom {
  /**
   * The address at which one person enters a session's room; makes the room if that is needed.
   *
   * @param host whether the person runs the session
   * @return empty if nobody has said where the room is
   * @throws RoomUnavailable if the provider does not answer, or refuses
   */
  Optional<URI> enter(EchoSession session, Person person, boolean host);

  /**
   * Names of the people who are in the room now; empty if this provider does not tell.
   *
   * @throws RoomUnavailable if the provider does not answer, or refuses
   */
  default Optional<List<String>> present(EchoSession session) {
    return Optional.empty();
  }

  /**
   * Ends the room for everybody, where the provider can; a room that has ended already is no error.
   *
   * @throws RoomUnavailable if the provider does not answer, or refuses
   */
  void end(EchoSession session);
}
