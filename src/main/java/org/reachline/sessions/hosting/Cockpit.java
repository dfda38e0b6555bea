package org.reachline.sessions.hosting;

import java.time.ZoneId;
import java.util.List;
import org.reachline.base.Formats;
import org.reachline.base.figures.Step;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.sessions.AgendaItem;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/**
 * How far a session is prepared, for its host: five steps on the line, what is missing in each, and
 * the one act that comes next.
 *
 * @param steps agenda, presenters, materials, people, the session itself; none for a session that
 *     does not take place
 * @param next what to do next, or empty if nothing is missing
 * @param href where it is done
 */
record Cockpit(List<Step> steps, String next, String href) {

  /**
   * The cockpit of a session.
   *
   * @param expected how many people are expected
   * @param materials how many materials it has
   * @param zone the reader's zone
   * @param here address of the session
   */
  static Cockpit of(EchoSession session, long expected, int materials, ZoneId zone, String here) {
    if (session.state() == SessionState.CANCELLED) {
      return new Cockpit(List.of(), "", "");
    }
    if (session.state() == SessionState.HELD) {
      return new Cockpit(
          steps(session, expected, materials, zone, here), "Roll-call", here + "/roll-call");
    }
    List<Step> steps = steps(session, expected, materials, zone, here);
    return steps.stream()
        .filter(Step::next)
        .findFirst()
        .map(step -> new Cockpit(steps, act(session, step), step.href()))
        .orElse(new Cockpit(steps, "", ""));
  }

  private static List<Step> steps(
      EchoSession session, long expected, int materials, ZoneId zone, String here) {
    boolean open = session.state() == SessionState.OPEN;
    boolean held = session.state() == SessionState.HELD;
    int minutes = session.agenda.stream().mapToInt(item -> item.minutes).sum();
    List<AgendaItem> spoken =
        session.agenda.stream()
            .filter(item -> item.kind == AgendaKind.DIDACTIC || item.kind == AgendaKind.CASE)
            .toList();
    long named = spoken.stream().filter(item -> isNamed(session, item)).count();
    boolean talk = !blank(session.didacticTitle);
    boolean all = named == spoken.size() && talk;
    String speakers =
        named + " of " + spoken.size() + " named" + (talk ? "" : ", talk to be named");
    boolean agenda = minutes == session.durationMinutes;
    String agendaAt = held ? "" : here + "/agenda";
    String speakersAt = held ? "" : talk ? here + "/agenda" : here + "/edit";
    return List.of(
        new Step(
            agenda ? "done" : minutes == 0 ? "due" : "part",
            "Agenda",
            minutes + " of " + session.durationMinutes + " min",
            agendaAt,
            !held && !agenda),
        new Step(
            all ? "done" : named == 0 && !talk ? "due" : "part",
            "Presenters",
            speakers,
            speakersAt,
            !held && agenda && !all),
        new Step(
            materials > 0 ? "done" : "due",
            "Materials",
            materials == 0 ? "none yet" : materials + " added",
            here + "/materials",
            !held && agenda && all && materials == 0),
        new Step(
            expected > 0 ? "done" : "due",
            "Invited",
            expected == 0 ? "nobody is expected" : expected + " expected",
            here + "/links",
            false),
        new Step(
            held ? "done" : open ? "due" : "later",
            held ? "Held" : open ? "Open now" : "Doors open",
            held
                ? session.heldMinutes() + " min"
                : open ? "host it" : Formats.shortly(session.doorsOpenAt(), zone),
            here + "/live",
            false));
  }

  private static boolean isNamed(EchoSession session, AgendaItem item) {
    return !blank(item.presenter)
        || item.kind == AgendaKind.DIDACTIC && !blank(session.didacticPresenter);
  }

  private static String act(EchoSession session, Step step) {
    return switch (step.label()) {
      case "Agenda" -> "Change the agenda";
      case "Materials" -> "Add materials";
      default ->
          blank(session.didacticTitle) ? "Name the talk or change the room" : "Name the presenters";
    };
  }

  private static boolean blank(String typed) {
    return typed == null || typed.isBlank();
  }
}
