package org.reachline.home;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.reachline.base.Formats;
import org.reachline.people.Affiliation;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.sessions.Attendance;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/**
 * One site in one study at a glance; a part that the reader must not see is empty, not greyed out.
 *
 * @param site the site
 * @param enrolment its unit's enrolment
 * @param members the unit's sites by code
 * @param month study month of today, or null before a start date is set
 * @param phase the phase of today, or null
 * @param arm the unit's arm, or null for whoever must not see it
 * @param people who belongs here today
 * @param accounts planned and delivered coaching; empty for whoever must not see it
 * @param rules counting rules by which the dose can be told, those in force marked
 * @param reports the latest periods, newest first, with their state
 * @param cells every period with its state, the first month first; empty like {@code reports}
 * @param reported how many reports of those whose month is over are in
 * @param expected how many reports should be in by now
 * @param attended attendances at ECHO sessions, newest first; empty for whoever must not see them
 * @param knowsPlan whether the reader may know what is planned for the site
 * @param showsCoaching whether the reader may see coaching
 * @param showsSessions whether the reader may see attendance
 * @param mayReport whether the reader may enter reports here
 */
record SiteOverview(
    Site site,
    Enrolment enrolment,
    List<Site> members,
    Integer month,
    Phase phase,
    Arm arm,
    List<Affiliation> people,
    List<DoseAccount> accounts,
    List<CountingChoice.Offered> rules,
    List<Cell> reports,
    List<Cell> cells,
    int reported,
    int expected,
    List<Attendance> attended,
    boolean knowsPlan,
    boolean showsCoaching,
    boolean showsSessions,
    boolean mayReport) {
  /** What the signs of the lanes mean that this reader has. */
  public String signs() {
    String contacts = accounts.isEmpty() ? "" : "Height is minutes; open bar: held late. ";
    return contacts
        + (cells.isEmpty() ? "" : "Reports: filled is locked, open is handed in, ring is due. ")
        + "Triangle: late. Shaded: the month now.";
  }

  /** Place of the site's time zone, in words. */
  public String place() {
    return Formats.place(site.zoneId());
  }

  /**
   * A report's period and state.
   *
   * @param period the period
   * @param state its state today
   * @param values what was handed in, by measure; empty for a draft
   */
  record Cell(ReportPeriod period, CellState state, Map<String, BigDecimal> values) {}
}
