package org.reachline.dose;

import java.util.Locale;
import java.util.function.Predicate;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.PlannedState;

/** Which planned contacts and deliveries of an account a figure is made of. */
public enum EntrySet {
  /** Every planned contact, and what was given unplanned. */
  ALL("Planned contacts and what was given beside the plan", true, true, line -> true),
  /** Planned contacts that count toward the dose. */
  PLANNED("Planned contacts that count", true, false, PlannedLine::counts),
  /** Planned contacts that count and whose window closed while the unit was in the study. */
  CLOSED("Planned contacts that were due by now", true, false, PlannedLine::counts),
  /** Planned contacts that count and whose time has come: held, or their window is over. */
  SETTLED(
      "Planned contacts whose time has come",
      true,
      false,
      line -> line.counts() && line.isSettled()),
  /** Planned contacts that count, are owed and were not held. */
  OPEN("Planned contacts that were not held", true, false, line -> line.counts() && line.isOpen()),
  /** Planned contacts that count, are past their window and can still be held. */
  LATE("Late contacts", true, false, line -> line.counts() && line.state() == PlannedState.LATE),
  /** Contacts that count and were held or can still be held in time. */
  REACH("Contacts within reach", true, false, line -> line.planned().countsContact()),
  /** Planned contacts that were held, counting or not. */
  HELD("Planned contacts that were held", false, false, line -> line.delivery().isPresent()),
  /** Planned contacts that count and were held. */
  COUNTED(
      "Contacts that count", false, false, line -> line.counts() && line.delivery().isPresent()),
  /** What was given unplanned. */
  BESIDE("Given beside the plan", false, true, line -> false),
  /** Everything that was given. */
  GIVEN("Everything that was given", false, true, line -> line.delivery().isPresent());

  private final String label;
  private final boolean byPlan;
  private final boolean beside;
  private final Predicate<PlannedLine> takes;

  EntrySet(String label, boolean byPlan, boolean beside, Predicate<PlannedLine> takes) {
    this.label = label;
    this.byPlan = byPlan;
    this.beside = beside;
    this.takes = takes;
  }

  /** What people read. */
  public String label() {
    return label;
  }

  /** What stands in addresses. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a planned contact belongs to the month it was planned for, not the one it was held. */
  public boolean isByPlan() {
    return byPlan;
  }

  /** Whether what was given unplanned belongs to it. */
  public boolean takesBeside() {
    return beside;
  }

  /** Whether a planned contact of the account belongs to it. */
  boolean takes(PlannedLine line, DoseAccount account) {
    return switch (this) {
      case CLOSED -> line.counts() && account.wasDue(line);
      case REACH -> account.withinReach().contains(line);
      default -> takes.test(line);
    };
  }
}
