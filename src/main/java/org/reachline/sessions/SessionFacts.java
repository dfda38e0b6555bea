package org.reachline.sessions;

import static org.reachline.base.input.FreeText.Readers.ECHO;

import jakarta.persistence.Column;
import jakarta.validation.constraints.Size;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;

/**
 * What hosts say of a session. It stands beside {@link EchoSession}, whose fields every query of
 * the calendar names.
 *
 * @param didacticTitle title of the talk, or null while open
 * @param didacticPresenter who gives it: a name, or {@code Name (mail address)} for one of the
 *     people who can be picked; or null while open
 * @param roomUrl room for this session alone, https; null for the programme's
 */
public record SessionFacts(
    @Column(name = "didactic_title") @Size(max = 200) @Line(ECHO) String didacticTitle,
    @Column(name = "didactic_presenter") @Size(max = 200) @Line(ECHO) String didacticPresenter,
    String roomUrl) {

  /** What follows from these fields. */
  public static final FactSheet<SessionFacts> SHEET = FactSheet.of(SessionFacts.class);
}
