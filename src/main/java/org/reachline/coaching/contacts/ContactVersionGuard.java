package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.studies.StrategiesInUse;
import org.reachline.studies.StudyVersionCheck;

/** Contacts were held under a strategy; the dose they add up to looks it up. */
@ApplicationScoped
class ContactVersionGuard {
  @Inject StrategiesInUse strategies;

  void tell(@Observes StudyVersionCheck version) {
    strategies.tell(
        version,
        StrategyKind.COACHING,
        CoachingContact.class,
        "facts.strategy",
        "contact",
        "contacts");
  }
}
