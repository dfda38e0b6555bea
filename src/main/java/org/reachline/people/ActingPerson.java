package org.reachline.people;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hibernate.Hibernate;
import org.reachline.base.Refusal;
import org.reachline.base.lists.OnBehalf;

/** Acts for a person in a request of their own, as their record stands by then. */
@ApplicationScoped
class ActingPerson implements OnBehalf {
  @Inject SignedInPerson me;

  @Override
  public void run(long personId, Runnable act) {
    ManagedContext request = Arc.container().requestContext();
    ContextState before = request.getStateIfActive();
    request.activate();
    try {
      // Whoever was brought in by the transaction that runs is there for nobody else yet.
      me.standFor(
          QuarkusTransaction.getStatus() == Status.STATUS_ACTIVE
              ? read(personId)
              : QuarkusTransaction.requiringNew().call(() -> read(personId)));
      act.run();
    } finally {
      request.terminate();
      if (before != null) {
        request.activate(before);
      }
    }
  }

  private static Person read(long personId) {
    Person person = Person.<Person>findByIdOptional(personId).orElseThrow(Refusal.NotFound::new);
    Hibernate.initialize(person.roles);
    return person;
  }

  @Override
  public Map<Long, String> names(Set<Long> personIds) {
    Map<Long, String> names = new HashMap<>();
    Person.<Person>list("id in ?1", personIds).forEach(p -> names.put(p.id, p.name));
    return names;
  }
}
