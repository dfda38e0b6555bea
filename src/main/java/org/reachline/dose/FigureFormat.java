package org.reachline.dose;

import java.util.List;
import java.util.Locale;
import org.reachline.base.Formats;
import org.reachline.protocol.dose.Spread;

/** How a figure reads the sums of its entries; what a page prints is what this says. */
public enum FigureFormat {
  /** {@code 3}. */
  CONTACTS("contacts"),
  /** {@code 3 of 12}. */
  CONTACTS_OF("contacts, of those planned"),
  /** {@code 25 %}. */
  CONTACTS_SHARE("of the planned contacts"),
  /** {@code 200}. */
  MINUTES("minutes"),
  /** {@code 200 of 720}. */
  MINUTES_OF("minutes, of those planned"),
  /** {@code 28 %}. */
  MINUTES_SHARE("of the planned minutes"),
  /** {@code 3 h 20 min}. */
  HOURS("of contacts"),
  /** {@code 3 h 20 min of 12 h}. */
  HOURS_OF("of contacts, of the planned time"),
  /** Everybody's minutes. */
  PERSON_MINUTES("person-minutes"),
  /** {@code 5 of 7}. */
  ON_SCHEDULE_OF("on schedule, of those whose time has come"),
  /** {@code 71 %}. */
  ON_SCHEDULE_SHARE("on schedule, of those whose time has come"),
  /** {@code 4 of 6}. */
  PARTS_OF("parts reached, of those the contacts were meant for"),
  /** {@code 67 %}. */
  PARTS_SHARE("of the parts that the contacts were meant for"),
  /** How many entries. */
  LINES("entries"),
  /** What the plan counts. */
  PLANNED_CONTACTS("planned contacts"),
  /** What the plan counts. */
  PLANNED_MINUTES("planned minutes"),
  /** What the plan counts. */
  PLANNED_HOURS("planned"),
  /** {@code 12 (10 to 14)} over units. */
  CONTACTS_SPREAD("contacts: median and range over units"),
  /** {@code 12.5 (10 to 14)} over units. */
  HOURS_SPREAD("hours: median and range over units"),
  /** {@code 12} over units. */
  PLANNED_CONTACTS_MEDIAN("planned contacts: median over units"),
  /** {@code 15} over units. */
  PLANNED_HOURS_MEDIAN("planned hours: median over units");

  private final String label;

  FigureFormat(String label) {
    this.label = label;
  }

  /** What follows the figure. */
  public String label() {
    return label;
  }

  /** What stands in addresses. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is taken over units, so that each unit's own sum is part of it. */
  public boolean isOverUnits() {
    return this == CONTACTS_SPREAD
        || this == HOURS_SPREAD
        || this == PLANNED_CONTACTS_MEDIAN
        || this == PLANNED_HOURS_MEDIAN;
  }

  /**
   * The figure as pages print it.
   *
   * @param sums of all entries
   * @param units the same unit by unit
   */
  public String of(EntrySums sums, List<EntrySums.OfUnit> units) {
    return switch (this) {
      case CONTACTS -> "" + sums.added().contacts();
      case CONTACTS_OF -> of(sums.added().contacts(), sums.planned().contacts());
      case CONTACTS_SHARE -> share(sums.added().contacts(), sums.planned().contacts());
      case MINUTES -> "" + sums.added().minutes();
      case MINUTES_OF -> of(sums.added().minutes(), sums.planned().minutes());
      case MINUTES_SHARE -> share(sums.added().minutes(), sums.planned().minutes());
      case HOURS -> Formats.asHours(sums.added().minutes());
      case HOURS_OF ->
          Formats.asHours(sums.added().minutes())
              + " of "
              + Formats.asHours(sums.planned().minutes());
      case PERSON_MINUTES -> "" + sums.personMinutes();
      case ON_SCHEDULE_OF -> of(sums.onSchedule(), sums.lines());
      case ON_SCHEDULE_SHARE -> share(sums.onSchedule(), sums.lines());
      case PARTS_OF -> of(sums.partsReached(), sums.partsPlanned());
      case PARTS_SHARE -> share(sums.partsReached(), sums.partsPlanned());
      case LINES -> "" + sums.lines();
      case PLANNED_CONTACTS -> "" + sums.planned().contacts();
      case PLANNED_MINUTES -> "" + sums.planned().minutes();
      case PLANNED_HOURS -> Formats.asHours(sums.planned().minutes());
      case CONTACTS_SPREAD -> EntrySums.spread(units, s -> s.added().contacts()).inWords();
      case HOURS_SPREAD -> minutes(units).inHours();
      case PLANNED_CONTACTS_MEDIAN -> EntrySums.spread(units, s -> s.planned().contacts()).middle();
      case PLANNED_HOURS_MEDIAN ->
          EntrySums.spread(units, s -> s.planned().minutes()).middleHours();
    };
  }

  private static Spread minutes(List<EntrySums.OfUnit> units) {
    return EntrySums.spread(units, s -> s.added().minutes());
  }

  private static String of(int part, int whole) {
    return part + " of " + whole;
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "–" : Math.round(100.0 * part / whole) + " %";
  }
}
