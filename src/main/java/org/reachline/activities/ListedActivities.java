package org.reachline.activities;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.reachline.base.Problems;
import org.reachline.base.SiteAccess;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Row;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** Finds which activities on record the rows of a list are about, each one once. */
final class ListedActivities {
  private final Study study;
  private final SiteAccess access;
  private final UploadedTable table;
  private final Map<Integer, Activity> byRow = new HashMap<>();
  private final Map<String, Optional<Place>> places = new HashMap<>();

  /** A site with the unit whose dose it touches. */
  record Place(Site site, Enrolment unit) {}

  ListedActivities(Study study, SiteAccess access, UploadedTable table) {
    this.study = study;
    this.access = access;
    this.table = table;
    Map<Long, List<Activity>> standing = new HashMap<>();
    Set<Long> claimed = new HashSet<>();
    // The surest likeness first, over all rows, so that no row takes another row's record.
    List<Likeness> likenesses =
        List.of(
            (row, a) -> String.valueOf(a.id).equals(row.get("activity")),
            (row, a) -> saysTheSame(form(row, a), ActivityForm.of(a)) && isAlike(row, a),
            (row, a) ->
                row.has("planned")
                    && a.strategy.equals(row.get("strategy"))
                    && a.occurrence().filter(row.get("planned")::equals).isPresent(),
            this::isAlike);
    for (Likeness likeness : likenesses) {
      for (Row row : table.rows()) {
        Optional<Place> place = place(row);
        if (place.isEmpty() || byRow.containsKey(row.number())) {
          continue;
        }
        Predicate<Activity> free =
            a ->
                a.isStanding()
                    && a.site.id.equals(place.get().site().id)
                    && !claimed.contains(a.id);
        standing
            .computeIfAbsent(
                place.get().unit().id, u -> Activity.listForEnrolment(place.get().unit()))
            .stream()
            .filter(free)
            .filter(a -> likeness.holds(row, a))
            .findFirst()
            .ifPresent(
                a -> {
                  byRow.put(row.number(), a);
                  claimed.add(a.id);
                });
      }
    }
  }

  private interface Likeness {
    boolean holds(Row row, Activity activity);
  }

  /** Whether a row is about what was done on that day for that part, in those words. */
  private boolean isAlike(Row row, Activity a) {
    return !row.has("activity")
        && a.strategy.equals(row.get("strategy"))
        && a.heldOn.toString().equals(row.get("day"))
        && a.part.equals(row.get("part"))
        && a.action.equals(row.get("action"));
  }

  /** The site of a row; empty for one that is not there or that the person does not coach. */
  Optional<Place> place(Row row) {
    return places.computeIfAbsent(
        row.get("site"),
        code ->
            Site.findByCode(code)
                .filter(s -> access.mayCoach(s.id))
                .flatMap(
                    site -> Enrolment.findForSite(study, site).map(unit -> new Place(site, unit))));
  }

  /** The activity on record that a row is about, or null for a new one. */
  Activity known(Row row, Problems problems) {
    Activity known = byRow.get(row.number());
    if (known == null && row.has("activity")) {
      problems.add("activity", "No activity that stands at this site has this key.");
    }
    return known;
  }

  /** What a row says; of a record, what the list has no column for stays as it is. */
  ActivityForm form(Row row, Activity known) {
    ActivityForm form = known == null ? new ActivityForm() : ActivityForm.of(known);
    form.planned =
        row.get("strategy")
            + "|"
            + (known == null || table.has("planned")
                ? row.get("planned")
                : known.occurrence().orElse(""));
    form.day = row.get("day");
    form.part = row.get("part");
    form.people = row.get("people");
    form.actor = row.get("actor");
    form.action = row.get("action");
    form.minutes = said("minutes", row, form.minutes);
    // A generation follows from who trained the trainers; a row that names neither leaves both.
    if (known == null || row.has("generation") || row.has("trained_by")) {
      form.generation = row.get("generation");
      form.trainedBy = table.has("trained_by") ? row.get("trained_by") : form.trainedBy;
    }
    form.placedUntil = said("placed_until", row, form.placedUntil);
    form.fullTimeEquivalent = said("full_time_equivalent", row, form.fullTimeEquivalent);
    form.target = said("target", row, form.target);
    form.resources = said("resources", row, form.resources);
    form.outcomeMeant = said("outcome_meant", row, form.outcomeMeant);
    form.justification = said("justification", row, form.justification);
    form.modification = said("modification", row, form.modification);
    return form;
  }

  private String said(String column, Row row, String otherwise) {
    return table.has(column) ? row.get(column) : otherwise == null ? "" : otherwise;
  }

  private static boolean saysTheSame(ActivityForm one, ActivityForm other) {
    return words(one).equals(words(other));
  }

  private static List<String> words(ActivityForm form) {
    List<String> words = new ArrayList<>();
    for (String said :
        new String[] {
          form.planned,
          form.day,
          form.minutes,
          form.part,
          form.people,
          form.placedUntil,
          form.fullTimeEquivalent,
          form.actor,
          form.action,
          form.target,
          form.resources,
          form.outcomeMeant,
          form.justification,
          form.modification
        }) {
      words.add(Objects.toString(said, "").strip());
    }
    return words;
  }

  /** {@code People: 5, now 7; Resources: nothing, now 40 kits}; empty if nothing differs. */
  static String changes(Activity known, Activity now) {
    Map<String, Object> before = ActivityLog.state(known);
    Map<String, Object> after = ActivityLog.state(now);
    List<String> changes = new ArrayList<>();
    before.forEach(
        (property, was) -> {
          Object is = after.get(property);
          if (!property.equals("withdrawn") && !same(was, is)) {
            changes.add(
                ActivityLog.label(property) + ": " + orNothing(was) + ", now " + orNothing(is));
          }
        });
    return String.join("; ", changes);
  }

  private static boolean same(Object one, Object other) {
    return one instanceof BigDecimal a && other instanceof BigDecimal b
        ? a.compareTo(b) == 0
        : Objects.equals(one, other);
  }

  private static String orNothing(Object words) {
    return words == null || words.toString().isEmpty()
        ? "nothing"
        : Problems.shortened(words.toString());
  }
}
