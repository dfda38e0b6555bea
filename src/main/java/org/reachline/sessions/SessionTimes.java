package org.reachline.sessions;

import io.quarkus.qute.TemplateExtension;
import java.time.ZoneId;
import org.reachline.base.Formats;

/** When a session begins, as people read it: on their own clock, with the host's beside it. */
@TemplateExtension
public final class SessionTimes {
  private SessionTimes() {}

  /** The start in a reader's zone, and in the hub's where that is another. */
  public static String begins(EchoSession session, ZoneId reader) {
    ZoneId hub = session.program.zoneId();
    String own = Formats.inWords(session.startsAt, reader);
    return hub.equals(reader)
        ? own
        : own + "; for the hub " + Formats.shortly(session.startsAt, hub);
  }
}
