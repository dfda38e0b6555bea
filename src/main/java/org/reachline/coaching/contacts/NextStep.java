package org.reachline.coaching.contacts;

import static org.reachline.base.input.FreeText.Readers.COACH;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.reachline.base.facts.InWords;
import org.reachline.base.facts.Line;

/**
 * What somebody agreed to do after a contact.
 *
 * @param what what is to be done
 * @param owner who does it, in the typist's words, or null
 * @param due by when, in the site's zone, or null
 */
@Embeddable
public record NextStep(
    @NotNull @Size(max = 500) @Line(COACH) String what,
    @Size(max = 200) @Line(COACH) String owner,
    @Column(name = "due_on") @JsonProperty("dueOn") LocalDate due)
    implements InWords {

  /** {@code Write the order (Jail physician) by 2026-12-01}. */
  @Override
  public String inWords() {
    return what + (owner == null ? "" : " (" + owner + ")") + (due == null ? "" : " by " + due);
  }
}
