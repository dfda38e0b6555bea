package org.reachline.activities;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
            (row, a) -> saysTheSame(row, a) && isAlike(row, a),
            (row, a) ->
                row.has("planned")
                    && a.facts.strategy().equals(row.get("strategy"))
                    && a.facts.planned() != null
                    && a.facts.planned().toString().equals(row.get("planned")),
            ListedActivities::isAlike);
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
  private static boolean isAlike(Row row, Activity a) {
    return !row.has("activity")
        && a.facts.strategy().equals(row.get("strategy"))
        && a.facts.day().toString().equals(row.get("day"))
        && a.facts.part().equals(row.get("part"))
        && a.facts.action().equals(row.get("action"));
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
  Map<String, String> typed(Row row, Activity known) {
    Map<String, String> typed =
        ActivityFacts.SHEET.typed(table, row, known == null ? null : known.facts);
    // A generation follows from who trained the trainers; a row that names neither leaves both.
    if (known != null && (row.has("generation") || row.has("trained_by"))) {
      typed.put("generation", row.get("generation"));
    } else if (known != null) {
      Map<String, String> before = ActivityRules.typed(known.facts);
      typed.put("generation", before.get("generation"));
      typed.put("trainedBy", before.get("trainedBy"));
    }
    return typed;
  }

  /** Whether a row that says so would change nothing; lineage apart, which rows may leave open. */
  private boolean saysTheSame(Row row, Activity a) {
    Map<String, String> said = new HashMap<>(typed(row, a));
    Map<String, String> before = new HashMap<>(ActivityFacts.SHEET.typed(a.facts));
    List.of(said, before).forEach(w -> w.keySet().removeAll(List.of("generation", "trainedBy")));
    return said.equals(before);
  }
}
