package org.reachline.coaching;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
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
public class ContactList extends RowList {
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
    return (row, plan, problems) -> read(study, table, row, plan, problems);
  }

  private ListedRow read(
      Study study, UploadedTable table, Row row, ListPlan plan, Problems problems) {
    Optional<Site> site =
        Site.findByCode(row.get("site"))
            // A site that the person does not coach looks like one that is not there.
            .filter(s -> access.mayCoach(s.id));
    Optional<Enrolment> enrolment = site.flatMap(s -> Enrolment.findForSite(study, s));
    if (enrolment.isEmpty()) {
      problems.add("site", "No site of this study that you coach has this code.");
      return null;
    }
    if (row.has("unit") && !row.get("unit").equalsIgnoreCase(enrolment.get().unit.code)) {
      problems.add("unit", "The site belongs to the unit " + enrolment.get().unit.code + ".");
    }
    CoachingContact known = known(row, site.get(), enrolment.get(), problems);
    Map<String, String> typed = rows.typed(study, table, row, site.get(), known, problems);
    String unknown = site.get().code + " " + typed.get("day") + " " + typed.get("time");
    plan.found(
        known == null ? "no contact " + unknown : known.subject(),
        site.get().code,
        known == null ? null : known.version);
    plan.once(known == null ? unknown : known.subject(), row, "starts_at", ONCE, problems);
    if (known != null && !problems.any() && ContactRows.saysTheSame(typed, known)) {
      return told(row, ListedRow.same(""));
    }
    ContactSaid said = rules.read(typed, enrolment.get(), known, false, problems);
    if (said == null || problems.any()) {
      return null;
    }
    ContactFacts facts = said.facts();
    if (facts.planned() != null && facts.outcome() == ContactOutcome.HELD) {
      String planned = enrolment.get().id + facts.strategy() + facts.planned();
      plan.once(planned, row, "planned_key", ONCE, problems);
    }
    if (known == null) {
      return told(row, ListedRow.enters(words(facts), () -> acts.log(enrolment.get(), said)));
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
  private static CoachingContact known(Row row, Site site, Enrolment enrolment, Problems problems) {
    if (!row.has("contact")) {
      return ContactRows.startsAt(row, site)
          .flatMap((Instant at) -> CoachingContact.findStandingAt(site, at))
          .orElse(null);
    }
    Optional<CoachingContact> named =
        Optional.of(row.get("contact"))
            .filter(key -> key.matches("\\d{1,18}"))
            .flatMap(key -> CoachingContact.<CoachingContact>findByIdOptional(Long.valueOf(key)))
            .filter(c -> c.enrolment.id.equals(enrolment.id) && c.isStanding());
    if (named.isEmpty()) {
      problems.add("contact", "No contact that stands with this site has this key.");
    }
    return named.orElse(null);
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
