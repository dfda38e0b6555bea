package org.reachline.comparison.months;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;

/**
 * What became of the site-months of one phase in an analysis. Every site-month stands in exactly
 * one of the counts, so that they add up to {@code planned}.
 *
 * @param phase key of the phase
 * @param label its label
 * @param planned site-months that the enrolled and started units have in this phase
 * @param used in the analysis
 * @param notOver not over yet
 * @param missing over, and no report came
 * @param draft over, and the report was not submitted
 * @param blank reported, but the outcome or what it is divided by was left blank
 * @param noExposure reported with 0 of what the outcome is divided by; such a month lends no count
 * @param notAllocated reported by a unit that has no arm yet
 * @param withdrawn after the unit left the study
 * @param notAsked of sites whose type does not report both measures, such as partners of a jail
 * @param typesNotAsked those types
 */
public record PhaseRows(
    String phase,
    String label,
    int planned,
    int used,
    int notOver,
    int missing,
    int draft,
    int blank,
    int noExposure,
    int notAllocated,
    int withdrawn,
    int notAsked,
    List<String> typesNotAsked) {

  private enum Place {
    USED,
    NOT_OVER,
    MISSING,
    DRAFT,
    BLANK,
    NO_EXPOSURE,
    NOT_ALLOCATED,
    WITHDRAWN,
    NOT_ASKED
  }

  /**
   * Accounts for a phase.
   *
   * @param byArm whether a unit without an arm is left out, as where arms are compared
   */
  public static PhaseRows of(
      StudyFile file, Analysis analysis, String phase, List<SiteMonth> rows, boolean byArm) {
    Map<Place, Integer> counts = new EnumMap<>(Place.class);
    TreeSet<String> types = new TreeSet<>();
    int planned = 0;
    for (SiteMonth row : rows) {
      if (!row.phase().equals(phase)) {
        continue;
      }
      planned++;
      Place place = place(file, analysis, row, byArm);
      counts.merge(place, 1, Integer::sum);
      if (place == Place.NOT_ASKED) {
        types.add(
            file.siteTypes().stream()
                .filter(type -> type.key().equals(row.siteType()))
                .map(type -> type.label())
                .findFirst()
                .orElse(row.siteType()));
      }
    }
    return new PhaseRows(
        phase,
        file.findPhase(phase).map(p -> p.label()).orElse(phase),
        planned,
        counts.getOrDefault(Place.USED, 0),
        counts.getOrDefault(Place.NOT_OVER, 0),
        counts.getOrDefault(Place.MISSING, 0),
        counts.getOrDefault(Place.DRAFT, 0),
        counts.getOrDefault(Place.BLANK, 0),
        counts.getOrDefault(Place.NO_EXPOSURE, 0),
        counts.getOrDefault(Place.NOT_ALLOCATED, 0),
        counts.getOrDefault(Place.WITHDRAWN, 0),
        counts.getOrDefault(Place.NOT_ASKED, 0),
        List.copyOf(types));
  }

  private static Place place(StudyFile file, Analysis analysis, SiteMonth row, boolean byArm) {
    if (!UnitTotals.isAsked(file, analysis, row.siteType())) {
      return Place.NOT_ASKED;
    }
    return switch (row.state()) {
      case NOT_YET -> Place.NOT_OVER;
      case MISSING -> Place.MISSING;
      case DRAFT -> Place.DRAFT;
      case WITHDRAWN -> Place.WITHDRAWN;
      case REPORTED -> reported(file, analysis, row, byArm);
    };
  }

  private static Place reported(StudyFile file, Analysis analysis, SiteMonth row, boolean byArm) {
    if (UnitTotals.exposure(analysis, row).filter(exposure -> exposure <= 0).isPresent()) {
      return Place.NO_EXPOSURE;
    }
    if (UnitTotals.counted(file, analysis, row).isEmpty()) {
      return Place.BLANK;
    }
    return byArm && row.arm().isEmpty() ? Place.NOT_ALLOCATED : Place.USED;
  }

  /** Whether a site-month is over, was asked for, and does not count. */
  public static boolean isLost(StudyFile file, Analysis analysis, SiteMonth row) {
    Place place = place(file, analysis, row, false);
    return place == Place.MISSING || place == Place.DRAFT || place == Place.BLANK;
  }

  /** Site-months that are over, asked for and do not count: missing, draft or blank. */
  public int lost() {
    return missing + draft + blank;
  }

  /** Site-months that are over and asked for, of units still in the study. */
  public int due() {
    return used + noExposure + notAllocated + lost();
  }
}
