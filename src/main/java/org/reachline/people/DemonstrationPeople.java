package org.reachline.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.reachline.base.Concern;
import org.reachline.launch.StartSettings;

/** Tells coordinators of a real trial that people of the demonstration may come in. */
@ApplicationScoped
class DemonstrationPeople implements Concern.Source {
  private static final String THEIRS = "%@demo.reachline.example";

  @Inject StartSettings settings;

  @Override
  public List<Concern> concerns() {
    long people =
        settings.isDemonstration() ? 0 : Person.count("email like ?1 and endedAt is null", THEIRS);
    return people == 0
        ? List.of()
        : List.of(
            new Concern(
                "People of the demonstration are here",
                people
                    + (people == 1 ? " person" : " people")
                    + " of demo.reachline.example may come in, with a password that is published."
                    + " End their access, and delete them in Keycloak.",
                "/people?q=demo.reachline.example",
                "Who they are"));
  }
}
