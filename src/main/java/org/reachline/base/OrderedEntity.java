package org.reachline.base;

import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.Comparator;

/**
 * A record that knows its place in the order in which the database took records. Its key does not
 * tell that: each instance of the service hands out keys from blocks of its own, and each has a
 * clock of its own. So what is newest is asked of {@link #ordinal}, never of the key.
 */
@MappedSuperclass
public abstract class OrderedEntity extends PanacheEntity {
  /**
   * Rises with each record that the database took, over all tables and instances; with gaps. Null
   * until the record was read again after it was inserted, because only the database gives it.
   */
  @Column(insertable = false, updatable = false)
  public Long ordinal;

  /** Oldest first; those that the database has just taken last. */
  public static <T extends OrderedEntity> Comparator<T> byAge() {
    return Comparator.comparing(
        record -> record.ordinal, Comparator.nullsLast(Comparator.naturalOrder()));
  }
}
