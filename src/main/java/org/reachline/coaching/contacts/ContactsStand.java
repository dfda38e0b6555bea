package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.studies.StrategiesInUse;
import org.reachline.studies.VersionLoads;

/** Contacts were held under a strategy; the dose they add up to looks it up. */
@ApplicationScoped
class ContactsStand {
  @Inject StrategiesInUse strategies;

  void tell(@Observes VersionLoads version) {
    strategies.tell(
        version, StrategyKind.COACHING, CoachingContact.class, "strategy", "contact", "contacts");
  }
}
