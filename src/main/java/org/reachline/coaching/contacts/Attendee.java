package org.reachline.coaching.contacts;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reachline.base.Formats;
import org.reachline.people.Person;

/**
 * Somebody of the site who took part, or several who have no record here, in the part they played.
 *
 * @param part key of one of the study file's parts
 * @param person who, by mail address; null for people without a record
 * @param people how many people; 1 where {@code person} is named
 */
@Embeddable
public record Attendee(
    @Column(nullable = false) String part,
    @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "person_id")
        @JsonSerialize(using = MailAddress.class)
        @Schema(implementation = String.class)
        Person person,
    @Column(nullable = false) Integer people) {

  /** One person whom we know. */
  public static Attendee known(String part, Person person) {
    return new Attendee(part, person, 1);
  }

  /** Some people whom we do not know by name. */
  public static Attendee unnamed(String part, int people) {
    return new Attendee(part, null, people);
  }

  /** The part in words where the study file is not at hand. */
  public String partLabel() {
    return Formats.fromKey(part);
  }

  /** {@code Prescriber: Mara Jensen}, {@code Team member: 3 people}. */
  String inWords(Function<Person, String> called) {
    return partLabel()
        + ": "
        + (person == null ? people + (people == 1 ? " person" : " people") : called.apply(person));
  }
}
