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
 */
@Embeddable
public class Attendee {
  /** Key of one of the study file's parts. */
  @Column(nullable = false)
  public String part;

  /** Who, or null for people without a record. */
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "person_id")
  @JsonSerialize(using = MailAddress.class)
  @Schema(implementation = String.class)
  public Person person;

  /** How many people; 1 where {@link #person} is named. */
  @Column(nullable = false)
  public int people;

  /** For Hibernate. */
  protected Attendee() {}

  /** One person whom we know. */
  public static Attendee known(String part, Person person) {
    return new Attendee(part, person, 1);
  }

  /** Some people whom we do not know by name. */
  public static Attendee unnamed(String part, int people) {
    return new Attendee(part, null, people);
  }

  private Attendee(String part, Person person, int people) {
    if (people < 1) {
      throw new IllegalArgumentException("an attendee is at least one person");
    }
    this.part = part;
    this.person = person;
    this.people = people;
  }

  /** The part in words where the study file is not at hand. */
  public String partLabel() {
    return Formats.fromKey(part);
  }

  /** Whether this is the same person in the same part. */
  boolean isSame(Attendee other) {
    return person != null && person == other.person && part.equals(other.part);
  }

  /** {@code Prescriber: Mara Jensen}, {@code Team member: 3 people}. */
  String inWords(Function<Person, String> called) {
    return partLabel()
        + ": "
        + (person == null ? people + (people == 1 ? " person" : " people") : called.apply(person));
  }
}
