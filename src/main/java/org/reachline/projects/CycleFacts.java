package org.reachline.projects;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES;
import static org.reachline.base.input.FreeText.Readers.COACH;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.base.facts.Prose;
import org.reachline.base.facts.TrailKey;

/**
 * What is said of a cycle. Rules that span fields are in {@link ProjectRules}.
 *
 * @param change the change that is tried
 * @param startsOn first day
 * @param endsOn last day, or null while it runs
 * @param plan who does what, when and where, and what is expected
 * @param done Do: what was done and what was seen; null while it has not begun
 * @param studied Study: what the numbers say and what was learned; null before that
 * @param act what becomes of the change; null while undecided
 * @param actNotes what follows from it, or null
 */
@Embeddable
public record CycleFacts(
    @NotNull @Column(name = "change_idea") @Size(max = 500) @Prose(COACH) String change,
    @NotNull @Column(name = "starts_on") @TrailKey("starts_on") LocalDate startsOn,
    @Column(name = "ends_on") @TrailKey("ends_on") LocalDate endsOn,
    @NotNull @Size(max = 2000) @Prose(COACH) String plan,
    @TrailKey("do") @Size(max = 2000) @Prose(COACH) String done,
    @TrailKey("study") @Size(max = 2000) @Prose(COACH) String studied,
    @Enumerated(EnumType.STRING) @JsonFormat(with = ACCEPT_CASE_INSENSITIVE_VALUES) PdsaAct act,
    @Column(name = "act_notes") @TrailKey("act_notes") @Size(max = 1000) @Line(COACH)
        String actNotes) {

  /** What follows from these fields. */
  public static final FactSheet<CycleFacts> SHEET = FactSheet.of(CycleFacts.class);
}
