package org.reachline.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostUpdate;

/** Listens where the row is written, so that no way to write one can forget to tell. */
@ApplicationScoped
class AffiliationWrites {
  @Inject Event<AffiliationChanged> changed;

  @PostPersist
  @PostUpdate
  void tell(Affiliation affiliation) {
    changed.fire(new AffiliationChanged(affiliation.person.id, affiliation.site.id));
  }
}
