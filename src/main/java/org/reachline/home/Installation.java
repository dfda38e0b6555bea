package org.reachline.home;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import org.reachline.base.Concern;

/** What somebody should see to in this installation, as all rooms know of it. */
@ApplicationScoped
class Installation {
  // After the studies and the demonstration have come in.
  private static final int LAST = 9_000;

  @Inject @Any Instance<Concern.Source> rooms;

  /** All of it. */
  public List<Concern> concerns() {
    return rooms.stream().flatMap(room -> room.concerns().stream()).toList();
  }

  void sayAtStart(@Observes @Priority(LAST) StartupEvent start) {
    QuarkusTransaction.requiringNew()
        .call(this::concerns)
        .forEach(c -> Log.warnf("%s. %s", c.title(), c.detail()));
  }
}
