package org.reachline.studies;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.reachline.base.Concern;
import org.reachline.launch.StartSettings;

/** Tells coordinators of a real trial that studies stand beside it which only illustrate. */
@ApplicationScoped
class SimulatedStudies implements Concern.Source {
  @Inject StartSettings settings;

  @Override
  public List<Concern> concerns() {
    List<Study> simulated =
        settings.isDemonstration() ? List.of() : Study.list("simulated order by title");
    return simulated.isEmpty()
        ? List.of()
        : List.of(
            new Concern(
                simulated.size() == 1
                    ? "A study that only illustrates is in this database"
                    : simulated.size() + " studies that only illustrate are in this database",
                simulated.stream().map(s -> s.title).collect(Collectors.joining("; "))
                    + ". They came with the service. Enrol nobody in them; set"
                    + " REACHLINE_STUDIES_FOLDER to a folder with your own studies before a first"
                    + " start, so that none of them comes in.",
                "/studies",
                "To the studies"));
  }
}
