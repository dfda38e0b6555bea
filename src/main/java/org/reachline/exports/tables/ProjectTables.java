package org.reachline.exports.tables;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.base.facts.FactSheet;
import org.reachline.coaching.booking.SlotFacts;
import org.reachline.projects.ProjectFacts;

/**
 * Change projects, their cycles, walk-throughs and bookings. Withdrawn and cancelled ones are in,
 * with the time of it; what people wrote stays out.
 */
public final class ProjectTables {
  private static final String NOT_WITHDRAWN = "stands";

  private static final List<FactSheet.Exported> CHARTER = ProjectFacts.SHEET.exported();

  private static final List<FactSheet.Exported> OFFERED = SlotFacts.SHEET.exported();

  private ProjectTables() {}

  public static final ExportTable PROJECTS =
      new QueryTable(
          "change_projects.csv",
          "one row per change project, withdrawn ones too (withdrawn_at)",
          true,
          Stream.of(
                  List.of(
                      ExportColumn.integer("project", "Key of the project", "", ""),
                      ExportColumn.text("site", "Whose project", ""),
                      ExportColumn.text("unit", "Unit of that site", "")),
                  CHARTER.stream().map(ExportColumn::of).toList(),
                  List.of(
                      ExportColumn.date("closed_on", "Day on which it was closed", "not closed"),
                      ExportColumn.integer("cycles", "Cycles that stand", "cycles", ""),
                      ExportColumn.instant("logged_at", "When it was started", ""),
                      ExportColumn.instant(
                          "amended_at", "When its charter was last amended", "never"),
                      ExportColumn.instant("withdrawn_at", "When it was withdrawn", NOT_WITHDRAWN)))
              .flatMap(List::stream)
              .toList(),
          "select p.id, s.code, u.code, "
              + CHARTER.stream().map(f -> "p.facts." + f.path()).collect(Collectors.joining(", "))
              + ", p.closedOn, (select count(c) from PdsaCycle c where c.project = p and"
              + " c.withdrawnAt is null), p.loggedAt, p.amendedAt, p.withdrawnAt from ChangeProject"
              + " p join p.site s join p.enrolment e join e.unit u where p.study = :study order by"
              + " p.facts.startsOn, p.ordinal");

  public static final ExportTable CYCLES =
      new QueryTable(
          "pdsa_cycles.csv",
          "one row per cycle of a change project, withdrawn ones too (withdrawn_at)",
          true,
          List.of(
              ExportColumn.integer("project", "Key of the project, as in change_projects", "", ""),
              ExportColumn.integer("cycle_number", "Number within the project", "", ""),
              ExportColumn.date("starts_on", "First day", ""),
              ExportColumn.date("ends_on", "Last day", "still running"),
              ExportColumn.code(
                  "is_done", "Whether what was done is written", "0 = no; 1 = yes", ""),
              ExportColumn.code(
                  "is_studied", "Whether what was learned is written", "0 = no; 1 = yes", ""),
              ExportColumn.code(
                  "act", "What became of the change", "adopt; adapt; abandon", "not decided"),
              ExportColumn.instant("withdrawn_at", "When it was withdrawn", NOT_WITHDRAWN)),
          "select p.id, c.number, c.facts.startsOn, c.facts.endsOn, case when c.facts.done is null"
              + " then false else true end, case when c.facts.studied is null then false else true"
              + " end, c.facts.act, c.withdrawnAt from PdsaCycle c join c.project p where p.study ="
              + " :study order by p.facts.startsOn, p.ordinal, c.number");

  public static final ExportTable WALKS =
      new QueryTable(
          "walk_throughs.csv",
          "one row per walk-through, withdrawn ones too (withdrawn_at)",
          true,
          List.of(
              ExportColumn.integer("walk_through", "Key of the walk-through", "", ""),
              ExportColumn.text("site", "Through which site", ""),
              ExportColumn.text("unit", "Unit of that site", ""),
              ExportColumn.date("walked_on", "Day", ""),
              ExportColumn.integer("stages", "Stages of which something was noted", "stages", ""),
              ExportColumn.instant("logged_at", "When it was entered", ""),
              ExportColumn.instant("withdrawn_at", "When it was withdrawn", NOT_WITHDRAWN)),
          "select w.id, s.code, u.code, w.facts.walkedOn, size(w.facts.notes), w.loggedAt, w.withdrawnAt from"
              + " WalkThrough w join w.site s join w.enrolment e join e.unit u where w.study ="
              + " :study order by w.facts.walkedOn, w.ordinal");

  public static final ExportTable SLOTS =
      new QueryTable(
          "coaching_slots.csv",
          "one row per time that a coach offered, those taken back too (withdrawn_at)",
          true,
          Stream.of(
                  List.of(
                      ExportColumn.integer("slot", "Key of the slot", "", ""),
                      ExportColumn.integer(
                          "coach", "Key of the coach; no name is exported", "", "")),
                  OFFERED.stream().map(ExportColumn::of).toList(),
                  List.of(
                      ExportColumn.instant("offered_at", "When it was offered", ""),
                      ExportColumn.instant(
                          "withdrawn_at", "When it was taken back", NOT_WITHDRAWN)))
              .flatMap(List::stream)
              .toList(),
          "select s.id, c.id, "
              + OFFERED.stream().map(f -> "s." + f.path()).collect(Collectors.joining(", "))
              + ", s.offeredAt, s.withdrawnAt from CoachingSlot s join s.coach c where s.study = :study order by s.startsAt, s.ordinal");

  public static final ExportTable BOOKINGS =
      new QueryTable(
          "coaching_bookings.csv",
          "one row per booking of a coach's time, cancelled ones too (cancelled_at)",
          true,
          List.of(
              ExportColumn.integer("booking", "Key of the booking", "", ""),
              ExportColumn.integer("slot", "Key of the slot, as in coaching_slots", "", ""),
              ExportColumn.text("site", "Which site", ""),
              ExportColumn.text("unit", "Unit of that site", ""),
              ExportColumn.integer("person", "Key of the person of the site", "", ""),
              ExportColumn.text("strategy", "Key of the strategy", ""),
              ExportColumn.text("planned_key", "Line of the plan that it is for", "unplanned help"),
              ExportColumn.integer(
                  "planned_month", "Study month of that line", "months", "unplanned help"),
              ExportColumn.integer("changes", "How often calendars were told anew", "times", ""),
              ExportColumn.integer(
                  "contact", "Contact that was logged for it, as in contacts.csv", "", "none yet"),
              ExportColumn.code(
                  "site_answer",
                  "What the person's calendar answered to it as it stands",
                  "accepted; declined; tentative",
                  "none"),
              ExportColumn.instant("booked_at", "When it was booked", ""),
              ExportColumn.instant("cancelled_at", "When it was cancelled", "not cancelled")),
          "select b.id, s.id, t.code, u.code, p.id, b.strategy, b.plannedKey, b.plannedMonth,"
              + " b.sequence, k.id, (select r.answer from BookingReply r where r.booking = b and"
              + " r.person = b.person and r.refused is null and r.sequence = b.sequence and not"
              + " exists (select q.id from BookingReply q where q.booking = b and q.person ="
              + " b.person and q.refused is null and q.sequence = b.sequence and (q.answeredAt >"
              + " r.answeredAt or q.answeredAt = r.answeredAt and q.ordinal > r.ordinal))), b.bookedAt, b.cancelledAt from Booking b join b.slot s join"
              + " b.site t join b.enrolment e join e.unit u join b.person p left join b.contact k"
              + " where s.study = :study order by s.startsAt, b.ordinal");
}
