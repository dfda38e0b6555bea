package org.reachline.projects;

import static org.reachline.base.input.FreeText.Readers.COACH;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.reachline.base.facts.Boxes;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.base.facts.TrailKey;

/**
 * What is said of a walk-through.
 *
 * @param walkedOn day in the site's zone
 * @param playedPerson who played the person who seeks treatment
 * @param playedFamily who came along as family or friend, or null
 * @param observer who wrote down what was seen, or null
 * @param firstChange the one thing to change first, or null
 * @param notes what was noted, stage by stage
 */
@Embeddable
public record WalkFacts(
    @NotNull @Column(name = "walked_on") @TrailKey("walked_on") LocalDate walkedOn,
    @NotNull
        @Column(name = "played_person")
        @TrailKey("played_person")
        @Size(max = 200)
        @Line(COACH)
        String playedPerson,
    @Column(name = "played_family") @TrailKey("played_family") @Size(max = 200) @Line(COACH)
        String playedFamily,
    @Size(max = 200) @Line(COACH) String observer,
    @Column(name = "first_change") @TrailKey("first_change") @Size(max = 500) @Line(COACH)
        String firstChange,
    @ElementCollection
        @CollectionTable(
            name = "walk_through_note",
            joinColumns = @JoinColumn(name = "walk_through_id"))
        @OrderColumn(name = "place")
        @Boxes("")
        List<WalkNote> notes) {

  /** What follows from these fields. */
  public static final FactSheet<WalkFacts> SHEET = FactSheet.of(WalkFacts.class);
}
