package org.reachline.studies;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Locale;
import org.reachline.base.trail.AmendableRecord;
import org.reachline.protocol.strategy.StrategyKind;

/** Looks for strategies under which a room has records and which a new version takes away. */
@ApplicationScoped
public class StrategiesInUse {
  @Inject EntityManager em;

  /**
   * Adds a sentence for each strategy that standing records were made under and that the new file
   * no longer has as one of the kind.
   *
   * @param records a room's entity with the property {@code study}
   * @param strategy the property that holds the strategy's key, such as {@code facts.strategy}
   * @param one what a single record is called
   * @param many what several are called
   */
  public void tell(
      StudyVersionCheck version,
      StrategyKind kind,
      Class<?> records,
      String strategy,
      String one,
      String many) {
    String standing =
        AmendableRecord.class.isAssignableFrom(records) ? " and r.withdrawnAt is null" : "";
    em.createQuery(
            "select r.%1$s, count(r) from %2$s r where r.study = ?1%3$s group by r.%1$s"
                .formatted(strategy, records.getSimpleName(), standing),
            Object[].class)
        .setParameter(1, version.study())
        .getResultList()
        .forEach(row -> tell(version, kind, (String) row[0], (Long) row[1], one, many));
  }

  private static void tell(
      StudyVersionCheck version,
      StrategyKind kind,
      String key,
      long number,
      String one,
      String many) {
    if (version.next().findStrategy(key).filter(s -> s.kind() == kind).isEmpty()) {
      version
          .conflicts()
          .add(
              "The strategy "
                  + key
                  + " is gone as one of the kind "
                  + kind.name().toLowerCase(Locale.ROOT)
                  + ", but "
                  + (number == 1 ? "1 " + one + " is" : number + " " + many + " are")
                  + " on record under it.");
    }
  }
}
