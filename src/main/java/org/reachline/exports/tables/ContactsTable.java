package org.reachline.exports.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.dose.StudyMonth;

/** One row per coaching contact, withdrawn ones too. Topics, summaries and notes stay out. */
public final class ContactsTable implements ExportTable {
  /** The month stands behind the strategy. */
  private static final int MONTH_AT = 4;

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
    List<ExportColumn> columns = new ArrayList<>();
    columns.add(ExportColumn.integer("contact", "Key of the contact", "", ""));
    columns.add(ExportColumn.text("site", "Site that it was held with", ""));
    columns.add(ExportColumn.text("unit", "Unit whose dose it touches", ""));
    ContactFacts.SHEET.exported().forEach(fact -> columns.add(ExportColumn.of(fact)));
    columns.addAll(
        MONTH_AT,
        List.of(
            ExportColumn.integer("study_month", "Study month of the unit", "months", "not started"),
            ExportColumn.text("phase", "Key of the phase", "outside every phase")));
    columns.add(ExportColumn.integer("coaches", "How many coaches", "people", ""));
    columns.add(
        ExportColumn.integer("people_attending", "How many people of the site", "people", ""));
    columns.add(ExportColumn.instant("logged_at", "When it was entered", ""));
    columns.add(ExportColumn.instant("withdrawn_at", "When it was withdrawn", "stands"));
    return columns;
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    String facts =
        ContactFacts.SHEET.exported().stream()
            .map(fact -> "c.facts." + fact.path())
            .collect(Collectors.joining(", "));
    String query =
        "select c.id, s.code, u.code, "
            + facts
            + ", size(c.facts.coaches), coalesce((select sum(a.people) from CoachingContact x"
            + " join x.facts.attendees a where x = c), 0), c.loggedAt, c.withdrawnAt, c.facts.startsAt,"
            + " e.startedOn, u.zone from CoachingContact c join c.enrolment e join e.unit u join"
            + " c.site s where c.study = :study order by c.facts.startsAt, c.ordinal";
    try (Stream<Object[]> contacts = cut.rows(query)) {
      contacts.forEach(c -> out.accept(row(cut, c)));
    }
  }

  private static List<Object> row(Cut cut, Object[] c) {
    int told = c.length - 3;
    LocalDate day = ((Instant) c[told]).atZone(ZoneId.of((String) c[told + 2])).toLocalDate();
    Optional<Integer> month =
        Optional.ofNullable((LocalDate) c[told + 1])
            .map(start -> StudyMonth.at(start, day).number());
    List<Object> row = new ArrayList<>(Arrays.asList(c).subList(0, told));
    row.addAll(
        MONTH_AT,
        Arrays.asList(
            month.orElse(null), month.flatMap(cut.file()::findPhase).map(Phase::key).orElse(null)));
    return row;
  }
}
