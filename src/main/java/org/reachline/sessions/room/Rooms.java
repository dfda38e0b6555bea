package org.reachline.sessions.room;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.SessionState;

/** The way into a session's room, whoever provides it. */
@ApplicationScoped
public class Rooms {
  @Inject ExternalRoom external;
  @Inject JitsiRoom jitsi;
  @Inject BigBlueButtonRoom bigBlueButton;

  /**
   * What the person is told at the door.
   *
   * @param address where to go, if it is known
   * @param trouble whether the provider does not answer now
   */
  public record Way(Optional<URI> address, boolean trouble) {
    /** The address as text, or null. */
    public String url() {
      return address.map(URI::toString).orElse(null);
    }
  }

  /** The way in for one person. A provider that does not answer is logged and told, not thrown. */
  public Way wayIn(EchoSession session, Person person, boolean host) {
    try {
      return new Way(provider(session).enter(session, person, host), false);
    } catch (RoomUnavailable e) {
      Log.warnf(e, "No way into the room of session %d: %s", session.id, e.getMessage());
      return new Way(Optional.empty(), true);
    }
  }

  /**
   * Who is in the room now.
   *
   * @param told whether the provider tells
   * @param trouble whether it does not answer now
   * @param names as the room shows them, sorted
   */
  public record Present(boolean told, boolean trouble, List<String> names) {}

  /** Who is in the room now. A provider that does not answer is logged and told, not thrown. */
  public Present present(EchoSession session) {
    try {
      Optional<List<String>> names = provider(session).present(session);
      return new Present(names.isPresent(), false, names.orElse(List.of()));
    } catch (RoomUnavailable e) {
      Log.warnf(e, "Who is in the room of session %d is not known: %s", session.id, e.getMessage());
      return new Present(true, true, List.of());
    }
  }

  /** A closed session's room is ended once the closing is on record. */
  void follow(@Observes(during = TransactionPhase.AFTER_SUCCESS) SessionChanged change) {
    EchoSession session = change.session();
    if (session.state() == SessionState.HELD) {
      try {
        provider(session).end(session);
      } catch (RoomUnavailable e) {
        Log.warnf("The room of session %d was not ended: %s", session.id, e.getMessage());
      }
    }
  }

  private VideoRoom provider(EchoSession session) {
    if (session.roomUrl != null) {
      // An address for this session alone goes before the programme's provider.
      return external;
    }
    return switch (session.program.roomKind) {
      case EXTERNAL -> external;
      case JITSI -> jitsi;
      case BIGBLUEBUTTON -> bigBlueButton;
    };
  }
}
