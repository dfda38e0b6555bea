package org.reachline.sessions.calendar;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.Optional;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;

/** A person's calendar feed. Its secret link holds the revision. */
@Entity
@Table(name = "calendar_feed")
class CalendarFeed extends OrderedEntity {
  /** Whose. */
  @OneToOne(optional = false, fetch = FetchType.LAZY)
  public Person person;

  /** Rises when the link is renewed or switched off; older links are useless then. */
  @Column(nullable = false)
  public int revision;

  /** Whether it is switched on. */
  @Column(nullable = false)
  public boolean active;

  /** A person's feed, if it was ever switched on. */
  static Optional<CalendarFeed> find(Person person) {
    return find("person", person).firstResultOptional();
  }
}
