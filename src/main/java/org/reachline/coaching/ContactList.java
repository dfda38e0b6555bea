package org.reachline.coaching;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.base.SiteAccess;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.lists.ListPlan;
import org.reachline.base.lists.ListedRow;
import org.reachline.base.trail.Change;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactActs;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.ContactRules;
import org.reachline.coaching.contacts.ContactSaid;
import org.reachline.coaching.contacts.ContactState;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.RowList;
import org.reachline.studies.Study;

/**
 * Many contacts from one list. A row is about the contact that it names by its key, else about the
 * one on record at that site and time. A column that the list has not leaves what is recorded as it
 * is.
 */
@ApplicationScoped
class ContactList extends RowList {
  private static final String ONCE = "Row %d of this list says the same already.";

  @Inject ContactRows rows;
  @Inject ContactRules rules;
  @Inject ContactActs acts;
  @Inject SiteAccess access;
  @Inject Protocols protocols;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance help(String optional);
  }

  @Override
  public String one() {
    return "contact";
  }

  @Override
  public String many() {
    return "contacts";
  }

  @Override
  public String page() {
    return "coaching";
  }

  @Override
  public String pageLabel() {
    return "Coaching";
  }

  @Override
  public TemplateInstance help(Study study) {
    return Templates.help(ContactRows.optional());
  }

  @Override
  protected List<Column> columns(Study study) {
    return ContactRows.columns(protocols.fileOf(study).parts());
  }

  @Override
  protected String columnOf(String field) {
    return ContactRows.columnOf(field);
  }

  @Override
  protected RowReader reader(Study study, UploadedTable table) {
    // Looked up once, however many rows speak of a site.
    Map<String, Optional<Coached>> sites = new HashMap<>();
    return (row, plan, problems) -> {
      Optional<Coached> at = sites.computeIfAbsent(row.get("site"), code -> coached(study, code));
      if (at.isEmpty()) {
        problems.add("site", "No site of this study that you coach has this code.");
        return null;
      }
      return read(at.get(), study, table, row, plan, problems);
    };
  }

  /** A site with its unit, and the unit's contacts that stand. */
  private record Coached(Site site, Enrolment unit, List<CoachingContact> standing) {}

  /** A site that the person does not coach looks like one that is not there. */
  private Optional<Coached> coached(Study study, String code) {
    return Site.findByCode(code)
        .filter(site -> access.mayCoach(site.id))
        .flatMap(
            site ->
                Enrolment.findForSite(study, site)
                    .map(
                        unit ->
                            new Coached(
                                site,
                                unit,
                                CoachingContact.listForEnrolment(unit).stream()
                                    .filter(CoachingContact::isStanding)
                                    .toList())));
  }

  private ListedRow read(
      Coached at, Study study, UploadedTable table, Row row, ListPlan plan, Problems problems) {
    Site site = at.site();
    Enrolment unit = at.unit();
    if (row.has("unit") && !row.get("unit").equalsIgnoreCase(unit.unit.code)) {
      problems.add("unit", "The site belongs to the unit " + unit.unit.code + ".");
    }
    CoachingContact known = known(row, at, problems);
    Map<String, String> typed = rows.typed(study, table, row, site, known, problems);
    String unknown = site.code + " " + typed.get("day") + " " + typed.get("time");
    plan.found(
        known == null ? "no contact " + unknown : known.subject(),
        site.code,
        known == null ? null : known.version);
    plan.once(known == null ? unknown : known.subject(), row, "starts_at", ONCE, problems);
    if (known != null && !problems.any() && ContactRows.saysTheSame(typed, known)) {
      return told(row, ListedRow.same(""));
    }
    ContactSaid said = rules.read(typed, unit, known, false, problems);
    if (said == null || problems.any()) {
      return null;
    }
    ContactFacts facts = said.facts();
    if (facts.planned() != null && facts.outcome() == ContactOutcome.HELD) {
      String planned = unit.id + facts.strategy() + facts.planned();
      plan.once(planned, row, "planned_key", ONCE, problems);
    }
    if (known == null) {
      return told(row, ListedRow.enters(words(facts), () -> acts.log(unit, said)));
    }
    String changes = ContactState.changes(known, said);
    return told(
        row,
        changes.isEmpty()
            ? ListedRow.same("")
            : ListedRow.amends(
                changes, reason -> acts.amend(known, said, new Change(known.version, reason))));
  }

  /** The contact that a row is about: by its key, or the one on record at that site and time. */
  private static CoachingContact known(Row row, Coached at, Problems problems) {
    if (!row.has("contact")) {
      Instant startsAt = ContactRows.startsAt(row, at.site()).orElse(null);
      return at.standing().stream()
          .filter(c -> c.site.id.equals(at.site().id) && c.facts.startsAt().equals(startsAt))
          .findFirst()
          .orElse(null);
    }
    CoachingContact named =
        at.standing().stream()
            .filter(c -> c.id.toString().equals(row.get("contact")))
            .findFirst()
            .orElse(null);
    if (named == null) {
      problems.add("contact", "No contact that stands with this site has this key.");
    }
    return named;
  }

  private static ListedRow told(Row row, ListedRow listed) {
    return row.has("logged_at")
        ? listed.and(
            "When it was logged is the service's own time; the column logged_at is not taken")
        : listed;
  }

  private static String words(ContactFacts facts) {
    return facts.outcome().label()
        + ", "
        + facts.minutes()
        + " minutes, "
        + (facts.planned() == null
            ? "unplanned help"
            : facts.planned().key() + " of month " + facts.planned().month());
  }
}
