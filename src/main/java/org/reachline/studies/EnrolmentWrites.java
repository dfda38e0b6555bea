package org.reachline.studies;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostUpdate;

/** Listens where the row is written, so that no way to write one can forget to tell. */
@ApplicationScoped
class EnrolmentWrites {
  @Inject Event<EnrolmentChanged> changed;

  @PostPersist
  @PostUpdate
  void tell(Enrolment enrolment) {
    changed.fire(new EnrolmentChanged(enrolment.study.id, enrolment.id));
  }
}
