package org.reachline.sessions;

import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Problems;
import org.reachline.sessions.room.RoomKind;

/** What a host may type about a programme. */
public class ProgramForm {
  /** Name. */
  @RestForm public String name;

  /** Who provides the room. */
  @RestForm public String roomKind;

  /** Address of the room, or empty. */
  @RestForm public String roomUrl;

  /** Minutes before the start at which the room lets people in. */
  @RestForm public String opensBeforeMinutes;

  /** The version that the typist saw. */
  @RestForm public String version;

  /** The form as read. */
  record Typed(
      String name, RoomKind roomKind, String roomUrl, Integer opensBeforeMinutes, Integer version) {
    void applyTo(EchoProgram program) {
      program.name = name;
      program.roomKind = roomKind;
      program.roomUrl = roomUrl;
      program.opensBeforeMinutes = opensBeforeMinutes;
    }
  }

  /** The settings for the trail. */
  record State(String name, String roomKind, String roomUrl, int opensBeforeMinutes) {
    static State of(EchoProgram program) {
      return new State(
          program.name, program.roomKind.name(), program.roomUrl, program.opensBeforeMinutes);
    }
  }

  /** The form as the record stands. */
  static ProgramForm of(EchoProgram program) {
    ProgramForm form = new ProgramForm();
    form.name = program.name;
    form.roomKind = program.roomKind.name();
    form.roomUrl = program.roomUrl;
    form.opensBeforeMinutes = Integer.toString(program.opensBeforeMinutes);
    form.version = Integer.toString(program.version);
    return form;
  }

  Typed read(Problems problems) {
    return new Typed(
        problems.text("name", name, 120),
        problems.choice("roomKind", roomKind, RoomKind.class),
        RoomAddress.read(problems, "roomUrl", roomUrl),
        problems.integer("opensBeforeMinutes", opensBeforeMinutes, 0, 240),
        problems.integer("version", version, 0, Integer.MAX_VALUE));
  }
}
