package org.reachline.base.trail;

import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import org.reachline.base.OrderedEntity;

/** A record on the trail that is kept in a table of its own. */
@MappedSuperclass
public abstract class AuditedEntity extends OrderedEntity implements Audited {
  /** Counts changes; a second editor is told. */
  @Version public int version;

  @Override
  public int version() {
    return version;
  }
}
