package org.reachline.sessions.hosting;

import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Problems;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.RoomAddress;

/** What a host may type about a session. */
class SessionForm {
  /** Title of the talk, or empty. */
  @RestForm public String didacticTitle;

  /** Who gives it, or empty. */
  @RestForm public String didacticPresenter;

  /** Address of a room for this session alone, or empty. */
  @RestForm public String roomUrl;

  /** The version that the typist saw. */
  @RestForm public String version;

  /** The form as read. */
  record Typed(String didacticTitle, String didacticPresenter, String roomUrl, Integer version) {
    void applyTo(EchoSession session) {
      session.didacticTitle = didacticTitle;
      session.didacticPresenter = didacticPresenter;
      session.roomUrl = roomUrl;
    }
  }

  /** The session for the trail. */
  record State(
      String startsAt,
      String state,
      String didacticTitle,
      String didacticPresenter,
      Long didacticPresenterId,
      String roomUrl) {
    static State of(EchoSession session) {
      return new State(
          session.startsAt.toString(),
          session.state().name(),
          session.didacticTitle,
          session.didacticPresenter,
          session.didacticPresenterId,
          session.roomUrl);
    }
  }

  /** The form as the record stands. */
  static SessionForm of(EchoSession session) {
    SessionForm form = new SessionForm();
    form.didacticTitle = session.didacticTitle;
    form.didacticPresenter = Speakers.shown(session.didacticPresenter, session.didacticPresenterId);
    form.roomUrl = session.roomUrl;
    form.version = Integer.toString(session.version);
    return form;
  }

  Typed read(Problems problems) {
    return new Typed(
        problems.optionalLine("didacticTitle", didacticTitle, 200),
        problems.optionalLine("didacticPresenter", didacticPresenter, 200),
        RoomAddress.read(problems, "roomUrl", roomUrl),
        problems.integer("version", version, 0, Integer.MAX_VALUE));
  }
}
