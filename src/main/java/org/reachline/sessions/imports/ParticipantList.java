package org.reachline.sessions.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    /** What tells the participant from others: the mail address, else the name. */
    public String alias() {
      return email.isEmpty() ? Names.plain(name) : email;
    }
  }

  /** Further away from the session than this, a row is of another day's list. */
  private static final Duration ANOTHER_DAY = Duration.ofHours(18);

  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("name (original name)", "name"),
          Map.entry("name", "name"),
          Map.entry("full name", "name"),
          Map.entry("user email", "email"),
          Map.entry("email", "email"),
          Map.entry("join time", "join"),
          Map.entry("first join", "join"),
          Map.entry("join", "join"),
          Map.entry("leave time", "leave"),
          Map.entry("last leave", "leave"),
          Map.entry("left", "leave"),
          Map.entry("duration", "duration"),
          Map.entry("duration (minutes)", "duration"),
          Map.entry("in-meeting duration", "duration"),
          Map.entry("in waiting room", "waiting"));

  /**
   * Reads a list.
   *
   * @param zone zone in which the service wrote its times
   * @param session start of the session
   */
  public static ParticipantList read(String text, ZoneId zone, Instant session) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<CsvRecord> records = new ArrayList<>();
    boolean tabs = plain.lines().limit(40).anyMatch(line -> line.startsWith("Name\t"));
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(tabs ? '\t' : ',')
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(plain)) {
      reader.forEach(records::add);
    } catch (CsvParseException | IOException e) {
      return failed("From here on the quotes do not match: " + e.getMessage());
    }
    return new Reader(zone, session).read(records);
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
    private Map<String, Integer> columns;
    private boolean oneRowPerStay;
    private int waiting;

    Reader(ZoneId zone, Instant session) {
      this.zone = zone;
      this.session = session;
    }

    ParticipantList read(List<CsvRecord> records) {
      int header = -1;
      for (int i = 0; i < records.size(); i++) {
        Map<String, Integer> found = columns(records.get(i));
        boolean usable = found.containsKey("name") && found.containsKey("join");
        // Teams lists people first and then every coming and going: the latter is exact.
        if (usable) {
          header = i;
          columns = found;
        }
      }
      if (header < 0) {
        return failed(
            "This is no participant list that we know. Take Zoom's participant report (with “Show"
                + " unique users” off), Teams' attendance report or BigBlueButton's session data.");
      }
      String joinColumn = title(records.get(header), "join");
      oneRowPerStay = joinColumn.equals("join time");
      Provider provider =
          columns.containsKey("moderator")
              ? Provider.BIGBLUEBUTTON
              : title(records.get(header), "name").equals("name") && hasTabs(records, header)
                  ? Provider.TEAMS
                  : Provider.ZOOM;
      for (CsvRecord csv : records.subList(header + 1, records.size())) {
        boolean blank = csv.getFields().stream().allMatch(String::isBlank);
        if (csv.getField(0).matches("\\d\\. .*") && csv.getFieldCount() <= 2) {
          break;
        }
        if (!blank) {
          row(csv);
        }
      }
      if (stays.isEmpty() && problems.isEmpty()) {
        return failed("The list names nobody who was in the session.");
      }
      return new ParticipantList(
          Optional.of(provider), List.copyOf(stays), waiting, List.copyOf(problems));
    }

    private static boolean hasTabs(List<CsvRecord> records, int header) {
      return records.subList(0, header).stream()
          .anyMatch(csv -> csv.getField(0).matches("\\d\\. .*"));
    }

    private static Map<String, Integer> columns(CsvRecord csv) {
      Map<String, Integer> found = new HashMap<>();
      for (int i = 0; i < csv.getFieldCount(); i++) {
        String title = csv.getField(i).strip().toLowerCase(Locale.ROOT);
        found.putIfAbsent(COLUMNS.getOrDefault(title, title), i);
      }
      return found;
    }

    private String title(CsvRecord header, String column) {
      return header.getField(columns.get(column)).strip().toLowerCase(Locale.ROOT);
    }

    private void row(CsvRecord csv) {
      int number = (int) csv.getStartingLineNumber();
      String name = cell(csv, "name");
      String join = cell(csv, "join");
      String leave = cell(csv, "leave");
      if (cell(csv, "waiting").equalsIgnoreCase("yes")) {
        waiting++;
        return;
      }
      if (join.isEmpty() && leave.isEmpty()) {
        // BigBlueButton adds a line for anonymous poll answers.
        return;
      }
      Optional<Instant> from = ReportTimes.instant(join, zone, session);
      boolean open = leave.isEmpty() || leave.equals("-");
      Optional<Instant> to = open ? Optional.empty() : ReportTimes.instant(leave, zone, session);
      if (from.isEmpty()) {
        add(number, name, "join time", "“" + join + "” is not a date and time that we know.");
      } else if (Duration.between(session, from.get()).abs().compareTo(ANOTHER_DAY) > 0) {
        add(
            number,
            name,
            "join time",
            "“"
                + join
                + "” is another day than the session's. Is this its list, and the zone right?");
      } else if (!open && to.isEmpty()) {
        add(number, name, "leave time", "“" + leave + "” is not a date and time that we know.");
      } else if (to.isPresent() && to.get().isBefore(from.get())) {
        add(number, name, "leave time", "The leaving is before the coming.");
      } else {
        Instant end = to.map(last -> shortened(from.get(), last, csv)).orElse(null);
        String email = cell(csv, "email").toLowerCase(Locale.ROOT);
        stays.add(new Stay(number, name, email, from.get(), end));
      }
    }

    /**
     * Where a row spans several stays (first coming, last leaving), its length tells how long the
     * person was really there; the gaps are not known, so they are put at the end.
     */
    private Instant shortened(Instant from, Instant to, CsvRecord csv) {
      if (oneRowPerStay) {
        return to;
      }
      return ReportTimes.duration(cell(csv, "duration"))
          .map(from::plus)
          .filter(end -> end.isBefore(to))
          .orElse(to);
    }

    private String cell(CsvRecord csv, String column) {
      Integer index = columns.get(column);
      return index == null || index >= csv.getFieldCount() ? "" : csv.getField(index).strip();
    }

    private void add(int row, String key, String column, String message) {
      problems.add(RowOutcome.error(row, key, column, message));
    }
  }
}
