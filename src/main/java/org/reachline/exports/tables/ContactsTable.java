package org.reachline.exports.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.dose.StudyMonth;

/** One row per coaching contact, withdrawn ones too. Topics, summaries and notes stay out. */
public final class ContactsTable implements ExportTable {
  @Override
  public String file() {
    return "contacts.csv";
  }

  @Override
  public String grain() {
    return "one row per coaching contact, withdrawn ones too (withdrawn_at)";
  }

  @Override
  public boolean revealsArm() {
    return true;
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return List.of(
        ExportColumn.integer("contact", "Key of the contact", "", ""),
        ExportColumn.text("site", "Site that it was held with", ""),
        ExportColumn.text("unit", "Unit whose dose it touches", ""),
        ExportColumn.text("strategy", "Key of the strategy", ""),
        ExportColumn.integer("study_month", "Study month of the unit", "months", "not started"),
        ExportColumn.text("phase", "Key of the phase", "outside every phase"),
        ExportColumn.instant("starts_at", "When it began, or was to begin", ""),
        ExportColumn.integer("duration_minutes", "How long it lasted", "minutes", ""),
        ExportColumn.integer("prep_minutes", "The coach's preparation", "minutes", "not noted"),
        ExportColumn.integer(
            "travel_minutes", "The coach's travel there and back", "minutes", "not noted"),
        ExportColumn.code("kind", "Sort of event", "as in the study file", ""),
        ExportColumn.code("mode", "How the two sides met", "lower-case words", ""),
        ExportColumn.code(
            "outcome", "What became of it", "held; no_show; rescheduled; only held adds dose", ""),
        ExportColumn.text("planned_key", "Line of the plan that it fulfils", "unplanned help"),
        ExportColumn.integer(
            "planned_month", "Study month of that line", "months", "unplanned help"),
        ExportColumn.integer("coaches", "How many coaches", "people", ""),
        ExportColumn.integer("people_attending", "How many people of the site", "people", ""),
        ExportColumn.instant("logged_at", "When it was entered", ""),
        ExportColumn.instant("withdrawn_at", "When it was withdrawn", "stands"));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    String query =
        "select c.id, s.code, u.code, c.strategy, c.startsAt, c.durationMinutes, c.prepMinutes,"
            + " c.travelMinutes, c.kind, c.mode, c.outcome, c.plannedKey, c.plannedMonth,"
            + " size(c.coaches), (select sum(a.people) from CoachingContact x join x.attendees a"
            + " where x = c), c.loggedAt, e.startedOn, u.zone, c.withdrawnAt from"
            + " CoachingContact c join c.enrolment e join e.unit u join c.site s where c.study ="
            + " :study order by c.startsAt, c.ordinal";
    try (Stream<Object[]> contacts = cut.rows(query)) {
      contacts.forEach(c -> out.accept(row(cut, c)));
    }
  }

  private static List<Object> row(Cut cut, Object[] c) {
    LocalDate day = ((Instant) c[4]).atZone(ZoneId.of((String) c[17])).toLocalDate();
    Optional<Integer> month =
        Optional.ofNullable((LocalDate) c[16]).map(start -> StudyMonth.at(start, day).number());
    return Arrays.asList(
        c[0],
        c[1],
        c[2],
        c[3],
        month.orElse(null),
        month.flatMap(cut.file()::findPhase).map(Phase::key).orElse(null),
        c[4],
        c[5],
        c[6],
        c[7],
        c[8],
        c[9],
        c[10],
        c[11],
        c[12],
        c[13],
        c[14] == null ? 0 : c[14],
        c[15],
        c[18]);
  }
}
