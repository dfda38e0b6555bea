package org.reachline.sessions.programs;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Problems;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.RoomAddress;
import org.reachline.sessions.RoomKind;

/** What a host may type about a programme. */
class ProgramForm {
  /** Name. */
  @RestForm public String name;

  /** The hub as people call it, or empty. */
  @RestForm public String hub;

  /** Who provides the room. */
  @RestForm public String roomKind;

  /** Address of the room, or empty. */
  @RestForm public String roomUrl;

  /** Telephone number of the room, or empty. */
  @RestForm public String phone;

  /** What to key in after the number, or empty. */
  @RestForm public String phoneCode;

  /** Minutes before the start at which the room lets people in. */
  @RestForm public String opensBeforeMinutes;

  /** {@code yes} if hosts may record; anything else, or nothing, is no. */
  @RestForm public String record;

  /** Days without a session, one a line: a date, then why. */
  @RestForm public String exceptions;

  /** The version that the typist saw. */
  @RestForm public String version;

  /** The form as read. */
  record Typed(
      String name,
      String hub,
      RoomKind roomKind,
      String roomUrl,
      String phone,
      String phoneCode,
      Integer opensBeforeMinutes,
      boolean record,
      Map<LocalDate, String> exceptions,
      Integer version) {
    void applyTo(EchoProgram program) {
      program.name = name;
      program.hub = hub;
      program.roomKind = roomKind;
      program.roomUrl = roomUrl;
      program.phone = phone;
      program.phoneCode = phoneCode;
      program.opensBeforeMinutes = opensBeforeMinutes;
      program.recordSessions = record;
      if (!program.exceptions.equals(exceptions)) {
        program.exceptions.clear();
        program.exceptions.putAll(exceptions);
      }
    }
  }

  /** The settings for the trail. */
  record State(
      String name,
      String hub,
      String roomKind,
      String roomUrl,
      String phone,
      String phoneCode,
      int opensBeforeMinutes,
      boolean record,
      String exceptions) {
    static State of(EchoProgram program) {
      return new State(
          program.name,
          program.hub,
          program.roomKind.name(),
          program.roomUrl,
          program.phone,
          program.phoneCode,
          program.opensBeforeMinutes,
          program.recordSessions,
          lines(program.exceptions));
    }
  }

  /** The form as the record stands. */
  static ProgramForm of(EchoProgram program) {
    ProgramForm form = new ProgramForm();
    form.name = program.name;
    form.hub = program.hub;
    form.roomKind = program.roomKind.name();
    form.roomUrl = program.roomUrl;
    form.phone = program.phone;
    form.phoneCode = program.phoneCode;
    form.record = program.recordSessions ? "yes" : "no";
    form.opensBeforeMinutes = Integer.toString(program.opensBeforeMinutes);
    form.exceptions = lines(program.exceptions);
    form.version = Integer.toString(program.version);
    return form;
  }

  /**
   * Reads the form.
   *
   * @param program which programme it changes
   */
  Typed read(Problems problems, EchoProgram program) {
    String called = problems.line("name", name, 120);
    if (program.isNamedLikeAnother(called)) {
      problems.add("name", EchoProgram.NAME_TAKEN);
    }
    String number = problems.optionalLine("phone", phone, 40);
    if (number != null && !number.matches("\\+?[0-9][0-9 ()/.-]{3,}")) {
      problems.add("phone", "A telephone number such as +1 608 555 0142, please.");
    }
    String code = problems.optionalLine("phoneCode", phoneCode, 40);
    if (code != null && !code.matches("[0-9 #*,]+")) {
      problems.add("phoneCode", "Digits, # and * only, please: it is keyed in.");
    }
    if (code != null && number == null && problems.of("phone") == null) {
      problems.add("phone", "A code needs the number that it belongs to.");
    }
    return new Typed(
        called,
        problems.optionalLine("hub", hub, 120),
        problems.choice("roomKind", roomKind, RoomKind.class),
        RoomAddress.read(problems, "roomUrl", roomUrl),
        number,
        code,
        problems.integer("opensBeforeMinutes", opensBeforeMinutes, 0, 240),
        "yes".equals(record),
        readExceptions(problems),
        problems.integer("version", version, 0, Integer.MAX_VALUE));
  }

  private Map<LocalDate, String> readExceptions(Problems problems) {
    Map<LocalDate, String> days = new TreeMap<>();
    String text = problems.optionalText("exceptions", exceptions, 4000);
    for (String line : text == null ? new String[0] : text.split("\\R")) {
      String[] halves = line.strip().split("\\s+", 2);
      if (halves[0].isEmpty()) {
        continue;
      }
      LocalDate day = problems.date("exceptions", halves[0]);
      if (halves.length == 1) {
        problems.add("exceptions", "Say why, after the date: “" + halves[0] + " Holiday”.");
      } else if (day != null) {
        days.put(day, problems.line("exceptions", halves[1], 200));
      }
    }
    return days;
  }

  private static String lines(Map<LocalDate, String> exceptions) {
    return new TreeMap<>(exceptions)
        .entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining("\n"));
  }
}
