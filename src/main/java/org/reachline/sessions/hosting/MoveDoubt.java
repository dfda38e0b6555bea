package org.reachline.sessions.hosting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;

/**
 * What a host should know before a session is moved: who is expected follows from the day, because
 * each site has its own study months and is in one programme at a time.
 */
@ApplicationScoped
class MoveDoubt {
  private static final int MOST_NAMED = 10;

  @Inject Audience audience;

  /** That nobody would be expected at this start, as sentences; null if somebody is. */
  String nobodyAt(EchoSession session, Instant start) {
    boolean offered = audience.isOfferedAt(session, start);
    boolean nobody = audience.expectedAt(session, start).isEmpty();
    if (offered && !(nobody && !audience.expected(session).isEmpty())) {
      return null;
    }
    String day = Formats.inWords(start.atZone(session.program.zoneId()).toLocalDate());
    return "Nobody is expected on "
        + day
        + ": "
        + (offered
            ? "nobody of the sites that have a session then is there on that day."
            : "no site of this programme has a session planned in its study month then.");
  }

  /** That nobody or fewer people would be expected at this start, as sentences; null if all are. */
  String at(EchoSession session, Instant start) {
    String nobody = nobodyAt(session, start);
    if (nobody != null) {
      return nobody;
    }
    Set<Long> after =
        audience.expectedAt(session, start).stream()
            .map(e -> e.person().id)
            .collect(Collectors.toSet());
    List<String> lost =
        audience.expected(session).stream()
            .filter(e -> !after.contains(e.person().id))
            .map(e -> e.person().name)
            .toList();
    if (lost.isEmpty()) {
      return null;
    }
    String names = lost.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = lost.size() - MOST_NAMED;
    return "On "
        + Formats.inWords(start.atZone(session.program.zoneId()).toLocalDate())
        + " these are not expected, who are now: "
        + names
        + (more > 0 ? " and " + more + " more" : "")
        + ". Their sites have no session planned in their study month then.";
  }
}
