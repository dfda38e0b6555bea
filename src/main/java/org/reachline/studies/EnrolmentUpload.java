package org.reachline.studies;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.Spelling;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.sites.Site;
import org.reachline.studies.file.StudyFile;

/**
 * Enrols many units from one list: one row per unit, or one per site of a unit. All rows or none.
 */
@ApplicationScoped
public class EnrolmentUpload {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("unit", "unit_code"),
          Column.optional("site", "site_id", "site_code"),
          Column.optional("enrolled_on"),
          Column.optional("starts_on", "started_on", "start"),
          Column.optional("stratum"),
          Column.optional("pair"));

  @Inject Protocols protocols;
  @Inject EnrolmentDesk desk;
  @Inject Clock clock;

  /** What the rows of one unit say together. */
  private static final class Unit {
    final Row first;
    final Site site;
    final Set<Site> members = new LinkedHashSet<>();
    LocalDate enrolledOn;
    LocalDate startsOn;
    String stratum;
    String pair;
    Enrolment known;

    Unit(Row first, Site site) {
      this.first = first;
      this.site = site;
    }
  }

  /** Says per row what the list does, and does it unless it is a dry run or a row has an error. */
  @Transactional
  public List<RowOutcome> take(Study study, String text, boolean dryRun) {
    UploadedTable table = UploadedTable.read(text, COLUMNS);
    if (!table.problems().isEmpty()) {
      return table.problems();
    }
    StudyFile file = protocols.fileOf(study);
    Map<String, Site> sites = new HashMap<>();
    Site.listByCode().forEach(s -> sites.put(key(s.code), s));
    Map<Long, Enrolment> active = new HashMap<>();
    for (Enrolment e : Enrolment.listForStudy(study)) {
      if (e.isActive()) {
        active.put(e.unit.id, e);
      }
    }
    List<RowOutcome> outcomes = new ArrayList<>();
    Map<Long, Unit> units = new LinkedHashMap<>();
    for (Row row : table.rows()) {
      read(row, table, study, file, sites, active, units, outcomes);
    }
    for (Unit unit : units.values()) {
      outcomes.add(
          otherMembers(file, unit)
              .map(m -> RowOutcome.error(unit.first.number(), unit.site.code, "site", m))
              .orElseGet(() -> outcome(unit)));
    }
    outcomes.sort((a, b) -> Integer.compare(a.row(), b.row()));
    if (!dryRun && !RowOutcome.anyError(outcomes)) {
      units.values().forEach(unit -> save(study, file, unit));
    }
    return outcomes;
  }

  private void read(
      Row row,
      UploadedTable table,
      Study study,
      StudyFile file,
      Map<String, Site> sites,
      Map<Long, Enrolment> active,
      Map<Long, Unit> units,
      List<RowOutcome> outcomes) {
    Problems problems = new Problems();
    Site site = site("unit", row, sites, problems);
    Site member = row.has("site") ? site("site", row, sites, problems) : site;
    LocalDate enrolledOn = problems.optionalDate("enrolled_on", row.get("enrolled_on"));
    LocalDate startsOn = problems.optionalDate("starts_on", row.get("starts_on"));
    String stratum =
        EnrolmentDesk.term(
            "stratum", row.get("stratum"), file.allocation().strata(), "strata", problems);
    String pair =
        EnrolmentDesk.term("pair", row.get("pair"), file.allocation().pairs(), "pairs", problems);
    if (site != null && member != null && member != site && member.partnerOf != site) {
      problems.add("site", member.code + " is not a partner of " + site.code + ".");
    }
    Unit unit = site == null ? null : units.get(site.id);
    if (site != null && unit == null) {
      unit = new Unit(row, site);
      unit.known = active.get(site.id);
      unit.enrolledOn = enrolledOn;
      unit.startsOn = startsOn;
      unit.stratum = table.has("stratum") ? stratum : known(unit, e -> e.stratum);
      unit.pair = table.has("pair") ? pair : known(unit, e -> e.pair);
      if (!table.has("starts_on")) {
        unit.startsOn = known(unit, e -> e.startedOn);
      }
      LocalDate since = unit.known == null ? enrolledOn : unit.known.enrolledOn;
      if (EnrolmentDesk.startsTooEarly(since, unit.startsOn)) {
        problems.add("starts_on", EnrolmentDesk.tooEarly(since));
      }
      if (unit.known == null && enrolledOn != null) {
        EnrolmentDesk.overlap(study, site, enrolledOn)
            .ifPresent(m -> problems.add("enrolled_on", m));
      }
      if (unit.known != null && enrolledOn != null && !enrolledOn.equals(since)) {
        problems.add(
            "enrolled_on", "It was enrolled on " + since + "; a list does not change that.");
      }
      String refusal = unit.known == null ? EnrolmentDesk.refusal(study, file, site) : frozen(unit);
      if (refusal != null) {
        problems.add("unit", refusal);
      }
      units.put(site.id, unit);
    } else if (unit != null) {
      if (!row.has("site")) {
        problems.add("unit", "This unit stands in row " + unit.first.number() + " already.");
      } else if (member != null && unit.members.contains(member)) {
        problems.add("site", "This site stands in an earlier row of its unit already.");
      } else {
        sameAsFirst("starts_on", startsOn, unit.startsOn, unit, table, problems);
        sameAsFirst("enrolled_on", enrolledOn, unit.enrolledOn, unit, table, problems);
        sameAsFirst("stratum", stratum, unit.stratum, unit, table, problems);
        sameAsFirst("pair", pair, unit.pair, unit, table, problems);
      }
    }
    if (unit != null && row.has("site") && member != null) {
      unit.members.add(member);
    }
    problems
        .list()
        .forEach(
            p ->
                outcomes.add(
                    RowOutcome.error(row.number(), row.get("unit"), p.field(), p.message())));
  }

  private static void sameAsFirst(
      String column, Object said, Object first, Unit unit, UploadedTable table, Problems problems) {
    if (table.has(column) && problems.of(column) == null && !Objects.equals(said, first)) {
      problems.add(
          column,
          "Row "
              + unit.first.number()
              + " of this unit says "
              + Objects.toString(first, "nothing")
              + "; all its rows must say the same.");
    }
  }

  /** Where the sites that a list names for a unit are not the ones that enter with it. */
  private static Optional<String> otherMembers(StudyFile file, Unit unit) {
    if (unit.members.isEmpty()) {
      return Optional.empty();
    }
    Set<String> whole =
        codes(unit.known == null ? EnrolmentDesk.membersOf(file, unit.site) : unit.known.members);
    Set<String> listed = codes(unit.members);
    listed.add(unit.site.code);
    Set<String> missing = new TreeSet<>(whole);
    missing.removeAll(listed);
    listed.removeAll(whole);
    if (!missing.isEmpty()) {
      return Optional.of(
          "The unit is "
              + String.join(", ", whole)
              + "; the list has no row for "
              + String.join(", ", missing)
              + ". Give every site of the unit a row, or leave the column site out.");
    }
    return listed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", listed)
                + (unit.known == null ? " does not enter" : " did not enter")
                + " with this unit, which is "
                + String.join(", ", whole)
                + ".");
  }

  private static Set<String> codes(Set<Site> sites) {
    Set<String> codes = new TreeSet<>();
    sites.forEach(site -> codes.add(site.code));
    return codes;
  }

  private static String frozen(Unit unit) {
    boolean moved = unit.known.startedOn != null && unit.startsOn == null;
    if (moved) {
      return "It starts on " + unit.known.startedOn + "; the list would take that away.";
    }
    boolean differs =
        !Objects.equals(unit.stratum, unit.known.stratum)
            || !Objects.equals(unit.pair, unit.known.pair);
    return unit.known.armKey != null && differs
        ? "It is allocated; its stratum and pair stay."
        : null;
  }

  private static <T> T known(Unit unit, java.util.function.Function<Enrolment, T> what) {
    return unit.known == null ? null : what.apply(unit.known);
  }

  private static RowOutcome outcome(Unit unit) {
    int row = unit.first.number();
    String code = unit.site.code;
    if (unit.known == null) {
      return new RowOutcome(
          row,
          code,
          RowOutcome.Kind.NEW,
          "",
          unit.startsOn == null ? "no start yet" : "starts on " + unit.startsOn);
    }
    List<String> changes = new ArrayList<>();
    if (!Objects.equals(unit.startsOn, unit.known.startedOn)) {
      changes.add(
          "start: " + Objects.toString(unit.known.startedOn, "none") + " → " + unit.startsOn);
    }
    if (!Objects.equals(unit.stratum, unit.known.stratum)) {
      changes.add("stratum: " + unit.known.stratum + " → " + unit.stratum);
    }
    if (!Objects.equals(unit.pair, unit.known.pair)) {
      changes.add("pair: " + unit.known.pair + " → " + unit.pair);
    }
    return changes.isEmpty()
        ? new RowOutcome(row, code, RowOutcome.Kind.SAME, "", "")
        : new RowOutcome(row, code, RowOutcome.Kind.CHANGED, "", String.join("; ", changes));
  }

  private void save(Study study, StudyFile file, Unit unit) {
    if (unit.known != null) {
      desk.move(unit.known, unit.startsOn, unit.stratum, unit.pair, "Uploaded list");
      return;
    }
    LocalDate enrolledOn = unit.enrolledOn;
    if (enrolledOn == null) {
      enrolledOn =
          unit.startsOn == null ? LocalDate.now(clock.withZone(unit.site.zoneId())) : unit.startsOn;
    }
    desk.open(
        study,
        unit.site,
        EnrolmentDesk.membersOf(file, unit.site),
        enrolledOn,
        unit.startsOn,
        unit.stratum,
        unit.pair,
        "Uploaded list");
  }

  /** The site of a cell; problems are noted. */
  static Site site(String column, Row row, Map<String, Site> sites, Problems problems) {
    if (!row.has(column)) {
      problems.add(column, "The cell is empty.");
      return null;
    }
    Site site = sites.get(key(row.get(column)));
    if (site == null) {
      problems.add(
          column,
          "There is no site with the code “"
              + row.get(column)
              + "”."
              + Spelling.didYouMean(row.get(column), sites.keySet()));
    }
    return site;
  }

  private static String key(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
