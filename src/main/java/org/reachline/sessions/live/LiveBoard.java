package org.reachline.sessions.live;

import java.time.Instant;
import java.util.List;
import org.reachline.base.Formats;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.sessions.EchoSession;

/**
 * Everything on the live page that changes while people look, as one viewer may see it.
 *
 * @param tag names this state; the same tag means the same board
 * @param version number of the newest change
 * @param session the session
 * @param viewer who looks
 * @param now the service's clock
 * @param open whether people take part now
 * @param agenda stretches with their times
 * @param here who is here now, as far as the viewer may know them by name
 * @param others how many more are here whom the viewer may not know
 * @param gone who came and whose page is silent now, by the same rule: they count as there
 * @param left who said that they left, by the same rule
 * @param came how many people have joined so far
 * @param queue raised hands and questions: all of them for a host, else one's own
 * @param called what the host has called up, without names for participants of other sites
 * @param screen the case on screen, or null
 * @param cases the agenda's cases, for the host
 * @param notesVersion version of the host's notes; 0 for participants
 */
record LiveBoard(
    String tag,
    long version,
    EchoSession session,
    Viewer viewer,
    Instant now,
    boolean open,
    List<Line> agenda,
    List<Here> here,
    int others,
    List<Here> gone,
    List<Here> left,
    int came,
    List<Asked> queue,
    List<Asked> called,
    Screen screen,
    List<CaseSlot> cases,
    int notesVersion) {

  /**
   * A stretch of the agenda.
   *
   * @param at when it begins by plan
   * @param until when it ends by plan
   * @param kind what it is for
   * @param label what people read
   * @param minutes length
   * @param current whether it is now
   */
  public record Line(
      Instant at, Instant until, AgendaKind kind, String label, int minutes, boolean current) {
    /** Begin on a clock in this zone, {@code 12:05}. */
    public String clock(java.time.ZoneId zone) {
      return at.atZone(zone)
          .toLocalTime()
          .truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
          .toString();
    }
  }

  /**
   * Somebody on the list.
   *
   * @param name with credential
   * @param site code of the site, or null for the hub's own
   */
  public record Here(String name, String site) {}

  /**
   * A hand or a question.
   *
   * @param id key
   * @param hand whether it is a hand
   * @param wording the question, or null
   * @param name who, or null where the viewer may not know
   * @param site code of the site, or null
   * @param state where it stands
   * @param askedAt since when
   * @param mine whether it is the viewer's own
   */
  public record Asked(
      long id,
      boolean hand,
      String wording,
      String name,
      String site,
      QuestionState state,
      Instant askedAt,
      boolean mine) {}

  /**
   * The case that everybody sees.
   *
   * @param number place among the agenda's cases, from 1
   * @param label what the agenda calls it
   * @param wording its de-identified text
   */
  public record Screen(int number, String label, String wording) {}

  /**
   * A case of the agenda, as the host handles it.
   *
   * @param number from 1
   * @param label what the agenda calls it
   * @param written whether it has a text
   * @param shown whether it is on screen
   */
  public record CaseSlot(int number, String label, boolean written, boolean shown) {}

  /** The viewer's raised hand, or null. */
  public Asked myHand() {
    return queue.stream().filter(a -> a.mine() && a.hand()).findFirst().orElse(null);
  }

  /** Whether the planned start has come; before it a session cannot be closed. */
  public boolean begun() {
    return !now.isBefore(session.startsAt);
  }

  /** Address of a page that lies beside the live page, such as {@code room}. */
  public String beside(String name) {
    String base = viewer.base();
    return base.substring(0, base.length() - "live".length()) + name;
  }

  /** How many people are here now. */
  public int hereNow() {
    return here.size() + others;
  }

  /** What a listener hears when something changes. */
  public String inShort() {
    int hands = (int) queue.stream().filter(Asked::hand).count();
    int questions = queue.size() - hands;
    String people = hereNow() == 1 ? "1 person is here" : hereNow() + " people are here";
    return viewer.host()
        ? people + ", hands up: " + hands + ", questions: " + questions + "."
        : people + ".";
  }

  /** The service's clock in the hub's zone. */
  public String hubClock() {
    return Formats.clockTime(now, session.program.zoneId());
  }

  /** The service's clock in the viewer's zone. */
  public String viewerClock() {
    return Formats.clockTime(now, viewer.zone());
  }

  /** Whether the two clocks differ. */
  public boolean isTwoClocks() {
    return !session.program.zoneId().equals(viewer.zone());
  }
}
