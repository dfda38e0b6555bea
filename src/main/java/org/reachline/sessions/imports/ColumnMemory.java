package org.reachline.sessions.imports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.trail.AuditTrail;
import org.reachline.sessions.EchoProgram;

/**
 * What the columns of lists are whose titles nobody knows: asked, kept per shape, and said anew.
 */
@ApplicationScoped
class ColumnMemory {
  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /**
   * A table about which somebody is asked.
   *
   * @param table the table
   * @param columns what was said of it, else what is proposed; null for nothing
   * @param by mail address of who said so, or null
   */
  public record Asked(ReportTable table, List<CsvColumn> columns, String by) {
    /** What stands in a column, from its first rows. */
    public List<String> samples(int column) {
      return table.rows().stream()
          .filter(row -> column < row.getFieldCount())
          .map(row -> row.getField(column).strip())
          .filter(cell -> !cell.isEmpty())
          .distinct()
          .limit(3)
          .toList();
    }

    /** Name of what is said of a column, or an empty text. */
    public String chosen(int column) {
      return columns.get(column) == null ? "" : columns.get(column).name();
    }
  }

  private record Said(String titles, String columns) {}

  /** What is known of a programme's lists. */
  ReportTables.Memory of(EchoProgram program) {
    Map<String, List<CsvColumn>> byShape = new HashMap<>();
    ReportColumns.<ReportColumns>list("program", program)
        .forEach(said -> byShape.put(said.shape, said.list()));
    return byShape.isEmpty()
        ? ReportTables.Memory.NONE
        : titles -> Optional.ofNullable(byShape.get(ReportTable.shape(titles)));
  }

  /** The tables of a file whose titles nobody knows. @throws CsvParseException as reading does */
  List<Asked> asked(EchoProgram program, String text) {
    List<Asked> asked = new ArrayList<>();
    for (ReportTable table :
        ReportTables.in(ParticipantList.plain(text), ReportTables.Memory.NONE).unknown()) {
      Optional<ReportColumns> said = ReportColumns.find(program, table.titles());
      asked.add(
          new Asked(
              table,
              said.map(ReportColumns::list).orElse(table.columns()),
              said.map(s -> s.decidedBy).orElse(null)));
    }
    return asked;
  }

  /** The same tables with what was answered: names of columns, one for each title in order. */
  List<Asked> answered(List<Asked> asked, List<String> answers, Problems problems) {
    int titles = asked.stream().mapToInt(a -> a.table().titles().size()).sum();
    if (titles != answers.size()) {
      problems.add("columns", "The answers did not come back whole. Please choose again.");
      return asked;
    }
    List<Asked> answered = new ArrayList<>();
    int at = 0;
    for (Asked table : asked) {
      List<CsvColumn> columns = new ArrayList<>();
      for (int i = 0; i < table.table().titles().size(); i++) {
        String answer = answers.get(at++);
        columns.add(
            CsvColumn.answers().stream()
                .filter(c -> c.name().equalsIgnoreCase(answer))
                .findFirst()
                .orElse(null));
      }
      answered.add(new Asked(table.table(), columns, table.by()));
    }
    check(answered, problems);
    return answered;
  }

  private static void check(List<Asked> answered, Problems problems) {
    boolean any = false;
    for (Asked table : answered) {
      // A table of which nothing is said holds no participants.
      boolean used = table.columns().stream().anyMatch(Objects::nonNull);
      any |= used;
      String complaint = used ? ReportTable.complaint(table.columns()) : null;
      if (complaint != null && problems.of("columns") == null) {
        problems.add("columns", complaint);
      }
    }
    if (!any) {
      problems.add(
          "columns", "Say which column is the name, and which tell when people were there.");
    }
  }

  /** Remembers what was answered. */
  @Transactional
  public void say(EchoProgram program, List<Asked> answered) {
    for (Asked table : answered) {
      ReportColumns known =
          ReportColumns.find(program, table.table().titles()).orElseGet(ReportColumns::new);
      Said before = known.columns == null ? null : new Said(known.titles, known.columns);
      known.program = program;
      known.shape = table.table().shape();
      known.titles = String.join(" | ", table.table().titles());
      known.columns =
          table.columns().stream()
              .map(c -> c == null ? "" : c.name())
              .collect(Collectors.joining(","));
      known.decidedBy = me.email();
      known.decidedAt = clock.instant();
      known.persist();
      Said after = new Said(known.titles, known.columns);
      if (!after.equals(before)) {
        audit.record("columns.said", "echo_program:" + program.id, null, before, after, null);
      }
    }
  }
}
