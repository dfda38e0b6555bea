package org.reachline.sessions;

import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Problems;

/** What a host may type about a programme. */
public class ProgramForm {
  /** Name. */
  @RestForm public String name;

  /** Address of the room, or empty. */
  @RestForm public String roomUrl;

  /** Minutes before the start at which the room lets people in. */
  @RestForm public String opensBeforeMinutes;

  /** The version that the typist saw. */
  @RestForm public String version;

  /** The form as read. */
  record Typed(String name, String roomUrl, Integer opensBeforeMinutes, Integer version) {
    void applyTo(EchoProgram program) {
      program.name = name;
      program.roomUrl = roomUrl;
      program.opensBeforeMinutes = opensBeforeMinutes;
    }
  }

  /** The settings for the trail. */
  record State(String name, String roomUrl, int opensBeforeMinutes) {
    static State of(EchoProgram program) {
      return new State(program.name, program.roomUrl, program.opensBeforeMinutes);
    }
  }

  /** The form as the record stands. */
  static ProgramForm of(EchoProgram program) {
    ProgramForm form = new ProgramForm();
    form.name = program.name;
    form.roomUrl = program.roomUrl;
    form.opensBeforeMinutes = Integer.toString(program.opensBeforeMinutes);
    form.version = Integer.toString(program.version);
    return form;
  }

  Typed read(Problems problems) {
    return new Typed(
        problems.text("name", name, 120),
        RoomAddress.read(problems, "roomUrl", roomUrl),
        problems.integer("opensBeforeMinutes", opensBeforeMinutes, 0, 240),
        problems.integer("version", version, 0, Integer.MAX_VALUE));
  }
}
