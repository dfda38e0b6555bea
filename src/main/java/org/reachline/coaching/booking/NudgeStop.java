package org.reachline.coaching.booking;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;

/** A coach who does not want to be nudged by mail; the first page still says it. */
@Entity
@Table(name = "nudge_stop")
class NudgeStop extends OrderedEntity {
  /** Who. */
  @OneToOne(optional = false, fetch = FetchType.LAZY)
  public Person person;

  /** Whether the person wants no nudges. */
  public static boolean isSetBy(Person person) {
    return count("person", person) > 0;
  }

  static void set(Person person, boolean stop) {
    if (!stop) {
      delete("person", person);
    } else if (!isSetBy(person)) {
      NudgeStop row = new NudgeStop();
      row.person = person;
      row.persist();
    }
  }
}
