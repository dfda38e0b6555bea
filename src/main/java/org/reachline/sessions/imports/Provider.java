package org.reachline.sessions.imports;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose participant list it is, told by its columns. */
enum Provider {
  /** Zoom's participant report: Name, User Email, Join Time, Leave Time, Duration, Guest. */
  ZOOM("Zoom"),
  /** Teams' attendance report: three numbered parts, separated by tabs. */
  TEAMS("Microsoft Teams"),
  /** BigBlueButton's learning dashboard: Name, Moderator ... Join, Left, Duration. */
  BIGBLUEBUTTON("BigBlueButton"),
  /** A list of which somebody said what its columns are. */
  OTHER("A list of another service");

  private static final Set<String> TEAMS_ONLY =
      Set.of("full name", "in-meeting duration", "participant id (upn)", "role", "first join");

  private final String label;

  Provider(String label) {
    this.label = label;
  }

  /** The service's name. */
  public String label() {
    return label;
  }

  /** Whose tables these are. */
  static Provider of(List<ReportTable> tables) {
    if (tables.stream().anyMatch(ReportTable::told)) {
      return OTHER;
    }
    Set<String> titles =
        tables.stream()
            .flatMap(table -> table.titles().stream())
            .map(CsvColumn::plain)
            .collect(Collectors.toSet());
    if (titles.contains("moderator") && titles.contains("left")) {
      return BIGBLUEBUTTON;
    }
    return titles.stream().anyMatch(TEAMS_ONLY::contains) ? TEAMS : ZOOM;
  }
}
