package org.reachline.sessions;

import static org.reachline.base.input.FreeText.Readers.CALENDAR;
import static org.reachline.base.input.FreeText.Readers.ECHO;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import jakarta.persistence.Column;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.base.facts.LowerCase;

/**
 * The settings of a programme that hub and coordinator choose. It stands beside {@link
 * EchoProgram}, whose fields many queries name.
 *
 * @param name what people read
 * @param hub the hub as people call it, or null
 * @param roomKind external, jitsi or bigbluebutton
 * @param roomUrl address of the room, https, or null
 * @param phone telephone number of the room, or null
 * @param phoneCode what to key in after it, or null
 * @param opensBeforeMinutes how long before the start people are let in, 0 to 240
 * @param record whether hosts may record, where our own server provides the room
 */
public record ProgramFacts(
    @NotNull @Size(max = 120) @Line(CALENDAR) String name,
    @Size(max = 120) @Line(ECHO) String hub,
    @NotNull @JsonSerialize(using = LowerCase.class) RoomKind roomKind,
    String roomUrl,
    @Size(max = 40) @Line(ECHO) String phone,
    @Column(name = "phone_code") @Size(max = 40) @Line(ECHO) String phoneCode,
    @NotNull @Min(0) @Max(240) Integer opensBeforeMinutes,
    Boolean record) {

  /** What follows from these fields. */
  public static final FactSheet<ProgramFacts> SHEET = FactSheet.of(ProgramFacts.class);
}
