package org.reachline.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.reachline.base.Concern;

/**
 * What the settings of the running service give to think of. Only {@code main} knows what was
 * started here, and leaves word of it; where it did not run, in tests, nothing is said.
 */
@ApplicationScoped
public class StartSettings implements Concern.Source {
  /**
   * Property in which {@code main} leaves word: {@code postgres}, {@code keycloak}, both or none.
   */
  public static final String STARTED_HERE = "reachline.started-here";

  /** Ordinal of the application.properties in the jar; what somebody sets stands above it. */
  private static final int OURS = 250;

  @Inject Config config;

  /** The settings, or empty if {@code main} did not run. */
  public Optional<Given> given() {
    return find(STARTED_HERE)
        .map(
            word ->
                new Given(word.contains("postgres"), word.contains("keycloak"), this::findGiven));
  }

  /** Whether made-up people and data are what this service is for. */
  public boolean isDemonstration() {
    return given().map(Given::isDemonstration).orElse(true);
  }

  @Override
  public List<Concern> concerns() {
    return given().map(StartWarnings::of).orElse(List.of());
  }

  /** What somebody set, without the defaults that come with the service. */
  private Optional<String> findGiven(String name) {
    ConfigValue value = config.getConfigValue(name);
    return value.getSourceOrdinal() > OURS
        ? Optional.ofNullable(value.getValue())
        : Optional.empty();
  }

  private Optional<String> find(String name) {
    return config.getOptionalValue(name, String.class);
  }
}
