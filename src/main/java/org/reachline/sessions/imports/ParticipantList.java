package org.reachline.sessions.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.RowOutcome;

/**
 * A video service's list of participants, read into stays. Whatever cannot be understood is a
 * problem with its row and column; lists with a problem are not saved.
 *
 * @param provider whose list it is; empty if nobody's that we know
 * @param stays who was there from when to when, in the order of the file
 * @param waiting rows that were in the waiting room only, left out
 * @param problems what is wrong
 */
public record ParticipantList(
    Optional<Provider> provider, List<Stay> stays, int waiting, List<RowOutcome> problems) {

  /**
   * One stay.
   *
   * @param row line of the file
   * @param name name as the service showed it
   * @param email mail address in lower case, or empty where the service knows none
   * @param from when it began
   * @param to when it ended, or null if the list does not say
   */
  public record Stay(int row, String name, String email, Instant from, Instant to) {
    /** What tells the participant from others: the mail address, else the name as shown. */
    public String alias() {
      return email.isEmpty() ? Names.alias(name) : email;
    }
  }

  /** Further away from the session than this, a row is of another day's list. */
  private static final Duration ANOTHER_DAY = Duration.ofHours(18);

  /**
   * Reads a list.
   *
   * @param zone zone in which the service wrote its times
   * @param session start of the session
   */
  public static ParticipantList read(String text, ZoneId zone, Instant session) {
    // Zeros are left where a wide text was read as a narrow one; no name has any.
    String whole = text.replace("\u0000", "");
    String plain = whole.startsWith("\uFEFF") ? whole.substring(1) : whole;
    try {
      return new Reader(zone, session).read(ReportTable.listIn(plain));
    } catch (CsvParseException e) {
      return failed("From here on the quotes do not match: " + e.getMessage());
    }
  }

  private static ParticipantList failed(String message) {
    return new ParticipantList(
        Optional.empty(), List.of(), 0, List.of(RowOutcome.error(0, "", "", message)));
  }

  private static final class Reader {
    private final ZoneId zone;
    private final Instant session;
    private final List<Stay> stays = new ArrayList<>();
    private final List<RowOutcome> problems = new ArrayList<>();
    private final Set<String> exactly = new HashSet<>();
    private int waiting;

    Reader(ZoneId zone, Instant session) {
      this.zone = zone;
      this.session = session;
    }

    ParticipantList read(List<ReportTable> tables) {
      if (tables.isEmpty()) {
        return failed(
            "This is no participant list that we know. Take Zoom's participant report (with “Show"
                + " unique users” off), Teams' attendance report or BigBlueButton's session data.");
      }
      // Teams lists people first and then every coming and going: the latter is exact, and the
      // former counts only for people who are not in it.
      tables.stream().filter(ReportTable::isExact).forEach(this::read);
      stays.forEach(stay -> exactly.add(Names.alias(stay.name())));
      problems.forEach(problem -> exactly.add(Names.alias(problem.key())));
      tables.stream().filter(table -> !table.isExact()).forEach(this::read);
      if (stays.isEmpty() && problems.isEmpty()) {
        return failed("The list names nobody who was in the session.");
      }
      return new ParticipantList(
          Optional.of(Provider.of(tables)), List.copyOf(stays), waiting, List.copyOf(problems));
    }

    private void read(ReportTable table) {
      if (table.isActions()) {
        Actions actions = new Actions(table, this::instant);
        stays.addAll(actions.stays());
        problems.addAll(actions.problems());
      } else {
        table.rows().forEach(row -> row(table, row));
      }
    }

    private void row(ReportTable table, CsvRecord csv) {
      int number = (int) csv.getStartingLineNumber();
      String name = table.cell(csv, "name");
      if (exactly.contains(Names.alias(name))) {
        return;
      }
      String join = known(table.cell(csv, "join"));
      String leave = known(table.cell(csv, "leave"));
      if (table.cell(csv, "waiting").equalsIgnoreCase("yes")) {
        waiting++;
        return;
      }
      if (join.isEmpty() && leave.isEmpty()) {
        // A title between two tables, somebody invited who did not come, anonymous poll answers.
        return;
      }
      try {
        Instant from = instant(join, "join time");
        Optional<Duration> length = ReportTimes.duration(table.cell(csv, "duration"));
        Instant to = leave.isEmpty() ? null : instant(leave, "leave time");
        if (to != null && to.isBefore(from)) {
          throw new NotUnderstood("leave time", "The leaving is before the coming.");
        }
        if (to == null) {
          // Still there when the list was written: what was measured until then.
          to = length.map(from::plus).orElse(null);
        } else if (!table.isExact()) {
          to = shortened(from, to, length);
        }
        stays.add(new Stay(number, name, email(table, csv), from, to));
      } catch (NotUnderstood e) {
        problems.add(RowOutcome.error(number, name, e.column(), e.getMessage()));
      }
    }

    private Instant instant(String text, String column) throws NotUnderstood {
      Instant at =
          ReportTimes.instant(text, zone, session)
              .orElseThrow(
                  () ->
                      new NotUnderstood(
                          column, "“" + text + "” is not a date and time that we know."));
      if (Duration.between(session, at).abs().compareTo(ANOTHER_DAY) > 0) {
        throw new NotUnderstood(
            column,
            "“"
                + text
                + "” is another day than the session's. Is this its list, and the zone right?");
      }
      return at;
    }

    /** What services write where they know nothing. */
    private static String known(String cell) {
      return cell.matches("-+|–|—|n/?a|N/?A") ? "" : cell;
    }

    private static String email(ReportTable table, CsvRecord csv) {
      String email = Names.address(table.cell(csv, "email"));
      return email.isEmpty() ? Names.address(table.cell(csv, "upn")) : email;
    }

    /**
     * Where a row spans several stays (first coming, last leaving), its length tells how long the
     * person was really there; the gaps are not known, so they are put at the end.
     */
    private static Instant shortened(Instant from, Instant to, Optional<Duration> length) {
      return length.map(from::plus).filter(end -> end.isBefore(to)).orElse(to);
    }
  }

  /** Reads a time, or says what is wrong with it. */
  interface Times {
    /**
     * The instant that a text means.
     *
     * @param column what to call the column in a complaint
     */
    Instant instant(String text, String column) throws NotUnderstood;
  }

  /** A cell that says nothing we understand. */
  static final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1L;
    private final String column;

    NotUnderstood(String column, String message) {
      super(message);
      this.column = column;
    }

    String column() {
      return column;
    }
  }
}
