package org.reachline.protocol.dose;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.protocol.strategy.ContactMode;
import org.reachline.protocol.strategy.ContactPlan;

/**
 * One contact or session that one unit is meant to get.
 *
 * @param strategy key of its strategy
 * @param plan the line of the study file that prescribes it
 * @param month study month in which it is due
 * @param dueFrom first day on which it is on schedule, in the unit's zone
 * @param dueTo last day on which it is on schedule, in the unit's zone
 * @param zone the unit's time zone
 * @param countsContact whether it adds one to the contacts under the rule in force
 * @param countsMinutes whether its length adds to the minutes under the rule in force
 */
public record PlannedContact(
    String strategy,
    ContactPlan plan,
    StudyMonth month,
    LocalDate dueFrom,
    LocalDate dueTo,
    ZoneId zone,
    boolean countsContact,
    boolean countsMinutes) {

  public PlannedContact {
    if (dueTo.isBefore(dueFrom)) {
      throw new IllegalArgumentException("a window does not close before it opens");
    }
  }

  /** Key of the line in the study file; the same for every month of a monthly call. */
  public String key() {
    return plan.key();
  }

  /** Names this one contact within the strategy and unit, such as {@code monthly_call@4}. */
  public String occurrence() {
    return plan.key() + "@" + month.number();
  }

  /** What people read. */
  public String label() {
    return plan.label();
  }

  /** Planned length. */
  public int minutes() {
    return plan.minutes();
  }

  /** What sort of event it is. */
  public ContactKind kind() {
    return plan.kind();
  }

  /** How the two sides meet. */
  public ContactMode mode() {
    return plan.mode();
  }

  /** What sort of event it is and for whom, such as {@code Call, for change leader}. */
  public String inShort() {
    String who =
        audience().stream()
            .map(part -> part.replace('_', ' '))
            .collect(Collectors.joining(" and "));
    return Formats.fromKey(kind().name().toLowerCase(Locale.ROOT))
        + (who.isEmpty() ? "" : ", for " + who);
  }

  /** Parts of the people for whom it is meant. */
  public List<String> audience() {
    return plan.audience();
  }

  /** Whether a contact held on this day would be on schedule. */
  public boolean isOnScheduleOn(LocalDate day) {
    return !day.isBefore(dueFrom) && !day.isAfter(dueTo);
  }

  /** The instant from which it is on schedule. */
  public Instant opensAt() {
    return dueFrom.atStartOfDay(zone).toInstant();
  }

  /** The first instant at which it is no longer on schedule. */
  public Instant closesAt() {
    return dueTo.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** What it adds to the planned dose under the rule in force. */
  public PlannedTotal adds() {
    return new PlannedTotal(countsContact ? 1 : 0, countsMinutes ? plan.minutes() : 0);
  }
}
