package org.reachline.activities;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.SiteAccess;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.lists.ListPlan;
import org.reachline.base.lists.ListedRow;
import org.reachline.base.trail.Change;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.RowList;
import org.reachline.studies.Study;

/**
 * Many activities from one list. A row is about the activity that it names by its key, else about
 * the one at the site that says the same, that fulfils the same planned line, or that was done on
 * the same day for the same part with the same words.
 */
@ApplicationScoped
class ActivityList extends RowList {
  private static final List<Column> COLUMNS =
      Stream.of(
              List.of(Column.required("site", "site_code")),
              ActivityFacts.SHEET.columns(),
              List.of(Column.optional("reason"), Column.optional("activity")))
          .flatMap(List::stream)
          .toList();

  @Inject ActivityRules rules;
  @Inject ActivityActs acts;
  @Inject ActivityAccounts accounts;
  @Inject ActivityPaths paths;
  @Inject SiteAccess sites;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance help(List<Strategy> strategies, List<Choice> parts);
  }

  @Override
  public String one() {
    return "activity";
  }

  @Override
  public String many() {
    return "activities";
  }

  @Override
  public String page() {
    return "activities";
  }

  @Override
  public String pageLabel() {
    return "Activities";
  }

  @Override
  public TemplateInstance help(Study study) {
    return Templates.help(accounts.strategies(study), rules.parts(study));
  }

  @Override
  public Study place(String slug) {
    return paths.study(slug);
  }

  @Override
  protected List<Column> columns(Study study) {
    return COLUMNS;
  }

  @Override
  protected String columnOf(String field) {
    return ActivityFacts.SHEET.columnOf(field);
  }

  @Override
  protected RowReader reader(Study study, UploadedTable table) {
    ListedActivities listed = new ListedActivities(study, sites, table);
    // By what a later row can call the activity of a row.
    Map<String, Activity> byRow = new HashMap<>();
    return (row, plan, problems) -> read(listed, byRow, row, plan, problems);
  }

  private ListedRow read(
      ListedActivities listed,
      Map<String, Activity> byRow,
      Row row,
      ListPlan plan,
      Problems problems) {
    Optional<ListedActivities.Place> place = listed.place(row);
    if (place.isEmpty()) {
      problems.add("site", "No site of this study that you coach has this code.");
      return null;
    }
    Activity known = listed.known(row, problems);
    if (problems.any()) {
      return null;
    }
    plan.found(
        known == null ? "no activity of row " + row.number() : known.subject(),
        row.get("site"),
        known == null ? null : known.version);
    ActivityFacts facts =
        rules.read(
            listed.typed(row, known),
            place.get().unit(),
            place.get().site(),
            known,
            byRow,
            problems);
    if (problems.any()) {
      return null;
    }
    if (facts.planned() != null) {
      plan.once(
          place.get().unit().id + facts.strategy() + "|" + facts.planned(),
          row,
          "planned",
          "Row %d of this list fulfils this line already.",
          problems);
    }
    if (known == null) {
      Activity now = ActivityActs.of(place.get().unit(), place.get().site(), facts);
      byRow.put("row " + row.number(), now);
      return ListedRow.enters(words(facts), () -> acts.log(now));
    }
    byRow.put("row " + row.number(), known);
    String changes = ActivityFacts.SHEET.differencesInWords(known.facts, facts);
    return changes.isEmpty()
        ? ListedRow.same("")
        : ListedRow.amends(
            changes, reason -> acts.amend(known, facts, new Change(known.version, reason)));
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
}
