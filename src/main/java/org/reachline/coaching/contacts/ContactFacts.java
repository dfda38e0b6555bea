package org.reachline.coaching.contacts;

import static org.reachline.base.input.FreeText.Readers.COACH;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OrderColumn;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reachline.base.facts.Boxes;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.base.facts.ListColumn;
import org.reachline.base.facts.LowerCase;
import org.reachline.base.facts.Prose;
import org.reachline.base.facts.TrailKey;
import org.reachline.dose.Occurrence;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.ContactKind;

/**
 * What is said of a contact. Rules that span fields are in {@link ContactRules}; the private note
 * is a record of its own, because others may read it.
 *
 * @param strategy key of a coaching strategy
 * @param startsAt when it began, or was to begin if it was not held
 * @param minutes how long it lasted; 0 only if it was not held
 * @param prep the coach's preparation, minutes; or null if not noted
 * @param travel the coach's travel there and back, minutes; or null if not noted
 * @param kind what sort of event it was
 * @param mode how the two sides met
 * @param outcome what became of it
 * @param planned the planned contact that it fulfils, such as {@code monthly_call@4}; null for
 *     unplanned help, and for readers who may not know the site's plan
 * @param coaches who coached, by mail address
 * @param attendees who of the site took part
 * @param topics what it was about, or null
 * @param summary what was said, for the site to read too; or null
 * @param nextSteps what was agreed, in order
 */
@Embeddable
public record ContactFacts(
    @NotNull String strategy,
    @NotNull @Column(name = "starts_at") Instant startsAt,
    @NotNull
        @Column(name = "duration_minutes")
        @TrailKey("durationMinutes")
        @ListColumn(otherNames = "duration_minutes")
        @Min(0)
        @Max(1440)
        Integer minutes,
    @Column(name = "prep_minutes")
        @TrailKey("prepMinutes")
        @JsonProperty("prepMinutes")
        @ListColumn(name = "prep_minutes")
        @Min(0)
        @Max(1440)
        Integer prep,
    @Column(name = "travel_minutes")
        @TrailKey("travelMinutes")
        @JsonProperty("travelMinutes")
        @ListColumn(name = "travel_minutes")
        @Min(0)
        @Max(2880)
        Integer travel,
    @NotNull @Enumerated(EnumType.STRING) @JsonSerialize(using = LowerCase.class) ContactKind kind,
    @NotNull @Enumerated(EnumType.STRING) @JsonSerialize(using = LowerCase.class)
        DeliveredMode mode,
    @NotNull @Enumerated(EnumType.STRING) @JsonSerialize(using = LowerCase.class)
        ContactOutcome outcome,
    @Schema(implementation = String.class) Occurrence planned,
    @NotNull
        @ListColumn(name = "coach", otherNames = "coaches")
        @ManyToMany
        @JoinTable(
            name = "coaching_contact_coach",
            joinColumns = @JoinColumn(name = "contact_id"),
            inverseJoinColumns = @JoinColumn(name = "person_id"))
        @JsonSerialize(contentUsing = MailAddress.class)
        @Schema(implementation = String[].class)
        Set<Person> coaches,
    @ElementCollection
        @CollectionTable(
            name = "coaching_contact_attendee",
            joinColumns = @JoinColumn(name = "contact_id"))
        @OrderColumn(name = "place")
        List<Attendee> attendees,
    @Size(max = 500) @Line(COACH) String topics,
    @Size(max = 4000) @Prose(COACH) String summary,
    @ElementCollection
        @CollectionTable(
            name = "coaching_contact_next_step",
            joinColumns = @JoinColumn(name = "contact_id"))
        @OrderColumn(name = "place")
        @Boxes("step")
        List<NextStep> nextSteps) {

  /** What follows from these fields. */
  public static final FactSheet<ContactFacts> SHEET = FactSheet.of(ContactFacts.class);

  /** Nobody and nothing where none are given. */
  public ContactFacts {
    coaches = coaches == null ? Set.of() : coaches;
    attendees = attendees == null ? List.of() : attendees;
    nextSteps = nextSteps == null ? List.of() : nextSteps;
  }
}
