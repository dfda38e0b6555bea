package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.reachline.base.Change;
import org.reachline.base.ListBasis;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.RowOutcome;
import org.reachline.base.SiteAccess;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Logs many activities from one list, by the same rules as the form. All rows or none. A row that
 * is about an activity on record is compared in every column that the list has; what differs is an
 * amendment, with the row's reason or one that is asked once for all. A row is about the activity
 * that it names by its key, else about the one at the site that says the same, that fulfils the
 * same planned line, or that was done on the same day for the same part with the same words.
 */
@ApplicationScoped
public class ActivityImport {
  /** More rows than a study logs in a year; a larger file is split. */
  static final int MOST_ROWS = 5000;

  private static final List<Column> COLUMNS =
      Stream.of(
              List.of(Column.required("site", "site_code")),
              ActivityFacts.SHEET.columns(),
              List.of(Column.optional("reason"), Column.optional("activity")))
          .flatMap(List::stream)
          .toList();

  @Inject ActivityRules rules;
  @Inject ActivityActs acts;
  @Inject SiteAccess access;
  @Inject ListBasis basis;

  /**
   * What a list does.
   *
   * @param basis what it was made from, to come back with the confirmation
   * @param unexplained how many activities it amends without a reason of their own
   */
  public record Taken(List<RowOutcome> rows, String basis, int unexplained) {
    /** Whether a row cannot be taken. */
    public boolean isBad() {
      return RowOutcome.anyError(rows);
    }

    /** What the preview says where it asks for a reason; empty where it asks for none. */
    public String why() {
      return unexplained == 0
          ? ""
          : "Activities that are on record are amended. Kept with each that gives no reason of its"
              + " own.";
    }
  }

  /** A row that does something; {@code known} is null for a new activity. */
  private record Line(Activity known, Activity now, String reason) {}

  /** What is to be done, and the records that it was found from. */
  private static final class Plan {
    final List<RowOutcome> outcomes = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    final List<ListBasis.Found> found = new ArrayList<>();

    /** By what a later row can call the activity of a row. */
    final Map<String, Activity> listed = new LinkedHashMap<>();

    final Map<String, Integer> fulfilled = new HashMap<>();

    int unexplained() {
      return (int) lines.stream().filter(l -> l.known() != null && l.reason() == null).count();
    }
  }

  /** Says per row what the list would do, and does nothing. */
  @Transactional
  public Taken check(Study study, String text) {
    Plan plan = plan(study, text);
    return new Taken(plan.outcomes, basis.of(plan.found), plan.unexplained());
  }

  /**
   * Does what the list says, unless a row has an error.
   *
   * @param seen basis of the preview that was confirmed; null to skip the comparison
   * @param reason why activities are amended whose rows give no reason
   * @throws Refusal.Conflict with who changed what since the preview
   * @throws Refusal.BadInput without a reason where one is needed
   */
  @Transactional
  public Taken take(Study study, String text, String seen, String reason) {
    Plan plan = plan(study, text);
    basis.requireSame(seen, plan.found);
    Taken taken = new Taken(plan.outcomes, basis.of(plan.found), plan.unexplained());
    if (taken.isBad()) {
      return taken;
    }
    Problems problems = new Problems();
    String why = problems.optionalText("reason", reason, 500);
    if (why == null && taken.unexplained() > 0 && !problems.any()) {
      problems.add(
          "reason",
          "Say why activities that are on record are amended, here or in a column “reason”.");
    }
    problems.throwIfAny();
    for (Line line : plan.lines) {
      if (line.known() == null) {
        acts.log(line.now());
      } else {
        String own = line.reason() == null ? why : line.reason();
        acts.amend(line.known(), line.now().facts, new Change(line.known().version, own));
      }
    }
    return taken;
  }

  private Plan plan(Study study, String text) {
    Plan plan = new Plan();
    UploadedTable table = UploadedTable.read(text, COLUMNS);
    if (!table.problems().isEmpty()) {
      plan.outcomes.addAll(table.problems());
      return plan;
    }
    if (table.rows().size() > MOST_ROWS) {
      plan.outcomes.add(
          RowOutcome.error(
              0, "", "", "More than " + MOST_ROWS + " rows. Split the file and send the parts."));
      return plan;
    }
    ListedActivities listed = new ListedActivities(study, access, table);
    for (Row row : table.rows()) {
      Problems problems = new Problems();
      RowOutcome outcome = read(listed, row, problems, plan);
      for (Problems.Problem p : problems.list()) {
        String column = ActivityFacts.SHEET.columnOf(p.field());
        plan.outcomes.add(RowOutcome.error(row.number(), row.get("site"), column, p.message()));
      }
      if (!problems.any()) {
        plan.outcomes.add(outcome);
      }
    }
    return plan;
  }

  private RowOutcome read(ListedActivities listed, Row row, Problems problems, Plan plan) {
    Optional<ListedActivities.Place> place = listed.place(row);
    if (place.isEmpty()) {
      problems.add("site", "No site of this study that you coach has this code.");
      return null;
    }
    Activity known = listed.known(row, problems);
    if (problems.any()) {
      return null;
    }
    plan.found.add(
        new ListBasis.Found(
            known == null ? "no activity of row " + row.number() : known.subject(),
            row.get("site"),
            known == null ? null : known.version));
    Enrolment unit = place.get().unit();
    Site site = place.get().site();
    ActivityFacts facts =
        rules.read(listed.typed(row, known), unit, site, known, plan.listed, problems);
    if (problems.any()) {
      return null;
    }
    Activity now = ActivityActs.of(unit, site, facts);
    plan.listed.put("row " + row.number(), known == null ? now : known);
    if (facts.planned() != null) {
      String line = unit.id + facts.strategy() + "|" + facts.planned();
      Integer earlier = plan.fulfilled.putIfAbsent(line, row.number());
      if (earlier != null) {
        problems.add("planned", "Row " + earlier + " of this list fulfils this line already.");
        return null;
      }
    }
    String changes =
        known == null ? words(facts) : ActivityFacts.SHEET.differencesInWords(known.facts, facts);
    if (known != null && changes.isEmpty()) {
      return outcome(row, RowOutcome.Kind.SAME, "");
    }
    String reason = problems.optionalText("reason", row.get("reason"), 500);
    plan.lines.add(new Line(known, now, reason));
    return outcome(row, known == null ? RowOutcome.Kind.NEW : RowOutcome.Kind.CHANGED, changes);
  }

  private static String words(ActivityFacts facts) {
    return facts.strategyLabel()
        + ", "
        + (facts.staffsOnly()
            ? facts.fullTimeEquivalent() + " of a full time, no contact"
            : facts.minutes()
                + " minutes, "
                + (facts.planned() == null ? "beside the plan" : facts.planned()));
  }

  private static RowOutcome outcome(Row row, RowOutcome.Kind kind, String message) {
    return new RowOutcome(row.number(), row.get("site"), kind, "", message);
  }
}
