package org.reachline.studies.enrolment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.Suggestions;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.lists.ListPlan;
import org.reachline.protocol.StudyFile;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.EnrolmentFacts;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.StudyList;

/**
 * Enrols many units from one list: one row per unit, or one per site of a unit. All rows or none.
 */
@ApplicationScoped
public class EnrolmentList extends StudyList {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("unit", "unit_code"),
          Column.optional("site", "site_id", "site_code"),
          Column.optional("enrolled_on"),
          Column.optional("starts_on", "started_on", "start"),
          Column.optional("stratum"),
          Column.optional("pair"),
          // What sites.csv of an export says beside; it stands elsewhere and is not taken from
          // here.
          Column.optional("site_type"),
          Column.optional("site_size"),
          Column.optional("size_unit"),
          Column.optional("state"),
          Column.optional("time_zone"),
          Column.optional("joined_on"),
          Column.optional("withdrawn_on"));

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance help();
  }

  @Inject Protocols protocols;
  @Inject EnrolmentActs acts;
  @Inject Clock clock;

  @Override
  public String one() {
    return "unit";
  }

  @Override
  public String many() {
    return "units";
  }

  @Override
  public Set<Role> takers() {
    return Set.of(Role.COORDINATOR);
  }

  @Override
  public String address(String slug) {
    return Study.address(slug, "enrolment/upload");
  }

  @Override
  public String pageLabel() {
    return "Sites in the study";
  }

  @Override
  public String page() {
    return "sites";
  }

  @Override
  public String uploadTitle() {
    return heading();
  }

  @Override
  public String heading() {
    return "Upload enrolments";
  }

  @Override
  public String lead() {
    return "One row per unit, or one per site of a unit.";
  }

  @Override
  public String checkTitle() {
    return "Check the enrolments";
  }

  @Override
  public String button() {
    return "Save these enrolments";
  }

  @Override
  public TemplateInstance help(Study study) {
    return Templates.help();
  }

  @Override
  protected List<Column> columns(Study study) {
    return COLUMNS;
  }

  @Override
  protected String asksForReason() {
    return "Starts that were set move, and every due date with them. Kept with each of them.";
  }

  @Override
  protected String missesReason() {
    return "Say why starts move; every due date moves with them.";
  }

  @Override
  protected void read(Study study, UploadedTable table, ListPlan plan) {
    StudyFile file = protocols.fileOf(study);
    KnownUnits known = new KnownUnits(study, file);
    Map<Long, ListedUnit> units = new LinkedHashMap<>();
    plan.each(table, row -> read(row, table, file, known, units, plan));
    for (ListedUnit unit : units.values()) {
      plan.found(
          Enrolment.subject(study, unit.site),
          unit.site.code,
          unit.known != null ? unit.known.version : ListedUnit.codes(known.membersOf(unit.site)));
      unit.otherMembers(known)
          .ifPresentOrElse(
              wrong -> plan.refuse(unit.first, "site", wrong),
              () -> plan.add(unit.first, unit.listed(why -> save(study, known, unit, why)), null));
    }
  }

  private void read(
      Row row,
      UploadedTable table,
      StudyFile file,
      KnownUnits known,
      Map<Long, ListedUnit> units,
      ListPlan plan) {
    Problems problems = new Problems();
    Site site = site("unit", row, known.sites(), problems);
    Site member = row.has("site") ? site("site", row, known.sites(), problems) : site;
    LocalDate enrolledOn = problems.optionalDate("enrolled_on", row.get("enrolled_on"));
    LocalDate startsOn = problems.optionalDate("starts_on", row.get("starts_on"));
    String stratum =
        EnrolmentActs.term(
            "stratum", row.get("stratum"), file.allocation().strata(), "strata", problems);
    String pair =
        EnrolmentActs.term("pair", row.get("pair"), file.allocation().pairs(), "pairs", problems);
    if (site != null && member != null && member != site && member.partnerOf != site) {
      problems.add("site", member.code + " is not a partner of " + site.code + ".");
    }
    ListedUnit unit = site == null ? null : units.get(site.id);
    if (site != null && unit == null) {
      unit = new ListedUnit(row, site);
      unit.known = known.ledBy(site);
      unit.enrolledOn = enrolledOn;
      unit.startsOn = startsOn;
      unit.stratum = table.has("stratum") ? stratum : unit.known(e -> e.stratum);
      unit.pair = table.has("pair") ? pair : unit.known(e -> e.pair);
      if (!table.has("starts_on")) {
        unit.startsOn = unit.known(e -> e.startedOn);
      }
      LocalDate since = unit.known == null ? enrolledOn : unit.known.enrolledOn;
      if (new EnrolmentFacts(since, unit.startsOn, null, null).startsTooEarly()) {
        problems.add("starts_on", EnrolmentActs.tooEarly(since));
      }
      if (unit.known != null) {
        acts.objections(unit.known, unit.startsOn)
            .forEach(objection -> problems.add("starts_on", objection));
      }
      if (unit.known == null) {
        EnrolmentActs.overlap(known.of(site), unit.entersOn(clock))
            .ifPresent(m -> problems.add("enrolled_on", m));
      }
      if (unit.known != null && enrolledOn != null && !enrolledOn.equals(since)) {
        problems.add(
            "enrolled_on", "It was enrolled on " + since + "; a list does not change that.");
      }
      String refusal =
          unit.known == null
              ? EnrolmentActs.refusal(file, site, known.of(site).orElse(null))
              : unit.frozen();
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
    problems.list().forEach(p -> plan.refuse(row, p.field(), p.message()));
  }

  private static void sameAsFirst(
      String column,
      Object said,
      Object first,
      ListedUnit unit,
      UploadedTable table,
      Problems problems) {
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

  private void save(Study study, KnownUnits known, ListedUnit unit, String why) {
    String reason = why == null ? "Uploaded list" : why;
    if (unit.known != null) {
      acts.move(
          unit.known,
          new EnrolmentFacts(unit.known.enrolledOn, unit.startsOn, unit.stratum, unit.pair),
          reason);
      return;
    }
    Enrolment e = new Enrolment();
    e.study = study;
    e.unit = unit.site;
    e.members.addAll(known.membersOf(unit.site));
    e.say(new EnrolmentFacts(unit.entersOn(clock), unit.startsOn, unit.stratum, unit.pair));
    acts.open(e, known.earlierAllocation(unit.site), reason);
  }

  /** The site of a cell; problems are noted. */
  static Site site(String column, Row row, Map<String, Site> sites, Problems problems) {
    if (!row.has(column)) {
      problems.add(column, "The cell is empty.");
      return null;
    }
    Site site = sites.get(KnownUnits.key(row.get(column)));
    if (site == null) {
      problems.add(
          column,
          "There is no site with the code “"
              + Problems.shortened(row.get(column))
              + "”."
              + Suggestions.didYouMean(row.get(column), sites.keySet()));
    }
    return site;
  }
}
