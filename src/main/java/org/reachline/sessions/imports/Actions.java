package org.reachline.sessions.imports;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reachline.base.RowOutcome;

/**
 * Teams' list as it is downloaded during a meeting: a row for each coming ("Joined", "Joined
 * before") and each going ("Left"), in any order. A coming whose going is not in the list yet has
 * an open end.
 */
final class Actions {
  private record Action(int row, String name, boolean coming, Instant at) {}

  private final List<ParticipantList.Stay> stays = new ArrayList<>();
  private final List<RowOutcome> problems = new ArrayList<>();

  Actions(ReportTable table, ParticipantList.Times times) {
    Map<String, List<Action>> byName = new LinkedHashMap<>();
    for (CsvRecord csv : table.rows()) {
      int row = (int) csv.getStartingLineNumber();
      String name = table.name(csv);
      String act = table.cell(csv, CsvColumn.ACTION).toLowerCase(Locale.ROOT);
      try {
        if (!act.startsWith("joined") && !act.equals("left")) {
          throw new ParticipantList.NotUnderstood(
              "user action",
              "“" + table.cell(csv, CsvColumn.ACTION) + "” is neither Joined nor Left.");
        }
        Instant at = times.instant(table.cell(csv, CsvColumn.AT), "timestamp");
        byName
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(new Action(row, name, act.startsWith("joined"), at));
      } catch (ParticipantList.NotUnderstood e) {
        problems.add(RowOutcome.error(row, name, e.column(), e.getMessage()));
      }
    }
    byName.values().forEach(this::pair);
  }

  /** The stays that the rows make, person by person. */
  List<ParticipantList.Stay> stays() {
    return stays;
  }

  /** What is wrong with the rows. */
  List<RowOutcome> problems() {
    return problems;
  }

  private void pair(List<Action> actions) {
    actions.sort(Comparator.comparing(Action::at).thenComparing(Action::row));
    Action came = null;
    for (Action action : actions) {
      if (action.coming()) {
        // A second coming without a going between: the first one began the stay.
        came = came == null ? action : came;
      } else if (came != null) {
        stays.add(stay(came, action.at()));
        came = null;
      }
    }
    if (came != null) {
      stays.add(stay(came, null));
    }
  }

  private static ParticipantList.Stay stay(Action came, Instant to) {
    return new ParticipantList.Stay(came.row(), came.name(), "", came.at(), to);
  }
}
