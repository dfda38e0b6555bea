package org.reachline.base.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Refuses a database that knows changes which this version does not, before anything is changed and
 * in a sentence for whoever runs the service. Flyway would take some of them in silence, and for
 * the others advise a repair that loses the record of them.
 */
@Singleton
public class KnownMigrations implements FlywayConfigurationCustomizer {
  /** The database belongs to another version; the message says to which and what to do. */
  public static final class OtherVersion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherVersion(String message) {
      super(message);
    }
  }

  @Override
  public void customize(FluentConfiguration flyway) {
    Callback[] others = flyway.getCallbacks();
    Callback[] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = new Guard(flyway);
    flyway.callbacks(all);
  }

  /**
   * What is wrong with the database's own account of its changes, or empty.
   *
   * @param changes all that the database or this version knows of
   */
  static String refusal(List<MigrationInfo> changes) {
    List<String> unknown =
        changes.stream()
            .filter(c -> c.getState().isApplied() && !c.getState().isResolved())
            .filter(c -> c.getVersion() != null)
            .map(c -> c.getVersion().getVersion())
            .toList();
    String newest =
        changes.stream()
            .filter(c -> c.getState().isResolved() && c.getVersion() != null)
            .map(c -> c.getVersion())
            .max(java.util.Comparator.naturalOrder())
            .map(v -> v.getVersion())
            .orElse("none");
    if (!unknown.isEmpty()) {
      return "This database belongs to a newer Reachline: it has the changes "
          + String.join(", ", unknown)
          + ", and this version knows changes up to "
          + newest
          + ". Nothing was changed. Start the newer Reachline again, or give this one a database"
          + " (or a backup from before the upgrade) of its own.";
    }
    List<String> others =
        changes.stream()
            .filter(c -> c.getState().isApplied() && !c.isChecksumMatching())
            .filter(c -> c.getVersion() != null)
            .map(c -> c.getVersion().getVersion())
            .toList();
    return others.isEmpty()
        ? ""
        : "This database was made by another build of Reachline: its changes "
            + String.join(", ", others)
            + " are not the ones that this version brings. Nothing was changed. Start the build that"
            + " made it, or give this one a database of its own.";
  }

  /** Looks before Flyway does. */
  private static final class Guard extends BaseCallback {
    private final FluentConfiguration flyway;

    Guard(FluentConfiguration flyway) {
      this.flyway = flyway;
    }

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_VALIDATE || event == Event.BEFORE_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
      String refusal = refusal(List.of(new Flyway(flyway).info().all()));
      if (!refusal.isEmpty()) {
        throw new OtherVersion(refusal);
      }
    }
  }
}
