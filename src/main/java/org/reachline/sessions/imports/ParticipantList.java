package org.reachline.sessions.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.Formats;
import org.reachline.base.RowOutcome;

/**
 * A video service's list of participants, read into stays. Whatever cannot be understood is a
 * problem with its row and column; lists with a problem are not saved.
 *
 * @param provider whose list it is; empty if nobody's that we know
 * @param stays who was there from when to when, in the order of the file
 * @param waiting rows that were in the waiting room only, left out
 * @param problems what is wrong
 * @param unknown tables of which somebody has to say what their columns are; then nothing was read
 * @param told tables of which somebody said so
 */
record ParticipantList(
    Optional<Provider> provider,
    List<Stay> stays,
    int waiting,
    List<RowOutcome> problems,
    List<ReportTable> unknown,
    List<ReportTable> told) {

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

  /**
   * How a list was written.
   *
   * @param zone zone in which the service wrote its times
   * @param afternoon whether a clock of twelve hours without am and pm shows the afternoon
   */
  public record Clock(ZoneId zone, boolean afternoon) {}

  /** Further away from the session than this, a row is of another day's list. */
  private static final Duration ANOTHER_DAY = Duration.ofHours(18);

  /** Services round a length up to the minute; only what is shorter than that has gaps. */
  private static final Duration ROUNDING = Duration.ofSeconds(90);

  /**
   * Reads a list.
   *
   * @param zone zone in which the service wrote its times
   * @param session start of the session
   */
  public static ParticipantList read(String text, ZoneId zone, Instant session) {
    return read(text, new Clock(zone, false), session, ReportTables.Memory.NONE);
  }

  /**
   * Reads a list.
   *
   * @param memory what people said of columns
   */
  static ParticipantList read(
      String text, Clock clock, Instant session, ReportTables.Memory memory) {
    try {
      return new Reader(clock, session).read(ReportTables.in(plain(text), memory));
    } catch (CsvParseException e) {
      return failed("From here on the quotes do not match: " + e.getMessage());
    }
  }

  /** Zeros are left where a wide text was read as a narrow one; no name has any. */
  static String plain(String text) {
    String whole = text.replace("\u0000", "");
    return whole.startsWith("\uFEFF") ? whole.substring(1) : whole;
  }

  private static ParticipantList failed(String message) {
    return new ParticipantList(
        Optional.empty(),
        List.of(),
        0,
        List.of(RowOutcome.error(0, "", "", message)),
        List.of(),
        List.of());
  }

  private static final class Reader {
    private final ReportTimes times;
    private final Instant session;
    private final List<Stay> stays = new ArrayList<>();
    private final List<RowOutcome> problems = new ArrayList<>();
    private final Set<String> exactly = new HashSet<>();
    private final Map<String, Set<String>> addresses = new HashMap<>();
    private int waiting;

    Reader(Clock clock, Instant session) {
      this.times = new ReportTimes(clock.zone(), session, clock.afternoon());
      this.session = session;
    }

    ParticipantList read(ReportTables all) {
      List<ReportTable> tables = all.known();
      if (tables.isEmpty() && !all.unknown().isEmpty()) {
        return new ParticipantList(
            Optional.empty(), List.of(), 0, List.of(), all.unknown(), List.of());
      }
      if (tables.isEmpty()) {
        return failed(
            "This is no participant list that we can read: no table in it tells when people came."
                + " Take Zoom's participant report (with “Show unique users” off), Teams'"
                + " attendance report, BigBlueButton's session data, or another service's list"
                + " with a row for each stay.");
      }
      tables.forEach(this::readAddresses);
      // Teams lists people first and then every coming and going: the latter is exact, and the
      // former counts only for people who are not in it.
      tables.stream().filter(ReportTable::exact).forEach(this::read);
      stays.forEach(stay -> exactly.add(Names.alias(stay.name())));
      problems.forEach(problem -> exactly.add(Names.alias(problem.key())));
      tables.stream().filter(table -> !table.exact()).forEach(this::read);
      if (stays.isEmpty() && problems.isEmpty()) {
        return failed("The list names nobody who was in the session.");
      }
      return new ParticipantList(
          Optional.of(Provider.of(tables)),
          List.copyOf(stays),
          waiting,
          List.copyOf(problems),
          List.of(),
          tables.stream().filter(ReportTable::told).toList());
    }

    /** One table may know the address of a name that another one only names. */
    private void readAddresses(ReportTable table) {
      for (CsvRecord csv : table.rows()) {
        table.cells(csv, CsvColumn.EMAIL).stream()
            .map(Names::address)
            .filter(address -> !address.isEmpty())
            .findFirst()
            .ifPresent(
                address ->
                    addresses
                        .computeIfAbsent(Names.alias(table.name(csv)), n -> new HashSet<>())
                        .add(address));
      }
    }

    private void read(ReportTable table) {
      if (table.isActions()) {
        Actions actions = new Actions(table, this::nearest);
        stays.addAll(actions.stays());
        problems.addAll(actions.problems());
      } else {
        table.rows().forEach(row -> row(table, row));
      }
    }

    private void row(ReportTable table, CsvRecord csv) {
      int number = (int) csv.getStartingLineNumber();
      String name = table.name(csv);
      if (exactly.contains(Names.alias(name))) {
        return;
      }
      String join = known(table.cell(csv, CsvColumn.JOIN));
      String leave = known(table.cell(csv, CsvColumn.LEAVE));
      if (table.cell(csv, CsvColumn.WAITING).equalsIgnoreCase("yes")) {
        waiting++;
        return;
      }
      if (join.isEmpty() && leave.isEmpty()) {
        // A title between two tables, somebody invited who did not come, anonymous poll answers.
        return;
      }
      try {
        stays.add(stay(table, csv, number, name, join, leave));
      } catch (NotUnderstood e) {
        problems.add(RowOutcome.error(number, name, e.column(), e.getMessage()));
      }
    }

    private Stay stay(
        ReportTable table, CsvRecord csv, int number, String name, String join, String leave)
        throws NotUnderstood {
      String said = table.cell(csv, CsvColumn.DURATION);
      String title = table.title(CsvColumn.DURATION);
      String email = email(table, csv, name);
      if (join.isEmpty() || leave.isEmpty()) {
        Optional<Duration> length = ReportLengths.of(said, title, Optional.empty());
        Instant at = join.isEmpty() ? nearest(leave, "leave time") : nearest(join, "join time");
        if (join.isEmpty()) {
          Instant from =
              length
                  .map(at::minus)
                  .orElseThrow(() -> new NotUnderstood("join time", "The coming is missing."));
          return new Stay(number, name, email, from, at);
        }
        // Still there when the list was written: what was measured until then.
        return new Stay(number, name, email, at, length.map(at::plus).orElse(null));
      }
      Pair stay = pair(instants(join, "join time"), instants(leave, "leave time"), said, title);
      Optional<Duration> length = ReportLengths.of(said, title, Optional.of(stay.length()));
      Instant to = stay.to();
      boolean noEnd = !to.isAfter(stay.from());
      if (noEnd || !table.exact()) {
        // Left as one came: the service did not see the leaving, and its own length holds. And
        // where a row spans several stays, its length tells how long the person was really there;
        // the gaps are not known, so they are put at the end.
        to = length.map(stay.from()::plus).filter(end -> noEnd || isShorter(end, stay)).orElse(to);
      }
      return new Stay(number, name, email, stay.from(), to);
    }

    private static boolean isShorter(Instant end, Pair stay) {
      return end.isBefore(stay.to()) && Duration.between(end, stay.to()).compareTo(ROUNDING) > 0;
    }

    private record Pair(Instant from, Instant to) {
      Duration length() {
        return Duration.between(from, to);
      }
    }

    /**
     * The coming and leaving that are meant. In the hour that comes twice both have two readings:
     * the length that the list tells decides, else what is nearest to the session.
     */
    private Pair pair(List<Instant> comings, List<Instant> leavings, String said, String title)
        throws NotUnderstood {
      List<Pair> pairs = new ArrayList<>();
      for (Instant from : comings) {
        for (Instant to : leavings) {
          if (!to.isBefore(from)) {
            pairs.add(new Pair(from, to));
          }
        }
      }
      Optional<Duration> told = ReportLengths.of(said, title, Optional.empty());
      Comparator<Pair> byLength =
          Comparator.comparing(p -> told.map(t -> p.length().minus(t).abs()).orElse(Duration.ZERO));
      return pairs.stream()
          .min(
              byLength
                  .thenComparing(p -> Duration.between(session, p.from()).abs())
                  .thenComparing(Pair::length))
          .orElseThrow(() -> new NotUnderstood("leave time", "The leaving is before the coming."));
    }

    private Instant nearest(String text, String column) throws NotUnderstood {
      return instants(text, column).stream()
          .min(Comparator.comparing(at -> Duration.between(session, at).abs()))
          .orElseThrow();
    }

    private List<Instant> instants(String text, String column) throws NotUnderstood {
      List<Instant> meant;
      try {
        meant = times.candidates(text);
      } catch (ReportTimes.LeftOut e) {
        throw new NotUnderstood(
            column,
            "“"
                + text
                + "” never was in "
                + Formats.place(times.zone())
                + ": the clocks left this hour out. Is the zone right?");
      }
      if (meant.isEmpty()) {
        throw new NotUnderstood(column, "“" + text + "” is not a date and time that we know.");
      }
      List<Instant> near =
          meant.stream()
              .filter(at -> Duration.between(session, at).abs().compareTo(ANOTHER_DAY) <= 0)
              .toList();
      if (near.isEmpty()) {
        throw new NotUnderstood(
            column,
            "“"
                + text
                + "” is another day than the session's. Is this its list, and the zone right?");
      }
      return near;
    }

    /** What services write where they know nothing. */
    private static String known(String cell) {
      return cell.matches("-+|–|—|n/?a|N/?A") ? "" : cell;
    }

    private String email(ReportTable table, CsvRecord csv, String name) {
      return table.cells(csv, CsvColumn.EMAIL).stream()
          .map(Names::address)
          .filter(address -> !address.isEmpty())
          .findFirst()
          .orElseGet(
              () -> {
                Set<String> known = addresses.getOrDefault(Names.alias(name), Set.of());
                return known.size() == 1 ? known.iterator().next() : "";
              });
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
