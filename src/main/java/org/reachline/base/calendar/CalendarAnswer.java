package org.reachline.base.calendar;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a calendar program says of one event (iTIP, RFC 5546).
 *
 * @param method what it means to do, such as {@code REPLY} or {@code COUNTER}; empty if not said
 * @param uid which event
 * @param attendees who answers what; a reply that passes the invitation on names two
 * @param sequence the revision that is answered, or null
 * @param place which occurrence of a series, or null for the whole
 * @param andLater whether the occurrences after it are meant, too
 * @param stamp when it was answered by the answering program's clock, or null
 * @param proposed another start that is proposed, or null
 * @param comment the sender's words, or null
 */
public record CalendarAnswer(
    String method,
    String uid,
    List<Attendee> attendees,
    @Nullable Integer sequence,
    @Nullable Moment place,
    boolean andLater,
    @Nullable Instant stamp,
    @Nullable Moment proposed,
    @Nullable String comment) {

  private static final int MOST_WORDS = 1000;
  private static final int MOST_ADDRESS = 254;
  private static final int MOST_METHOD = 40;

  /**
   * Somebody who answers.
   *
   * @param email mail address, lower case
   * @param answer {@code ACCEPTED}, {@code DECLINED}, {@code TENTATIVE}, {@code DELEGATED} ...
   * @param passedTo mail address of who is to come instead, or null
   */
  public record Attendee(String email, String answer, @Nullable String passedTo) {}

  /** A text that is no calendar's, or lacks what an answer needs. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String words) {
      super(words);
    }
  }

  /** What is said of a calendar entry that cannot be read. */
  public static Unreadable unreadable(String words) {
    return new Unreadable(words);
  }

  public CalendarAnswer {
    attendees = List.copyOf(attendees);
  }

  /**
   * The answers in a text, each event one.
   *
   * @param method what the mail says that it means to do, or empty; the text's own word goes first
   */
  public static List<CalendarAnswer> readAll(String text, String method) throws Unreadable {
    List<CalendarLines.Block> calendars = CalendarLines.calendars(text);
    if (calendars.isEmpty()) {
      throw new Unreadable("Its calendar entry cannot be read.");
    }
    List<CalendarAnswer> answers = new ArrayList<>();
    for (CalendarLines.Block calendar : calendars) {
      String said =
          shortened(
              value(calendar, "METHOD").orElse(method).strip().toUpperCase(Locale.ROOT),
              MOST_METHOD);
      List<CalendarLines.Block> events = calendar.blocks("VEVENT");
      if (events.isEmpty() && calendar.line("METHOD").isPresent() && mayAnswer(said)) {
        throw new Unreadable("Its calendar entry names no event.");
      }
      for (CalendarLines.Block event : events) {
        answers.add(read(said, event, calendar));
      }
    }
    return answers;
  }

  private static boolean mayAnswer(String method) {
    return method.equals("REPLY") || method.equals("COUNTER");
  }

  /** Who answers: the sender where they are named, else whoever is said to answer. */
  public Optional<Attendee> by(String sender) {
    return attendees.stream()
        .filter(attendee -> attendee.email().equals(sender))
        .findFirst()
        .or(
            () ->
                attendees.stream()
                    .filter(attendee -> !attendee.answer().equals("NEEDS-ACTION"))
                    .findFirst())
        .or(() -> attendees.stream().findFirst());
  }

  /** Why a mail of this method answers nothing, a sentence; empty if it may. */
  public Optional<String> whyNoAnswer() {
    return switch (method) {
      case "REPLY", "COUNTER", "" -> Optional.empty();
      case "REFRESH" -> Optional.of("It asks to be sent the invitation once more.");
      default -> Optional.of("It is no answer: its calendar entry says " + method + ".");
    };
  }

  /** Why an attendee says neither yes nor no nor perhaps, a sentence. */
  public static String whyNone(Attendee attendee) {
    if (attendee.answer().equals("DELEGATED")) {
      return "It passes the invitation on to "
          + (attendee.passedTo() == null ? "somebody else" : attendee.passedTo())
          + "; an invitation here is for one person alone.";
    }
    return "It says neither yes nor no nor perhaps.";
  }

  /** When it counts as given: a clock that is ahead cannot give it later than it came. */
  public Instant givenAt(Instant arrivedAt) {
    return stamp == null || stamp.isAfter(arrivedAt) ? arrivedAt : stamp;
  }

  private static CalendarAnswer read(
      String method, CalendarLines.Block event, CalendarLines.Block calendar) throws Unreadable {
    String uid =
        value(event, "UID")
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .orElseThrow(() -> new Unreadable("Its calendar entry names no event."));
    Optional<CalendarLines.Line> place = event.line("RECURRENCE-ID");
    Moment proposed =
        method.equals("COUNTER")
            ? event.line("DTSTART").map(line -> Moment.of(line, calendar)).orElse(null)
            : null;
    return new CalendarAnswer(
        method,
        uid,
        event.lines("ATTENDEE").stream().map(CalendarAnswer::attendee).toList(),
        value(event, "SEQUENCE").map(CalendarAnswer::number).orElse(null),
        place.map(line -> Moment.of(line, calendar)).orElse(null),
        place.filter(line -> line.parameter("RANGE").equalsIgnoreCase("THISANDFUTURE")).isPresent(),
        event
            .line("DTSTAMP")
            .flatMap(line -> Moment.of(line, calendar).in(java.time.ZoneOffset.UTC))
            .orElse(null),
        proposed,
        comment(event));
  }

  private static CalendarAnswer.Attendee attendee(CalendarLines.Line line) {
    String passedTo = line.parameter("DELEGATED-TO");
    return new Attendee(
        address(
            line.value().toLowerCase(Locale.ROOT).contains("@")
                ? line.value()
                : line.parameter("EMAIL")),
        line.parameter("PARTSTAT").toUpperCase(Locale.ROOT),
        passedTo.isEmpty() ? null : address(passedTo));
  }

  private static String address(String written) {
    String plain = written.strip().replaceFirst("(?i)^mailto:", "");
    try {
      // A plus stands for itself in an address.
      plain = URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException odd) {
      // It stays as it was written.
    }
    String clean = plain.replaceAll("\\p{Cntrl}|\\p{Cs}", "").strip().toLowerCase(Locale.ROOT);
    return shortened(clean, MOST_ADDRESS);
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  private static @Nullable Integer number(String written) {
    String digits = written.strip();
    if (!digits.matches("\\d+")) {
      return null;
    }
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.valueOf(digits);
  }

  /** Words that a program put into the event, or beside the attendee. */
  private static @Nullable String comment(CalendarLines.Block event) {
    String said =
        event.lines("COMMENT").stream()
            .map(line -> plain(line.value()))
            .filter(words -> !words.isBlank())
            .collect(Collectors.joining("\n"));
    if (said.isEmpty()) {
      said =
          event.lines("ATTENDEE").stream()
              .map(line -> plain(line.parameter("X-RESPONSE-COMMENT")))
              .filter(words -> !words.isBlank())
              .findFirst()
              .orElse("");
    }
    return words(said);
  }

  /** Words as they can be kept: without control characters, not endless; null if there are none. */
  public static @Nullable String words(String said) {
    if (said == null) {
      return null;
    }
    String plain = said.replaceAll("[\\p{Cntrl}&&[^\n]]", " ").replaceAll("[\\p{Cs}]", "").strip();
    if (plain.length() > MOST_WORDS) {
      int cut = Character.isHighSurrogate(plain.charAt(MOST_WORDS - 2)) ? 2 : 1;
      plain = plain.substring(0, MOST_WORDS - cut) + "…";
    }
    return plain.isEmpty() ? null : plain;
  }

  private static String plain(String escaped) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '\\' && i + 1 < escaped.length()) {
        char next = escaped.charAt(++i);
        plain.append(next == 'n' || next == 'N' ? '\n' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static Optional<String> value(CalendarLines.Block block, String property) {
    return block.line(property).map(CalendarLines.Line::value);
  }
}
