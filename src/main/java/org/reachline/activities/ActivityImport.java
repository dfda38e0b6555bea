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
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.SiteAccess;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Logs many activities from one list, by the same rules as the form. All rows or none. An activity
 * that is on record as the row says stays as it is, so a list can be sent twice.
 */
@ApplicationScoped
public class ActivityImport {
  /** More rows than a study logs in a year; a larger file is split. */
  static final int MOST_ROWS = 5000;

  private static final List<Column> COLUMNS =
      List.of(
          Column.required("site", "site_code"),
          Column.required("strategy"),
          Column.required("day", "date", "held_on"),
          Column.required("minutes"),
          Column.required("part"),
          Column.required("people"),
          Column.required("actor"),
          Column.required("action"),
          Column.optional("planned"),
          Column.optional("generation"),
          Column.optional("trained_by"),
          Column.optional("full_time_equivalent"),
          Column.optional("placed_until"),
          Column.optional("target"),
          Column.optional("resources"),
          Column.optional("outcome_meant"),
          Column.optional("justification"),
          Column.optional("modification"));

  /** Columns of the list that a field of the form comes from, where the names differ. */
  private static final Map<String, String> COLUMN_OF =
      Map.of(
          "fullTimeEquivalent", "full_time_equivalent",
          "placedUntil", "placed_until",
          "trainedBy", "trained_by",
          "outcomeMeant", "outcome_meant");

  @Inject ActivityReading reading;
  @Inject ActivityLog log;
  @Inject SiteAccess access;

  /**
   * Says per row what the list does, and does it unless it is a dry run or a row has an error.
   *
   * @param dryRun whether to log nothing
   */
  @Transactional
  public List<RowOutcome> take(Study study, String text, boolean dryRun) {
    UploadedTable table = UploadedTable.read(text, COLUMNS);
    if (!table.problems().isEmpty()) {
      return table.problems();
    }
    if (table.rows().size() > MOST_ROWS) {
      return List.of(
          RowOutcome.error(
              0, "", "", "More than " + MOST_ROWS + " rows. Split the file and send the parts."));
    }
    List<RowOutcome> outcomes = new ArrayList<>();
    Map<String, Activity> made = new LinkedHashMap<>();
    Map<String, Integer> fulfilled = new HashMap<>();
    for (Row row : table.rows()) {
      Problems problems = new Problems();
      RowOutcome outcome = read(study, row, problems, made, fulfilled);
      for (Problems.Problem p : problems.list()) {
        String column = COLUMN_OF.getOrDefault(p.field(), p.field());
        outcomes.add(RowOutcome.error(row.number(), row.get("site"), column, p.message()));
      }
      if (!problems.any()) {
        outcomes.add(outcome);
      }
    }
    if (!dryRun && !RowOutcome.anyError(outcomes)) {
      made.values().forEach(log::log);
    }
    return outcomes;
  }

  private RowOutcome read(
      Study study,
      Row row,
      Problems problems,
      Map<String, Activity> made,
      Map<String, Integer> fulfilled) {
    Optional<Site> site =
        Site.findByCode(row.get("site"))
            // A site that the person does not coach looks like one that is not there.
            .filter(s -> access.mayCoach(s.id));
    Optional<Enrolment> unit = site.flatMap(s -> Enrolment.findForSite(study, s));
    if (unit.isEmpty()) {
      problems.add("site", "No site of this study that you coach has this code.");
      return null;
    }
    ActivityForm form = form(row);
    Optional<Activity> known =
        Activity.listForEnrolment(unit.get()).stream()
            .filter(a -> a.isStanding() && saysTheSame(a, site.get(), form))
            .findFirst();
    if (known.isPresent()) {
      return outcome(row, RowOutcome.Kind.SAME, "");
    }
    Activity activity = reading.read(form, unit.get(), site.get(), null, made, problems);
    if (activity == null) {
      return null;
    }
    if (activity.plannedKey != null) {
      String line = unit.get().id + activity.strategy + "|" + activity.occurrence().orElseThrow();
      Integer earlier = fulfilled.putIfAbsent(line, row.number());
      if (earlier != null) {
        problems.add("planned", "Row " + earlier + " of this list fulfils this line already.");
        return null;
      }
    }
    made.put("row " + row.number(), activity);
    return outcome(
        row,
        RowOutcome.Kind.NEW,
        activity.strategyLabel()
            + ", "
            + activity.minutes
            + " minutes, "
            + activity.occurrence().orElse("beside the plan"));
  }

  private static RowOutcome outcome(Row row, RowOutcome.Kind kind, String message) {
    return new RowOutcome(row.number(), row.get("site"), kind, "", message);
  }

  private static ActivityForm form(Row row) {
    ActivityForm form = new ActivityForm();
    form.planned = row.get("strategy") + "|" + row.get("planned");
    form.day = row.get("day");
    form.minutes = row.get("minutes");
    form.part = row.get("part");
    form.people = row.get("people");
    form.generation = row.get("generation");
    form.trainedBy = row.get("trained_by");
    form.placedUntil = row.get("placed_until");
    form.fullTimeEquivalent = row.get("full_time_equivalent");
    form.actor = row.get("actor");
    form.action = row.get("action");
    form.target = row.get("target");
    form.resources = row.get("resources");
    form.outcomeMeant = row.get("outcome_meant");
    form.justification = row.get("justification");
    form.modification = row.get("modification");
    return form;
  }

  private static boolean saysTheSame(Activity a, Site site, ActivityForm form) {
    ActivityForm on = ActivityForm.of(a);
    return a.site.id.equals(site.id)
        && on.planned.equals(form.planned)
        && on.day.equals(form.day)
        && on.minutes.equals(form.minutes)
        && on.part.equals(form.part)
        && on.people.equals(form.people)
        && (form.generation.isEmpty() || form.generation.equals(on.generation))
        && on.actor.equals(form.actor)
        && on.action.equals(form.action);
  }
}
