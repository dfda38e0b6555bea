package org.reachline.sessions.calendar;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;

/** A person who does not want to be reminded by mail. */
@Entity
@Table(name = "reminder_stop")
class ReminderStop extends OrderedEntity {
  /** Who. */
  @OneToOne(optional = false, fetch = FetchType.LAZY)
  public Person person;

  static boolean isSetBy(Person person) {
    return count("person", person) > 0;
  }

  static void set(Person person, boolean stop) {
    if (!stop) {
      delete("person", person);
    } else if (!isSetBy(person)) {
      ReminderStop row = new ReminderStop();
      row.person = person;
      row.persist();
    }
  }
}
